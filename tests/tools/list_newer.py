"""Writes publish/newer.toml of the engine from MDN's browser-compat-data: `python -m tests.tools.list_newer data.json`.

It lists what at least one of the oldest supported browsers lacks: properties and their values, selectors, at-rules,
functions, elements and attributes, and the names of scripts' methods and globals. A name that any older interface has
too is left out, since a script's text does not tell whose method it calls. What only a prefix, a flag or another name
brings counts as lacking; what is there in part counts as there.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIST = Path(__file__).resolve().parents[2] / "hooks/symptomguide/publish/newer.toml"
TWINS = {"chrome": "chrome_android", "firefox": "firefox_android", "safari": "safari_ios"}
UNITS = (
    "dvb dvh dvi dvmax dvmin dvw lvb lvh lvi lvmax lvmin lvw svb svh svi svmax svmin svw cqb cqh cqi cqmax cqmin cqw"
)
CSS_NAME = re.compile(r"[a-z][a-z0-9-]*")
SCRIPT_NAME = re.compile(r"[A-Za-z$][A-Za-z0-9$]*")


class _Data:
    """The parts of the compatibility data, with a judgement of each."""

    def __init__(self, data: dict[str, Any], floor: dict[str, int]) -> None:
        self.data = data
        self.floor = floor | {TWINS[name]: version for name, version in floor.items()}

    def parts(self, *path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """(name, part) of what stands below `path`."""
        found = self.data
        for name in path:
            found = found[name]
        yield from ((name, part) for name, part in found.items() if name != "__compat" and "__compat" in part)

    def is_newer(self, part: dict[str, Any]) -> bool:
        """Whether a supported browser lacks it."""
        return not all(self._has(part["__compat"]["support"], name) for name in self.floor)

    def is_real(self, part: dict[str, Any]) -> bool:
        """Whether any of the browsers has it by now, so that somebody may write it."""
        return any(_version(entry) < 900 for name in TWINS for entry in _entries(part["__compat"]["support"], name))

    def _has(self, support: dict[str, Any], browser: str) -> bool:
        if browser not in support:
            return browser in TWINS.values()
        return any(
            _version(entry) <= self.floor[browser] and not {"flags", "prefix", "alternative_name"} & set(entry)
            for entry in _entries(support, browser)
        )

    def newer(self, *path: str) -> list[str]:
        """The names of CSS below `path` that are newer."""
        return [
            name
            for name, part in self.parts(*path)
            if self.is_newer(part) and self.is_real(part) and CSS_NAME.fullmatch(name)
        ]


def _entries(support: dict[str, Any], browser: str) -> list[dict[str, Any]]:
    found = support.get(browser, [])
    return found if isinstance(found, list) else [found]


def _version(entry: dict[str, Any]) -> float:
    """The version that brought it, 999 for none."""
    added = entry.get("version_added")
    if not isinstance(added, str) or added == "preview":
        return 999
    return float(".".join(added.lstrip("≤").split(".")[:2]))


def list_values(data: _Data) -> Iterator[str]:
    """`property=value` for each newer value of an older property."""
    for name, part in data.parts("css", "properties"):
        if name != "font-family" and not data.is_newer(part):  # a list goes on to its next font
            yield from (f"{name}={value}" for value in data.newer("css", "properties", name))


def list_functions(data: _Data) -> Iterator[str]:
    """Names of functions: the types of values whose name is one."""
    for name, part in data.parts("css", "types"):
        if data.is_newer(part) and data.is_real(part) and CSS_NAME.fullmatch(name):
            yield name
        yield from data.newer("css", "types", name)


def list_html(data: _Data) -> tuple[set[str], set[str]]:
    """Elements and attributes."""
    elements = {name for name, part in data.parts("html", "elements") if data.is_newer(part)}
    attributes = set(data.newer("html", "global_attributes"))
    for name, _ in data.parts("html", "elements"):
        attributes |= {f"{name}={one}" for one in data.newer("html", "elements", name)}
    return elements, attributes


def list_names(data: _Data) -> tuple[set[str], set[str]]:
    """Members that no older interface has, and globals."""
    newer: set[str] = set()
    older: set[str] = set()
    for top in (("api",), ("javascript", "builtins")):
        for owner, part in data.parts(*top):
            for name, member in [(owner, part), *data.parts(*top, owner)]:
                name = name.removesuffix("_static")
                if SCRIPT_NAME.fullmatch(name) and data.is_real(member):
                    (newer if data.is_newer(member) else older).add(name)
    for name in data.newer("css", "properties"):
        newer.add(re.sub(r"-(\w)", lambda match: match[1].upper(), name))
    listed = dict(data.parts("api")) | dict(data.parts("javascript", "builtins")) | dict(data.parts("api", "Window"))
    globals_ = {name for name, part in listed.items() if data.is_newer(part) and data.is_real(part)}
    return {name for name in newer - older if len(name) > 1}, {name for name in globals_ if SCRIPT_NAME.fullmatch(name)}


def write(data: _Data, version: str, floor: dict[str, int]) -> str:
    """The list as TOML, with long texts of words."""
    elements, attributes = list_html(data)
    members, globals_ = list_names(data)
    parts = {
        "properties": set(data.newer("css", "properties")),
        "values": set(list_values(data)),
        "selectors": set(data.newer("css", "selectors")),
        "at_rules": set(data.newer("css", "at-rules")),
        "functions": set(list_functions(data)),
        "units": set(UNITS.split()) | set(data.newer("css", "types", "length")),
        "elements": elements,
        "attributes": attributes,
        "members": members,
        "globals": globals_,
    }
    lines = [
        f"# Written by `make newer` from MDN's browser-compat-data {version} (CC0): what a supported browser lacks."
    ]
    lines += [
        "",
        "[browsers] # the oldest that are supported",
        *(f"{name} = {number}" for name, number in floor.items()),
    ]
    lines += ["", "[newer]"]
    for name, words in parts.items():
        lines.append(f'{name} = """\n{textwrap.fill(" ".join(sorted(words)), 120, break_on_hyphens=False)}"""')
    return "\n".join(lines) + "\n"


def main(source: Path) -> None:
    """Writes the list anew for the browsers that it names."""
    data = json.loads(source.read_text(encoding="utf-8"))
    floor = tomllib.loads(LIST.read_text(encoding="utf-8"))["browsers"]
    LIST.write_text(write(_Data(data, floor), data["__meta"]["version"], floor), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
