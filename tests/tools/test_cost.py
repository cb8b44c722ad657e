"""Engine tests: what a first visit costs is counted from the files that its pages load, each once."""

from __future__ import annotations

from pathlib import Path

from tests.tools.cost import count_bytes, list_files


def test_a_visit_asks_for_its_pages_and_what_they_load(tmp_path: Path) -> None:
    link, loaded = '<a href="b.html">b</a>', '<link rel="stylesheet" href="a.css"><script src="a.js"></script>'
    for name, text in {"a.html": loaded + link, "b.html": loaded, "a.css": "x" * 999, "a.js": "", "c.js": ""}.items():
        (tmp_path / name).write_text(text)
    assert list_files(tmp_path, ["a.html"]) == {"a.html", "a.css", "a.js"}
    assert list_files(tmp_path, ["a.html", "b.html"]) == {"a.html", "b.html", "a.css", "a.js"}
    assert 20 < count_bytes(tmp_path, ["a.css"]) < 60
