"""Draws the pictures in docs/screenshots/: `make screenshots`, or `python -m tests.tools.screenshots [--out DIR]`.

The first screen of one page of each kind and of one result of each level, on a phone and on a desktop, light and dark,
with an index that shows them all. The same pages, browser and fonts give the same pictures, but now and then for one
pixel of an edge: nothing moves, the date stands still, colours are reduced without dithering.
"""

from __future__ import annotations

import argparse
import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from symptomguide.check import load_guide
from symptomguide.tree import LEVELS, walk_routes
from symptomguide.verification.browser import PREFIX, launch_chromium, serve
from symptomguide.verification.fixtures import LATER
from symptomguide.verification.reader import Reader, route_to
from symptomguide.verification.site import DESKTOP, PHONE, Site, read_site
from tests.conftest import ROOT, run_command
from tests.tools.real import copy_real, load_graph

TARGET = ROOT / "docs" / "screenshots"
DEVICES: dict[str, tuple[ViewportSize, float]] = {"phone": (PHONE, 1.5), "desktop": (DESKTOP, 1)}
THEMES = ("light", "dark")
TODAY = """Date = class extends Date {
  constructor(...given) { super(...(given.length ? given : ["2026-11-24"])); }
};"""
"""The day from which a result counts those until the next check. Only the date stands still: the check tells a stray
second press by the time between two."""
MOST_BYTES = 120_000
COMMON, OTHERS = 32, 32  # colours of a picture
INDEX_HEAD = """\
# Screenshots

The first screen of every kind of page, and of a result of the check on every level. `make screenshots` draws them
anew; look at them before and after a change of the theme, of a template or of a section's words.

| | Phone, light | Phone, dark | Desktop, light | Desktop, dark |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Screen:
    """What is drawn: its name, the address, and the answers to give there."""

    name: str
    address: str
    answers: tuple[tuple[str, str], ...] = ()


def list_screens(site: Site) -> Iterator[Screen]:
    """A page of each kind, and the nearest result of each level."""
    for kind in site.kinds:
        yield Screen(slug(kind), site.url(kind))
    graph = load_graph()
    routes = list(walk_routes(graph))
    for level in LEVELS:
        yield Screen(f"check-{level}", site.url("check"), route_to(routes, graph, level).steps)


def draw_all(site: Site, browser: Browser, target: Path) -> None:
    """Draws every picture and the index into `target`, and takes away the pictures of pages that are gone."""
    screens = sorted(list_screens(site), key=lambda screen: screen.name)
    drawn = {
        draw_one(browser, screen, device, theme, target) for screen in screens for device in DEVICES for theme in THEMES
    }
    for old in set(target.glob("*.png")) - drawn:
        old.unlink()
    (target / "README.md").write_text(
        INDEX_HEAD + "".join(index_row(screen.name) for screen in screens), encoding="utf-8"
    )


def draw_one(browser: Browser, screen: Screen, device: str, theme: str, target: Path) -> Path:
    """Draws what is on the screen and returns its file."""
    viewport, scale = DEVICES[device]
    page = browser.new_page(viewport=viewport, device_scale_factor=scale, color_scheme=theme, reduced_motion="reduce")
    page.add_init_script(TODAY)
    page.goto(screen.address, wait_until="load")
    if screen.answers:
        reader = Reader(page)
        reader.look_around()
        reader.answer(screen.answers)
    page.mouse.move(0, 0)
    file = target / f"{screen.name}-{device}-{theme}.png"
    file.write_bytes(shrink(page.screenshot(animations="disabled", caret="hide")))
    page.close()
    return file


def slug(kind: str) -> str:
    """`one of causes, same-day` → `one-of-causes-same-day`; `evidence/sources` → `evidence-sources`."""
    return re.sub(r"[^a-z0-9]+", "-", kind)


def shrink(picture: bytes) -> bytes:
    """The picture in its commonest colours and some that stand for all others, so that small marks keep theirs."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    counted = image.getcolors(image.width * image.height) or []
    common = [colour for _, colour in sorted(counted, reverse=True)[:COMMON]]
    spread = image.quantize(OTHERS, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in common for value in colour] + spread)
    packed = io.BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    if packed.tell() > MOST_BYTES:
        raise SystemExit(f"a picture has {packed.tell()} bytes, more than {MOST_BYTES}: lower COMMON and OTHERS")
    return packed.getvalue()


def index_row(name: str) -> str:
    """The four pictures of one kind of page."""
    cells = (f"![{name}, {device}, {theme}]({name}-{device}-{theme}.png)" for device in DEVICES for theme in THEMES)
    return f"| {name} | {' | '.join(cells)} |\n"


def main() -> None:
    """Builds a copy of the site, unless `--site` names one inside a project folder, and draws it."""
    parser = argparse.ArgumentParser(prog="make screenshots", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=TARGET, help="where the pictures go (docs/screenshots)")
    parser.add_argument("--site", type=Path, help="a built site, the project it is from being its parent folder")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder, sync_playwright() as playwright:
        built = options.site or build(Path(folder) / "project")
        browser = launch_chromium(playwright)
        with serve(built) as root:
            draw_all(
                read_site(built, load_guide(built.parent, LATER), f"{root}{PREFIX}/", directories=True),
                browser,
                options.out,
            )
        browser.close()
    sizes = [file.stat().st_size for file in options.out.glob("*.png")]
    print(f"{len(sizes)} pictures in {options.out}, {sum(sizes) // 1000} kB, the largest {max(sizes) // 1000} kB")


def build(project: Path) -> Path:
    """Builds the site in a copy of the project and returns its folder."""
    done = run_command(copy_real(project), "build", "--out", str(project / "site"))
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return project / "site"


if __name__ == "__main__":
    main()
