"""The site of this repository, for tools that draw and measure it; no engine test reads it."""

from __future__ import annotations

from symptomguide.guide import Guide, load_guide
from symptomguide.tree import Graph, build_library_graph
from symptomguide.verification.fixtures import LATER

from .conftest import ROOT


def load_real() -> Guide:
    """Records and pages of the site; raises ProblemsFound."""
    return load_guide(ROOT, LATER)


def load_graph() -> Graph:
    """The graph of its tree; raises ProblemsFound."""
    library = load_real().library
    assert library.tree is not None
    return build_library_graph(library.tree, library)
