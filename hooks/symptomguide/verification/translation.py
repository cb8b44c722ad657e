"""A translation by the browser, as Chrome makes it: two elements are put around each text, and each new one."""

from __future__ import annotations

MARK = "ə"
"""Ends each word that was translated; it makes words longer, as most languages are than English."""

TRANSLATE = """
(() => {
  const skip = "script, style, template, textarea, [translate=no], font[data-translated]";
  const say = (text) => text.replace(/[\\p{L}\\p{N}]+/gu, "$&MARK");
  const translate = (text) => {
    if (!text.data.trim() || !text.parentElement || text.parentElement.closest(skip)) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.dataset.translated = outer.style.verticalAlign = "inherit";
    inner.textContent = say(text.data);
    outer.append(inner);
    text.replaceWith(outer);
  };
  const all = () => {
    const [texts, walker] = [[], document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(translate);
  };
  addEventListener("load", () => {
    const { documentElement: html } = document;
    html.lang = "xx";
    html.classList.add(`translated-${DIRECTION}`);
    if (DIRECTION === "rtl") html.dir = DIRECTION;
    new MutationObserver(all).observe(html, { childList: true, characterData: true, subtree: true });
    all();
  });
})();
"""


def translate_to(direction: str) -> str:
    """The script that translates a page as soon as it is loaded, into a language that runs `ltr` or `rtl`."""
    return TRANSLATE.replace("MARK", MARK).replace("DIRECTION", f'"{direction}"')


def as_written(words: str) -> str:
    """Words as they were before they were translated."""
    return words.replace(MARK, "")
