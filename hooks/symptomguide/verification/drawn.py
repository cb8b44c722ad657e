"""Contrast as it is drawn: for what changes colours after styles are computed, as browsers do that turn pages dark."""

from __future__ import annotations

import io
import math
from typing import Any

from PIL import Image
from playwright.sync_api import Page

PLACES = """([lines, most]) => {
  const seen = (part) => !part.closest("[hidden]") && part.checkVisibility({ visibilityProperty: true });
  const placeOf = (part) => {
    const [range, walker] = [document.createRange(), document.createTreeWalker(part, NodeFilter.SHOW_TEXT)];
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      range.selectNodeContents(text);
      const [box] = range.getClientRects();
      if (!text.data.trim() || !box || box.width <= 1 || text.parentElement.closest(".cf-hidden, [popover]")) continue;
      return [part.textContent.trim().slice(0, 60), [box.x + scrollX, box.y + scrollY, box.width, box.height]];
    }
    return null;
  };
  for (const part of document.querySelectorAll(".md-typeset > *")) part.style.contentVisibility = "visible";
  const counts = {};
  const isNew = ({ className, tagName }, parent) => {
    const look = [className || tagName, parent.closest("[class*='--']")?.className];
    counts[look] = (counts[look] || 0) + 1;
    return counts[look] <= most;
  };
  return [...document.querySelectorAll(lines)].filter((part) => seen(part) && isNew(part, part.parentElement))
    .map(placeOf).filter(Boolean);
}"""
"""[words, [left, top, width, height]] of the first text in each line, for lines of one look only the first ones."""
MOST = 2


def measure_contrasts(page: Page, lines: str) -> dict[str, float]:
    """The contrast of each line, between the lightest and the darkest dot of its first text; 1 where all are alike."""
    places: list[Any] = page.evaluate(PLACES, [lines, MOST])
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    return {words: _contrast(picture, *box) for words, box in places}


def _contrast(picture: Image.Image, left: float, top: float, width: float, height: float) -> float:
    part = picture.crop((int(left), int(top), int(left + width) + 1, int(top + height) + 1))
    lights = [_light(colour) for _, colour in part.getcolors(part.width * part.height) or []]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _light(colour: Any) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts: list[float] = [part / 255 for part in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else math.pow((one + 0.055) / 1.055, 2.4) for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
