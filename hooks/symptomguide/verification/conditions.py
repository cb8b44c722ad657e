"""What readers and their devices do to a page: how each is brought about, and what must stay readable under it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, ViewportSize
from playwright.sync_api import Route as Request

from .site import DESKTOP, PHONE

LINES = ", ".join(
    (
        ".cf-strip p, .cf-strip a, .cf-care li, .cf-care__level, .cf-care__title, .cf-care__act, .cf-alarm",
        ".cf-first__level, .cf-first__danger p, .cf-first__list li, .cf-list--do li, .cf-list--dont li",
        ".cf-call__n, .cf-call__w, .cf-sheet__box li, .cf-sheet__title, .cf-sheet__act",
    )
)
"""Danger signs, numbers to call and what to do."""

COLOURS = """
  const parse = (colour) => (colour.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (part) => {
    for (let one = part; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
"""
"""Scripts: the parts of a colour, how light it is, and the colour behind an element."""

READ = (
    f"(lines) => {{{COLOURS}"
    + """
  const boxes = (part) => {
    const [found, range] = [[], document.createRange()];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      if (!text.data.trim() || text.parentElement.closest(".cf-hidden, [popover]")) continue;
      range.selectNodeContents(text);
      found.push(...range.getClientRects());
    }
    return found;
  };
  const isCut = (part, { left, right, top, bottom }) => {
    for (let one = part.parentElement; one && one !== document.body; one = one.parentElement) {
      const [style, box] = [getComputedStyle(one), one.getBoundingClientRect()];
      if (style.overflowX === "auto") return false; // it scrolls
      if (style.overflowX === "visible") continue;
      if (left < box.left - 2 || top < box.top - 2 || bottom > box.bottom + 2 || right > box.right + 2) return true;
    }
    return left < -1 || right > innerWidth + 1;
  };
  const faultOf = (part) => {
    if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "hidden";
    const found = boxes(part);
    if (!found.some((box) => box.width > 1 && box.height > 1)) return "takes no room";
    if (found.some((box) => isCut(part, box))) return "cut off or beside the screen";
    const [one, other] = [light(parse(getComputedStyle(part).color)), light(behind(part))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05) < 4.5 ? "pale" : "";
  };
  for (const part of document.querySelectorAll(".md-typeset > *")) part.style.contentVisibility = "visible";
  return Object.fromEntries([...document.querySelectorAll(lines)]
    .filter((part) => !part.closest("[hidden], .cf-screen"))
    .map((part) => [part.textContent.replace(/\\s+/g, " ").trim(), faultOf(part)]));
}"""
)
"""{line: what keeps it from being read, or ""}; a line that stands on the page twice counts as it stands last."""

WALK = """async ([way, outcome]) => {
  const html = document.documentElement;
  const isAsked = () => html.classList.contains("cf-asks") && document.querySelector("cf-checker[data-on]");
  const until = async (done) => {
    for (let left = 500; left && !done(); left -= 1) await new Promise((next) => requestAnimationFrame(next));
    return done();
  };
  const shipped = (part) => {
    const copy = part.cloneNode(true);
    for (const put of copy.querySelectorAll("[data-slot] > *")) put.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  for (const [question, answer] of way) {
    const screen = document.getElementById(`q-${question}`);
    const choice = screen.querySelector(`[value="${answer}"]`);
    await until(() => isAsked() || screen.checkVisibility()); // it is settled whether the page asks
    if (isAsked()) {
      if (!await until(() => screen.hasAttribute("data-now"))) return [`${question} is not asked`, "", ""];
      choice.click();
      document.querySelector(".cf-go button").click();
    } else {
      const link = choice.parentElement.querySelector("a[href]");
      if (!link || !link.checkVisibility()) return [`no link at ${question}`, "", ""];
      location.hash = link.getAttribute("href");
    }
  }
  const end = document.getElementById(`o-${outcome}`);
  const there = isAsked() ? await until(() => end.hasAttribute("data-whole")) : location.hash === `#${end.id}`;
  if (!there) return [`does not end at ${outcome}`, "", ""];
  const words = [...end.querySelectorAll(".cf-verdict__act, .cf-verdict__body :is(h3, p, li)")];
  const isHidden = (part) => !part.closest("[data-slot]") && !part.checkVisibility({ visibilityProperty: true });
  const hidden = words.filter(isHidden);
  if (!words.length || hidden.length) return [`hidden: ${hidden.map(shipped)[0]}`, "", ""];
  return ["", shipped(end), isAsked() ? end.textContent.replace(/\\s+/g, " ").trim() : ""];
}"""
"""Answers along a way by what the page offers, questions or links: [what went wrong, the words of the result that were
shipped, and all its words where it was asked for]."""

ARRIVED = "() => document.readyState !== 'loading' && document.querySelector('footer')"
LET_GO = """() => {
  const held = document.getAnimations().filter((one) => one.animationName === "cf-hold");
  for (const hold of held) hold.finish();
}"""
"""Ends the second for which a page waits for its first script."""

HURRIED = "const later = setTimeout; setTimeout = (deed, time, ...rest) => later(deed, Math.min(time, 20), ...rest);"
"""What takes seconds takes none."""


@dataclass(frozen=True)
class Condition:
    """How a page is met: options of the browser's context, and what is done `before` it is opened and `after`."""

    options: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Page], object] = lambda page: None
    after: str = ""
    waits: bool = True  # for everything to be loaded


def _script(text: str) -> Callable[[Page], object]:
    return lambda page: page.add_init_script(text)


def wear(rules: str) -> Callable[[Page], object]:
    """A sheet of the reader's own, which no policy of the page keeps out."""
    put = f"own.replaceSync({json.dumps(rules)}); document.adoptedStyleSheets = [own];"
    return _script(f"{{ const own = new CSSStyleSheet(); {put} }}")


def _emulate(method: str, **how: object) -> Callable[[Page], object]:
    return lambda page: page.context.new_cdp_session(page).send(method, how)


BLOCKED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
"""
FULL = """
Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException("", "QuotaExceededError"); };
"""
GARBAGE = ("<b onclick=x()>", '{"a": [', "dark; color: red", "\x00\ufffd", "x" * 100_000)
OTHERS = """
Array.prototype.first = function () { return this[0]; };
Array.prototype.toJSON = String.prototype.toJSON = () => "taken";
String.prototype.format = Element.prototype.show = NodeList.prototype.last = () => "";
Object.prototype.extend = () => {};
"""
FROZEN = """
for (const one of [Object, Array, Function, String, Map, Set, Promise, Date, RegExp]) Object.freeze(one.prototype);
"""
THROWS = """
const fail = () => { throw new Error("not ours"); };
for (const name of ["DOMContentLoaded", "load", "click"]) addEventListener(name, fail, true);
setInterval(fail, 30);
"""
SAVES = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '2g' } });"
TWICE = """() => {
  const all = [...document.body.querySelectorAll("*")];
  const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
  all.forEach((one, place) => { one.style.fontSize = `${2 * sizes[place]}px`; });
}"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
ZOOMED = ViewportSize(width=DESKTOP["width"] // 2, height=DESKTOP["height"] // 2)
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 35_000, "uploadThroughput": 15_000}

SEEN = {
    "text twice as large": Condition(after=TWICE),
    "text twice as large, on a desktop": Condition({"viewport": DESKTOP}, after=TWICE),
    "letters twice as large": Condition(before=wear("html { font-size: 200%; }")),
    "letters twice as large, on a desktop": Condition({"viewport": DESKTOP}, wear("html { font-size: 200%; }")),
    "everything twice as large": Condition({"viewport": ZOOMED, "device_scale_factor": 2}),
    "more room between letters": Condition(before=wear(SPACED)),
    "fonts of the reader's own": Condition(before=wear("* { font-family: monospace !important; }")),
    "forced colours": Condition({"forced_colors": "active"}),
    "forced colours, dark": Condition({"forced_colors": "active", "color_scheme": "dark"}),
    "more contrast": Condition({"contrast": "more"}),
    "less motion": Condition({"reduced_motion": "reduce"}),
    "dark": Condition({"color_scheme": "dark"}),
}
HELD_BACK = {
    "storage is blocked": Condition(before=_script(BLOCKED)),
    "storage is full": Condition(before=_script(FULL)),
    **{
        f"storage holds garbage, {place}": Condition(
            before=_script(f"Storage.prototype.getItem = () => {json.dumps(one)};")
        )
        for place, one in enumerate(GARBAGE, 1)
    },
    "other scripts change what all share": Condition(before=_script(OTHERS)),
    "other scripts freeze what all share": Condition(before=_script(FROZEN)),
    "other scripts throw": Condition(before=_script(THROWS)),
    "data is saved": Condition({"extra_http_headers": {"Save-Data": "on"}}, _script(SAVES)),
    "the line is slow": Condition(before=_emulate("Network.emulateNetworkConditions", **SLOW)),
}

ASSETS = (
    *(f"{name}.*.js" for name in ("theme", "guide", "checker-tree", "checker-input", "checker-page", "checker-result")),
    *("checker.*.js", "guide.*.css", "print.*.css"),
)
WAYS = ("missing", "aborted", "cut off", "of a wrong type", "another page", "empty", "without an answer")


def spoil(pattern: str, way: str, held: list[Request]) -> Condition:
    """A file of the site comes in that way; requests without an answer are put into `held`."""

    def answer(request: Request) -> None:
        kind = "text/css" if pattern.endswith("css") else "text/javascript"
        if way == "missing":
            request.fulfill(status=404, body="<h1>Not found</h1>", content_type="text/html")
        elif way == "aborted":
            request.abort()
        elif way == "cut off":
            text = request.fetch().text()
            request.fulfill(body=text[: len(text) // 2], content_type=kind)
        elif way == "of a wrong type":
            headers = {"Content-Type": "text/plain", "X-Content-Type-Options": "nosniff"}
            request.fulfill(body=request.fetch().text(), headers=headers)
        elif way == "another page":
            request.fulfill(body="<!doctype html><h1>Log in</h1>", content_type="text/html")
        elif way == "empty":
            request.fulfill(body="", content_type=kind)
        else:
            held.append(request)

    def before(page: Page) -> None:
        page.route(f"**/{pattern}", answer)
        page.add_init_script(HURRIED if way == WAYS[-1] else "")

    return Condition(before=before, waits=way != WAYS[-1])


def arrive(page: Page, address: str, condition: Condition) -> None:
    """Opens an address, and waits until it is as it will stay."""
    page.goto(address, wait_until="load" if condition.waits else "commit")
    page.wait_for_function(ARRIVED, polling=20)
    page.evaluate(LET_GO)
    if condition.after:
        page.evaluate(condition.after)


def meet(open_page: Callable[..., Any], condition: Condition) -> Page:
    """A page that is met under a condition."""
    page: Page = open_page(**{"viewport": PHONE, **condition.options}).page
    condition.before(page)
    return page


def lost(calm: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    """What could be read on the undisturbed page and cannot now."""
    for line, fault in calm.items():
        if not fault and (line not in found or found[line]):
            yield f"{found.get(line, 'gone')}: {line[:60]}"
