"""The site in a real browser: from a server, from a folder with no network, by keyboard, and without script."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from symptomguide.addresses import ANCHOR_PAGES, url_of
from symptomguide.guide import Guide
from symptomguide.models import RedFlag
from symptomguide.text import plain

SUB_PATH = "/some/where/guide/"
PATIENCE = 30_000  # milliseconds, on a busy machine
DEEP = "causes/blocked-artery/"  # a page two folders down


expect.set_options(timeout=PATIENCE)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments: Any) -> None:
        """Says nothing where a browser went on before it had everything."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Prints nothing."""


@pytest.fixture(scope="module")
def server(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site behind a plain server of files, in a sub-path."""
    root = tmp_path_factory.mktemp("host")
    link = root / SUB_PATH.strip("/")
    link.parent.mkdir(parents=True)
    link.symlink_to(built_site)
    handler = functools.partial(_Quiet, directory=str(root))
    with _Server(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}{SUB_PATH}"
        running.shutdown()


@dataclass
class Visit:
    """A browser at one of the two ways to read the site, and everything it had to complain about."""

    context: BrowserContext
    start: str
    folder: Path | None
    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        """Opens the page at an address of the site, such as `causes/x/`."""
        self.page.goto(self.url(address), wait_until="load")
        return self.page

    def url(self, address: str) -> str:
        """The address in full; in a folder each page is a file of its own."""
        if self.folder is None:
            return self.start + address
        is_index = not address or (self.folder / address / "index.html").is_file()
        return f"{self.start}{address}index.html" if is_index else f"{self.start}{address.rstrip('/')}.html"

    def address(self, url: str) -> str:
        """The address of the site that a full one stands for, the inverse of `url`."""
        name = urlsplit(url)._replace(query="", fragment="").geturl().removeprefix(self.start)
        return re.sub(r"(^|/)index\.html$", r"\1", name).replace(".html", "/")

    def foreign_requests(self) -> list[str]:
        """Requests to anything but the site itself."""
        return [url for url in self.requests if not url.startswith((self.start, "data:"))]


Visitor = Callable[..., Visit]


@pytest.fixture(params=["from a server", pytest.param("from a folder", marks=pytest.mark.full)])
def visit(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Visitor]:
    """Opens the site both ways; at the end nothing may have been complained about, asked for elsewhere, or kept."""
    visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        visit = _begin(request, chromium, options)
        visits.append(visit)
        return visit

    yield begin
    for visit in visits:
        kept = visit.page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]")
        cookies = visit.context.cookies()
        visit.context.close()
        assert visit.complaints == []
        assert visit.foreign_requests() == []
        assert visit.requests
        assert (len(kept[0]) <= 1, kept[1], kept[2], cookies) == (True, [], "", []), kept


def _begin(request: pytest.FixtureRequest, chromium: Browser, options: dict[str, Any]) -> Visit:
    folder = request.getfixturevalue("bundle").folder if request.param == "from a folder" else None
    start = f"{folder.as_uri()}/" if folder else request.getfixturevalue("server")
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE)
    context.route(re.compile(f"^(?!{re.escape(start)})"), lambda route: route.abort())
    context.set_offline(folder is not None)
    visit = Visit(context, start, folder, context.new_page())
    _listen(visit)
    return visit


def _listen(visit: Visit) -> None:
    def complain_about_status(response: Response) -> None:
        if response.status >= 400:
            visit.complaints.append(f"{response.status} for {response.url}")

    def complain_about_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it had come
            visit.complaints.append(f"{request.url}: {request.failure}")

    visit.context.on("request", lambda request: visit.requests.append(request.url))
    visit.context.on("requestfailed", complain_about_failure)
    visit.context.on("response", complain_about_status)
    visit.context.on("console", lambda message: visit.complaints.append(message.text))
    visit.context.on("weberror", lambda error: visit.complaints.append(str(error.error)))


# --- Pages open


@pytest.mark.parametrize("visit", ["from a folder"], indirect=True)
@pytest.mark.full
def test_every_kind_of_page_opens(visit: Visitor, guide: Guide) -> None:
    """From a server the survey of the verification opens them all."""
    reader = visit()
    one_of_each = {doc.partition("/")[0]: doc for doc in guide.generated()}.values()
    for doc in (*guide.pages, *one_of_each):
        page = reader.open(url_of(doc, directories=True))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_watch_of_these_tests_sees_what_it_must_not_miss(visit: Visitor) -> None:
    reader = visit()
    for name, plant in PLANTS.items():
        page = reader.open()
        reader.requests.clear()
        page.evaluate(plant)
        expect(page.locator("body[data-planted]")).to_have_count(1)
        page.evaluate("new Promise(requestAnimationFrame)")
        assert reader.complaints, name
        assert bool(reader.foreign_requests()) == (name == "picture of another host")
        reader.complaints.clear()
    reader.open()
    reader.requests[:] = [reader.start]


PLANT = "const done = () => { document.body.dataset.planted = 'yes'; };"
PLANTS = {
    "inline script": f"() => {{ {PLANT} document.addEventListener('securitypolicyviolation', done); "
    "document.body.append(Object.assign(document.createElement('script'), { text: 'x()' })); }",
    "picture of another host": f"() => {{ {PLANT} "
    "document.body.append(Object.assign(new Image(), { onerror: done, src: 'https://elsewhere.example/x.png' })); }",
    "missing file": f"() => {{ {PLANT} "
    "document.body.append(Object.assign(new Image(), { onerror: done, src: 'gone.png' })); }",
    "error": f"() => {{ {PLANT} setTimeout(() => {{ done(); throw new Error('x'); }}); }}",
    "words": f"() => {{ {PLANT} console.warn('x'); done(); }}",
}


def test_a_link_leads_on_and_back_returns(visit: Visitor) -> None:
    reader = visit()
    page = reader.open()
    link = page.locator("main a[href*='get-help']").first
    link.click()
    page.wait_for_url(re.compile("get-help"))
    assert reader.address(page.url) == "get-help/"
    page.go_back()
    assert reader.address(page.url) == ""


def test_a_link_to_a_sign_opens_the_sign(visit: Visitor, guide: Guide) -> None:
    reader, flag = visit(), guide.library.all(RedFlag)[0]
    page = reader.open(url_of(ANCHOR_PAGES["red-flags"], directories=True))
    page.goto(f"{page.url}#{flag.id}")
    expect(page.locator(f"[id='{flag.id}']")).to_be_in_viewport()


# --- Menu


PHONE = {"viewport": {"width": 360, "height": 640}}


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the focus is on `target`."""
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never gets there")


def test_the_menu_works_by_keyboard(visit: Visitor) -> None:
    reader = visit(**PHONE)
    page = reader.open(DEEP)
    toggle, link = page.locator(".cf-menu summary"), page.locator(".cf-menu a").nth(1)
    expect(link).to_be_hidden()
    tab_to(page, toggle)
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(toggle).to_be_focused()
    page.keyboard.press("Space")
    tab_to(page, link)
    wanted = link.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(visit: Visitor) -> None:
    page = visit().open(DEEP)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


# --- Colours


def test_the_chosen_colours_are_kept_from_page_to_page(visit: Visitor) -> None:
    reader = visit(color_scheme="light")
    page = reader.open()
    before = background(page)
    page.locator("[data-cf-theme]").click()
    chosen = background(page)
    assert chosen != before
    for address in (DEEP, ""):
        assert background(reader.open(address)) == chosen
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_without_a_choice_the_colours_follow_the_system(visit: Visitor) -> None:
    light, dark = (background(visit(color_scheme=scheme).open()) for scheme in ("light", "dark"))
    assert light != dark


def background(page: Page) -> str:
    """The colour behind the page."""
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


# --- Without script


def test_without_script_the_menu_opens_and_leads_on(visit: Visitor) -> None:
    reader = visit(java_script_enabled=False, **PHONE)
    page = reader.open(DEEP)
    link = page.locator(".cf-menu a").first
    expect(link).to_be_hidden()
    page.locator(".cf-menu summary").press("Enter")
    expect(link).to_be_visible()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert reader.address(page.url) != DEEP


@pytest.mark.parametrize("address", ["get-help/", "check/"])
def test_without_script_every_danger_sign_can_be_read(visit: Visitor, guide: Guide, address: str) -> None:
    page = visit(java_script_enabled=False).open(address)
    for level in ("emergency", "same-day"):
        shown = {" ".join(words.split()) for words in visible_texts(page.locator(f"#care-{level} li"))}
        lines = {plain(flag.card_line) for flag in guide.library.all(RedFlag) if flag.level == level}
        assert lines <= shown


def test_without_script_every_sign_can_be_read_in_full(visit: Visitor, guide: Guide) -> None:
    page = visit(java_script_enabled=False).open(url_of(ANCHOR_PAGES["red-flags"], directories=True))
    main = page.locator("main").inner_text()  # what is hidden is no part of it
    assert [flag.id for flag in guide.library.all(RedFlag) if plain(flag.sign) not in " ".join(main.split())] == []


def test_without_script_nothing_is_shown_that_needs_it(visit: Visitor) -> None:
    page = visit(java_script_enabled=False).open()
    expect(page.locator("[data-cf-search-open]")).to_be_hidden()
    expect(page.locator("[data-cf-theme]")).to_be_hidden()


def visible_texts(found: Locator) -> list[str]:
    """The texts of those elements that can be seen."""
    texts: list[str] = found.evaluate_all(
        "items => items.filter(item => item.checkVisibility()).map(item => item.innerText)"
    )
    return texts
