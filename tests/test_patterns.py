"""Engine tests: the patterns that are compiled when they are first used."""

from __future__ import annotations

import ast
import importlib
import re

import pytest

from symptomguide.patterns import compile_later
from tests.test_layers import MODULES

LATER = type(compile_later(""))


@pytest.mark.parametrize("name", [name for name, tree in MODULES.items() if "compile_later" in ast.unparse(tree)])
def test_every_pattern_of_a_module_can_be_compiled(name: str) -> None:
    module = importlib.import_module(f"symptomguide.{name}")
    found = [held for held in vars(module).values() if isinstance(held, LATER)]
    assert all(re.compile(held.pattern, held.flags) for held in found)


def test_a_pattern_finds_what_re_finds() -> None:
    later, now = (make(r"(?i)b\s*(c)", re.DOTALL) for make in (compile_later, re.compile))
    assert later.pattern == now.pattern
    assert later.findall("aB Cbc") == now.findall("aB Cbc") == ["C", "c"]
    assert later.sub(r"<\1>", "a b c") == "a <c>"
