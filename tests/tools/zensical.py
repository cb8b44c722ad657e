"""Tells what Zensical lacks to build this site: `python -m tests.tools.zensical PYTHON`. Advice alone.

PYTHON is that of an environment with Zensical. What mkdocs.yml, the hooks and the theme ask for is looked up in the
files of Zensical, item by item; then it is given the finished pages to build, once without the theme and once with it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from symptomguide.publish.produced import read_site
from symptomguide.publish.promises import check_promises
from symptomguide.publish.readback import read_back
from symptomguide.publish.theme import find_theme
from tests.tools.real import ROOT

HOOKS = ROOT / "hooks/symptomguide/publish/mkdocs_hooks.py"
HOOK = re.compile(r"^def (on_\w+)\(", re.MULTILINE)
BLOCK = re.compile(r"\{%-?\s*block (\w+)")
INCLUDED = re.compile(r"""\{%-?\s*(?:extends|include|import) "([^"]+)\"""")
GIVEN = ("asset", "guide", "alone")
"""What the hooks give to every template."""
ASK = """
import importlib, importlib.metadata, json, sys
names, found = json.load(sys.stdin), {}
for name in names:
    try:
        importlib.import_module(name)
        found[name] = True
    except Exception:
        found[name] = False
import zensical
print(json.dumps([importlib.metadata.version("zensical"), list(zensical.__path__), found]))
"""
BUILD = "import sys; from zensical.main import cli; sys.argv = ['zensical', 'build', '-f', sys.argv[1]]; cli()"


@dataclass(frozen=True)
class Zensical:
    """An installed Zensical: its version, the text of its Python files, and its templates by their path."""

    version: str
    code: str
    templates: dict[str, str]
    modules: dict[str, bool]

    def reads(self, name: str) -> bool:
        """Whether its code names a setting."""
        return f'"{name}"' in self.code


@dataclass(frozen=True)
class Item:
    """Something that this project asks for, and whether it is there."""

    kind: str
    name: str
    there: bool


def find_zensical(python: str, modules: Iterable[str]) -> Zensical | None:
    """The Zensical of an environment, and which modules can be loaded there; None where there is none."""
    done = subprocess.run(
        [python, "-c", ASK], input=json.dumps(list(modules)), env=with_engine(), capture_output=True, text=True
    )
    if done.returncode:
        return None
    version, (folder, *_), found = json.loads(done.stdout)
    files = Path(folder).rglob("*.py")
    templates = Path(folder) / "templates"
    held = {file.relative_to(templates).as_posix(): file.read_text("utf-8") for file in templates.rglob("*.html")}
    return Zensical(version, "\n".join(file.read_text("utf-8") for file in files), held, found)


def with_engine() -> dict[str, str]:
    """The environment in which the Markdown extension of the engine can be loaded."""
    return os.environ | {"PYTHONPATH": str(ROOT / "hooks")}


def read_extensions(config: dict[str, Any]) -> dict[str, str]:
    """The module of each Markdown extension, by its name in mkdocs.yml."""
    names = [name if isinstance(name, str) else next(iter(name)) for name in config.get("markdown_extensions", ())]
    return {name: name if "." in name else f"markdown.extensions.{name}" for name in names}


def list_items(config: dict[str, Any], zensical: Zensical) -> Iterator[Item]:
    """What mkdocs.yml, the hooks and the theme ask for."""
    yield from (Item("setting", name, zensical.reads(name)) for name in config)
    yield from (Item("plugin", str(name), zensical.reads(str(name))) for name in config.get("plugins") or ())
    for name, module in read_extensions(config).items():
        yield Item("Markdown extension", name, zensical.modules[module])
    theme = config.get("theme", {})
    features = theme.get("features", ()) if isinstance(theme, dict) else ()
    yield from (Item("theme feature", name, name in "".join(zensical.templates.values())) for name in features)
    yield from (Item("hook", name, zensical.reads("hooks")) for name in HOOK.findall(HOOKS.read_text("utf-8")))
    yield from list_templates(zensical)


def list_templates(zensical: Zensical) -> Iterator[Item]:
    """What our templates take from others, or put in the place of theirs."""
    texts = {
        file.relative_to(find_theme()).as_posix(): file.read_text("utf-8") for file in find_theme().rglob("*.html")
    }
    theirs = "".join(zensical.templates.values())
    for name in sorted({found for text in texts.values() for found in INCLUDED.findall(text)} - texts.keys()):
        yield Item("template that ours take in", name, name in zensical.templates)
    for name in sorted({found for text in texts.values() for found in BLOCK.findall(text)}):
        yield Item("block", name, f"block {name} " in theirs)
    for name in GIVEN:
        used = any(re.search(rf"\b{name}\b", text) for text in texts.values())
        yield from [Item("value given to templates by a hook", name, zensical.reads("hooks"))] if used else []


def try_build(python: str, folder: Path, *, theme: bool) -> tuple[str, Counter[str]]:
    """Lets Zensical build the finished pages in `folder`/content; how it ended, and the problems of what it made."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    config.pop("hooks")
    config |= {"theme": {"name": "material"} | ({"custom_dir": "overrides"} if theme else {}), "docs_dir": "content"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [python, "-c", BUILD, str(folder / "mkdocs.yml")]
    done = subprocess.run(command, cwd=folder, env=with_engine(), capture_output=True, text=True)
    if done.returncode:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-1]
        return f"stopped: {last.strip()}", Counter()
    site = read_site(folder / "site")
    found = (*read_back(site, "site"), *check_promises(site, "site"))
    return f"{len(site.pages)} pages", Counter(problem.rule for problem in found)


def report(python: str) -> int:
    """Prints what is there and what is lacking; 2 where there is no Zensical to look at."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    zensical = find_zensical(python, read_extensions(config).values())
    if zensical is None:
        print(
            "Zensical is not installed in that environment: nothing was compared. Install it there, and run this again."
        )
        return 2
    items = list(list_items(config, zensical))
    lacking = [item for item in items if not item.there]
    print(f"Zensical {zensical.version}: {len(items) - len(lacking)} of {len(items)} things are there.\n")
    for item in items:
        print(f"{'there  ' if item.there else 'LACKING'}  {item.kind}: {item.name}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = [sys.executable, "-m", "symptomguide", "render", str(folder / "content")]
        subprocess.run(engine, cwd=ROOT, env=with_engine(), check=True, capture_output=True)
        shutil.copytree(ROOT / "content/assets", folder / "content/assets", dirs_exist_ok=True)
        shutil.copytree(find_theme(), folder / "overrides")
        count = len(list((folder / "content").rglob("*.md")))
        for theme in (False, True):
            ended, problems = try_build(python, folder, theme=theme)
            print(f"\n{count} finished pages, {'with' if theme else 'without'} the theme of this site: {ended}")
            for rule, number in sorted(problems.items()):
                print(f"{number:6}  {rule}")
    return 0


if __name__ == "__main__":
    sys.exit(report(sys.argv[1] if len(sys.argv) > 1 else sys.executable))
