"""How hard each page is to read. Run `python -m symptomguide.verification.reading [FOLDER OF A BUILT SITE]`."""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import textstat

from symptomguide.addresses import UNKNOWN_FILE
from symptomguide.reading import LONGEST_SENTENCE, count_words, find_phrases, split_sentences, term_pattern

UNREAD = (UNKNOWN_FILE, "macros/index.html")
"""Pages that are not for readers."""

MEDIAN_GRADE = 7.0
WORST_GRADE = 8.0

BLOCKS = frozenset(("p", "li", "dd", "td", "figcaption"))
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "col", "path", "circle", "use"))
SET_ASIDE_TAGS = frozenset(
    ("script", "style", "svg", "nav", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "cite")
)
SET_ASIDE = frozenset(
    (
        *("cf-sources", "cf-chip", "cf-claim__sources", "cf-sign__more", "cf-source__use", "cf-rule"),  # citations
        *("cf-known", "cf-links", "cf-pattern__name", "cf-tag", "cf-term__also", "cf-list__more"),  # names, not prose
        *("cf-word__text", "cf-hidden", "cf-call", "cf-actions", "cf-jumps", "cf-filter", "cf-print", "cf-care__level"),
    )
)
TERM = "word"
"""Stands for each technical word of the glossary: one syllable, so that it makes no page harder."""


@dataclass(frozen=True)
class Reading:
    """One page: its path in the site, and the sentences of its running text with technical words set aside."""

    page: str
    sentences: tuple[str, ...]

    @cached_property
    def grade(self) -> float:
        """The US school grade by Flesch and Kincaid."""
        return float(textstat.flesch_kincaid_grade(" ".join(f"{text.rstrip('.!?:;,')}." for text in self.sentences)))

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(count_words(sentence) for sentence in self.sentences)

    @property
    def longest(self) -> str:
        """Its longest sentence."""
        return max(self.sentences, key=count_words, default="")


class _Article(HTMLParser):
    """Collects the running text of the article, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool, bool]] = []
        self.blocks: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        aside = tag in SET_ASIDE_TAGS or bool(classes & SET_ASIDE)
        inside = self.open[-1] if self.open else ("", False, False)
        self.open.append((tag, inside[1] or tag == "article", inside[2] or aside))
        if tag in BLOCKS:
            self.blocks.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes of drawings hold no text."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        _, in_article, aside = self.open[-1] if self.open else ("", False, True)
        if self.blocks and in_article and not aside and any(tag in BLOCKS for tag, _, _ in self.open):
            self.blocks[-1].append(data)


def find_blocks(page: str) -> Iterator[str]:
    """Yields the running text of the article of an HTML page, block by block."""
    parser = _Article()
    parser.feed(page)
    for parts in parser.blocks:
        if text := " ".join("".join(parts).split()):
            yield text


def read_terms(site: Path) -> tuple[str, ...]:
    """Every form of every technical word, as the glossary of the built site lists them, the longest first."""
    text = (site / "glossary" / "index.html").read_text(encoding="utf-8")
    forms: set[str] = set()
    for term, also in re.findall(r"<dt>(.*?)(?: <span class=\"cf-term__also\">\((.*?)\)</span>)?</dt>", text):
        forms.update(part.strip(" )") for part in re.split(r" \(|, ", re.sub(r"<[^>]+>", "", f"{term}, {also or ''}")))
    return tuple(sorted((form for form in forms if form), key=len, reverse=True))


def read_site(site: Path) -> list[Reading]:
    """The running text of each page for readers."""
    terms = term_pattern(read_terms(site))
    found = []
    for file in sorted(site.rglob("*.html")):
        page = file.relative_to(site).as_posix()
        if page not in UNREAD:
            blocks = find_blocks(file.read_text(encoding="utf-8"))
            sentences = (terms.sub(TERM, sentence) for block in blocks for sentence in split_sentences(block))
            found.append(Reading(page, tuple(sentences)))
    return found


def find_banned(site: Path) -> list[tuple[str, str, str]]:
    """(page, what it is, the words) for each phrase that diagnoses, promises or blames."""
    found = []
    for file in sorted(site.rglob("*.html")):
        if file.relative_to(site).as_posix() in UNREAD:
            continue
        for block in find_blocks(file.read_text(encoding="utf-8")):
            found += [(file.relative_to(site).as_posix(), phrase.what, words) for phrase, words in find_phrases(block)]
    return found


def report(readings: Sequence[Reading]) -> str:
    """A table: grade, words, words in the longest sentence, page; the hardest first."""
    lines = [f"{'grade':>5} {'words':>6} {'longest':>7}  page"]
    for reading in sorted(readings, key=lambda reading: -reading.grade):
        lines.append(f"{reading.grade:5.1f} {reading.words:6} {count_words(reading.longest):7}  {reading.page}")
    grades = [reading.grade for reading in readings]
    lines.append(f"{len(grades)} pages; median grade {statistics.median(grades):.1f}, highest {max(grades):.1f}")
    return "\n".join(lines)


def main() -> None:
    """Prints the report of the site in the folder named, or in site/."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("site")
    if not (site / "index.html").is_file():
        sys.exit(f"there is no built site in {site.name}/; run `make site` first")
    readings = read_site(site)
    print(report(readings))
    for reading in readings:
        for sentence in reading.sentences:
            if count_words(sentence) > LONGEST_SENTENCE:
                print(f"{reading.page}: {count_words(sentence)} words: {sentence}")
    for page, what, words in find_banned(site):
        print(f"{page}: {what}: …{words}…")


if __name__ == "__main__":
    main()
