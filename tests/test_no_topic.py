"""Nothing of the engine and its theme holds a word of a topic: not in code, templates, styles, scripts or pictures.

Engine test. The words are the titles of the example's records, and those of legs and sports, which the first topics are
about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from tests.conftest import ROOT

ENGINE = ("hooks", "overrides")
EXAMPLE = ROOT / "examples" / "heel-pain" / "site-data"
TITLED = ("causes", "muscles", "mechanics", "exercises")
BODY = (
    "achilles|ankle|arch|buttock|calf|calves|claudication|cramp|dvt|elbow|fasciitis|fibula|feet|gait|gastrocnemius|"
    "hamstring|heel|hip|hop|knee|kneecap|leg|legs|limb|limbs|limp|peroneal|plantar|plantaris|popliteus|shin|shoe|shoes|"
    "soleus|sprain|sprint|stride|thigh|tibia|tibialis|toe|toes|treadmill|"
    "(?:your|one|each|cold|numb) foot|jog|jogger|jogging|marathon|runner|runners|swim|swimmer|swimming"
)
SPORT = r"when you run|each run|(?:the|a) run(?! of)|running (?:step|habit|shoe)|walking|walks?"
"""Only where readers read: engines run, and walk trees, too."""

ALLOWED = {
    "hooks/symptomguide/views/poses.py": "a drawn person has a body, whatever hurts",
    "hooks/symptomguide/models/exercises.py": "so has the model of it",
    "hooks/symptomguide/models/records.py:elbow": "an example in the description of a field",
    "hooks/symptomguide/models/site.py:elbow": "an example in the description of a field",
    "hooks/symptomguide/models/site.py:walk": "an example in the description of a field",
}
"""Files, or files and words, that may hold such words, and why."""


def words_of(choices: str) -> re.Pattern[str]:
    """Finds any of the words, whole: a letter on neither side."""
    return re.compile(rf"(?<![a-z])(?:{choices})(?![a-z])")


def read_engine() -> Iterator[tuple[str, str]]:
    for folder in ENGINE:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and ".egg-info" not in str(file):
                yield file.relative_to(ROOT).as_posix(), file.read_bytes().decode("utf-8", errors="replace")


def titles() -> set[str]:
    """The names of the example's records, in small letters."""
    files = (file for kind in TITLED for file in sorted((EXAMPLE / kind).glob("*.yaml")))
    return {str(yaml.safe_load(file.read_text(encoding="utf-8"))["title"]).casefold() for file in files}


def find_words(path: str, text: str, words: re.Pattern[str]) -> Iterator[str]:
    """`path:line: word` for each of `words` in a file that may not hold it."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in words.finditer(line.casefold()):
            if path not in ALLOWED and f"{path}:{found[0]}" not in ALLOWED:
                yield f"{path}:{number}: {found[0]}"


def test_no_part_of_a_body_stands_in_the_engine() -> None:
    assert [hit for path, text in read_engine() for hit in find_words(path, text, words_of(BODY))] == []


def test_no_sport_stands_where_readers_read() -> None:
    shown = ((path, text) for path, text in read_engine() if path.endswith((".jinja", ".html")))
    assert [hit for path, text in shown for hit in find_words(path, text, words_of(SPORT))] == []


def test_no_title_of_a_record_stands_in_the_engine() -> None:
    words = words_of("|".join(map(re.escape, sorted(titles()))))
    assert len(titles()) > 5
    assert [hit for path, text in read_engine() for hit in find_words(path, text, words)] == []


def test_the_search_finds_a_planted_word() -> None:
    assert list(find_words("a.jinja", "<p>Fine</p>\n<p>The Leg_s</p>", words_of(BODY))) == ["a.jinja:2: leg"]


def test_each_exception_is_still_needed() -> None:
    held = {path: set(words_of(BODY + "|walk").findall(text.casefold())) for path, text in read_engine()}
    for name in ALLOWED:
        path, _, word = name.partition(":")
        assert word in held[path] if word else held[path], name
