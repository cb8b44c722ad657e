"""Writes the values of a record as YAML, in the small part of it that the loader reads."""

from __future__ import annotations

from typing import Any

import yaml

from .source import resolve_word


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Never names a value that stands twice: the loader reads no names."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Sets the items of a list in from their field."""
        super().increase_indent(flow, False)


def _write_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = "\n" not in text and resolve_word(text) == text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _write_text)


def dump_record(value: Any) -> str:
    """The file from which the loader reads `value`: mappings, lists, texts, whole numbers, booleans and dates."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000))
