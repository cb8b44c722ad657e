"""Engine: every command that reads a project refuses a link with the same placed line, and publishes nothing."""

from __future__ import annotations

import pytest

from tests.built.projects import Project, read_tree

COMMANDS = [
    ("symptomguide", "check"),
    ("symptomguide", "build"),
    ("symptomguide", "bundle"),
    ("symptomguide", "render", "out"),
    ("symptomguide", "tree"),
    ("symptomguide", "tree", "accept"),
    ("symptomguide", "new", "glossary", "rest"),
    ("mkdocs", "build"),
    ("mkdocs", "serve", "--dev-addr", "127.0.0.1:0"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_link_stops_every_command_before_anything_is_written(small: Project, command: tuple[str, ...]) -> None:
    outside = small.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(b"of the machine")
    (small / "content/photo.png").symlink_to(outside / "secret.png")
    (small / "content/more").symlink_to("../content")
    before = read_tree(small / "site-data")
    outcome = small.run(*command)
    assert outcome.status == 1
    assert [(line.path, line.rule) for line in outcome.problems] == [
        ("content/more", "symbolic-link"),
        ("content/photo.png", "symbolic-link"),
    ]
    assert "Traceback" not in outcome.printed
    assert read_tree(small / "site-data") == before
    assert not [
        name for name in ("site", "dist", "out", "tests") if (small / name).exists() and read_tree(small / name)
    ]


def test_what_systems_and_editors_leave_behind_is_never_published(small: Project) -> None:
    left = (
        "about.md~",
        ".about.md.swp",
        "#about.md#",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "~$about.docx",
        "x.bak",
    )
    for folder in ("content", "content/causes", "overrides/assets", "overrides/assets/stylesheets"):
        (small / folder).mkdir(parents=True, exist_ok=True)
        for name in left:
            (small / folder / name).write_text("left behind", encoding="utf-8")
    (small / "content/.#about.md").symlink_to("somebody@somewhere.1234")
    outcome = small.run("symptomguide", "build")
    assert outcome.status == 0, outcome.printed
    assert [name for name, data in read_tree(small / "site").items() if b"left behind" in data] == []
