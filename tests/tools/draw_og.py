"""Draws content/assets/og.png, the picture that social networks show beside a link: name, question and mark.

Run by `make screenshots` for this project and the example. The words, the mark and the colours come from site.yaml.
"""

from __future__ import annotations

import html
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from symptomguide.check import load_guide
from symptomguide.models import Site
from symptomguide.publish.dates import build_date
from symptomguide.verification.browser import launch_chromium
from symptomguide.views.look import draw_mark

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = (ROOT, ROOT / "examples/heel-pain")
PICTURE = "content/assets/og.png"
WIDTH, HEIGHT = 1200, 630
SERIF, SANS = "Charter, Cambria, Noto Serif, Georgia, serif", "Roboto, Noto Sans, Arial, sans-serif"


def build_drawing(site: Site, line: str) -> str:
    """The picture as SVG in an HTML page: the mark left, the name of the site and one line right of it."""
    mark, colours = site.mark, site.colours
    name = (
        f'<text x="430" y="215" font-family="{SANS}" font-weight="700" font-size="40" fill="{colours.brand.light}">'
        f"{html.escape(site.name if site.question else '')}</text>"
    )
    words = name + "".join(
        f'<text x="430" y="{300 + 80 * number}" font-family="{SERIF}" font-weight="700" font-size="70" '
        f'fill="{colours.ink.light}">{html.escape(text)}</text>'
        for number, text in enumerate(wrap(site.question or site.name, 20))
    )
    frame = f'width="{WIDTH}" height="{HEIGHT}"'
    return f"""<!doctype html><body style="margin:0"><svg {frame}><rect {frame} fill="{colours.paper.light}"/>
<rect width="24" height="{HEIGHT}" fill="{colours.brand.light}"/>
<svg x="110" y="115" width="270" height="400">{draw_mark(site, 0, 0, mark.width, mark.height)}</svg>{words}
<text x="430" y="530" font-family="{SANS}" font-size="33" fill="{colours.ink_2.light}">{html.escape(line)}</text>
</svg>"""


def wrap(text: str, length: int) -> list[str]:
    """`text` in lines of about `length` letters."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > length and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def draw(root: Path, browser: Browser) -> None:
    """Draws the picture of the project at `root` anew."""
    site = load_guide(root, build_date(root)).library.site
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1)
    page.set_content(build_drawing(site, "Danger signs first. Plain answers with sources."))
    (root / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(root / PICTURE))
    page.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        for project in PROJECTS:
            draw(project, chromium)
        chromium.close()
