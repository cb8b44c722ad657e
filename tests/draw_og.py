"""Draws content/assets/og.png, the picture that social networks show beside a link: name and mark of the site.

Run by `make screenshots`. The words come from site.yaml and the mark from the theme, so another topic draws its own.
"""

from __future__ import annotations

import html
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

from symptomguide.verification.browser import launch_chromium

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "content" / "assets" / "og.png"
WIDTH, HEIGHT = 1200, 630
SERIF, SANS = "Charter, Cambria, Noto Serif, Georgia, serif", "Roboto, Noto Sans, Arial, sans-serif"
COLOURS = {"--skin": "#f3e4d8", "--outline": "#5a3427", "--muscle-b": "#c67c66"}


def build_drawing(name: str, line: str) -> str:
    """The picture as SVG in an HTML page: the mark left, the name of the site and one line right of it."""
    mark = (ROOT / "overrides" / "partials" / "logo.html").read_text(encoding="utf-8").split("-#}")[1].strip()
    for variable, colour in COLOURS.items():
        mark = mark.replace(f"var({variable})", colour)
    words = "".join(
        f'<text x="430" y="{250 + 84 * number}" font-family="{SERIF}" font-weight="700" font-size="72" fill="#1c2b33">'
        f"{html.escape(text)}</text>"
        for number, text in enumerate(wrap(name, 20))
    )
    return f"""<!doctype html><body style="margin:0"><svg width="{WIDTH}" height="{HEIGHT}">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f3"/><rect width="24" height="{HEIGHT}" fill="#0b5563"/>
<svg x="110" y="115" width="270" height="400" viewBox="0 0 24 32">{mark}</svg>{words}
<text x="430" y="500" font-family="{SANS}" font-size="33" fill="#4a5963">{html.escape(line)}</text>
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


def main() -> None:
    """Draws the picture anew."""
    site = yaml.safe_load((ROOT / "site-data" / "site.yaml").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1)
        page.set_content(build_drawing(site["name"], "Danger signs first. Plain answers with sources."))
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(TARGET))
        browser.close()


if __name__ == "__main__":
    main()
