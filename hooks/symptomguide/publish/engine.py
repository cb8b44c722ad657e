"""Which program renders the site: MkDocs, or ProperDocs, which goes on where MkDocs 1 ends, with the same interface."""

from __future__ import annotations

import importlib
import os

from ..problem import Problem, ProblemsFound, nearest, shown

ENGINES = {"mkdocs": "", "properdocs": "properdocs.replacement"}
"""Each engine, and the module that makes `import mkdocs` mean it."""


def choose_engine() -> str:
    """Loads the engine that SITE_ENGINE names (MkDocs where it names none); returns its name. Before `import mkdocs`.

    Raises ProblemsFound where there is no such engine, or it is not installed.
    """
    name = os.environ.get("SITE_ENGINE", "").strip() or "mkdocs"
    if name not in ENGINES:
        hint = f"; did you mean '{near}'?" if (near := nearest(name, ENGINES)) else ""
        raise _refuse(f"'{shown(name)}' renders no site; write {' or '.join(ENGINES)}{hint}")
    if ENGINES[name]:
        try:
            importlib.import_module(ENGINES[name])
        except ModuleNotFoundError:
            raise _refuse(f"{name} is not installed; `make site ENGINE={name}` installs it") from None
    return name


def _refuse(message: str) -> ProblemsFound:
    return ProblemsFound([Problem("SITE_ENGINE", 1, 1, message, "environment")])
