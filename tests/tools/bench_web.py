"""Measures pages in a browser against stock Material, as rows of the table of `make bench`.

Both sites hold the same finished Markdown; stock Material builds it with its own theme, fonts from another host
switched off so that neither side waits for the internet. Each run loads a page of ours and the same page of stock in
turn with an empty cache, and the medians are divided. A missed goal is printed and fails nothing.

A first screen is usable when its title and main action are painted and a tap on the action would hit it. Where stock
has no such action, since that needs our script, its title counts.

Last comes the check alone: from pressing the button to the painted next question or result, on the shortest and
the longest way to each level of care.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.commands.build import build as build_mkdocs
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

from symptomguide.tree import LEVELS, walk_routes
from symptomguide.verification.browser import launch_chromium, packed_size, serve
from symptomguide.verification.reader import route_to
from symptomguide.verification.site import PHONE
from tests.conftest import ROOT, run_command
from tests.tools.bench import Row
from tests.tools.real import copy_real, load_graph
from tests.tools.synthetic import make_stock

CASES = ROOT / "tests/cases/search"
PAGES = {  # address, and the main action of its first screen
    "home": ("", "main .cf-button"),
    "check": ("check/", "main .cf-choice__label"),
    "cause": ("causes/calf-strain-grade-1/", "main h1"),
}
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # 400 kbit/s
WATCH = """
window.seen = { shift: 0, tasks: [], paint: null };
const tell = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
tell("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
tell("longtask", (entry) => { seen.tasks.push([entry.startTime, entry.startTime + entry.duration]); });
tell("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.paint = entry.startTime; });
const visible = (selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
const hits = (one) => {
  const box = one.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(hit) && (one.contains(hit) || hit.contains(one));
};
window.usable = new Promise((resolve) => {
  const look = () => {
    const title = visible("main h1");
    const action = title && (visible(ACTION) || title);
    if (seen.paint !== null && action && (action.getBoundingClientRect().top >= innerHeight || hits(action))) {
      resolve(performance.now());
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
ANSWER = """
async (steps) => {
  const check = document.querySelector("cf-checker");
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => resolve(performance.now()); // its turn comes when the frame is done
    port1.postMessage("");
  }));
  const times = [];
  for (const [, answer] of steps) {
    check.querySelector(`[data-now] [value="${answer}"]`).closest("label").click();
    await painted();
    const pressed = performance.now();
    check.querySelector(".cf-go button").click();
    times.push(await painted() - pressed);
  }
  return times;
}
"""
SEARCH = """
async (queries) => {
  const pressed = performance.now();
  document.querySelector("[data-cf-search-open]").click();
  const field = document.querySelector("#cf-query");
  const type = (words) => {
    field.value = words;
    field.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
  };
  field.value = queries[0];
  while (!document.querySelector(".cf-hit")) await new Promise((resolve) => setTimeout(resolve, 5));
  const ready = performance.now() - pressed;
  const times = queries.map((words) => {
    const start = performance.now();
    type(words);
    return performance.now() - start;
  });
  return [ready, times];
}
"""
QUERIES = [case["query"] for file in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(file.read_text())["cases"]]
SEARCH_READY, SEARCH_ANSWER = 1000, 60  # milliseconds; of the answers, 95 of 100
LONG_TASK = 50  # milliseconds
FIRST_LOOK = 500  # milliseconds in which a reader reads the first question, at the least
SPEEDS = (("this processor", 1), ("six times slower", 6))
NEXT_QUESTION = 100  # milliseconds for 95 of 100 answers


@dataclass(frozen=True)
class Load:
    """One loading of a page: milliseconds until usable, milliseconds blocked, layout shift, bytes on the wire."""

    usable: float
    blocked: float
    shift: float
    size: int


def load(browser: Browser, root: str, folder: Path, page_path: str, action: str, *, slow: str) -> Load:
    """Loads a page once on a slow network or a slow processor."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    if slow == "network":
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    else:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.add_init_script(f"const ACTION = {action!r};{WATCH}")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(root + page_path, wait_until="load", timeout=120_000)
    usable = page.evaluate("window.usable")
    page.wait_for_load_state("networkidle", timeout=120_000)
    seen = page.evaluate("window.seen")
    context.close()
    return Load(usable, blocking_time(**seen), seen["shift"], sum(size(folder, root, url) for url in requests))


def blocking_time(*, paint: float, tasks: list[tuple[float, float]], **_: float) -> float:
    """The total blocking time: of each long task after the first contentful paint what goes beyond 50 milliseconds."""
    return sum(max(0.0, end - max(start, paint) - LONG_TASK) for start, end in tasks)


def size(folder: Path, root: str, url: str) -> int:
    """The packed bytes of a file that was asked for."""
    file = folder / url.removeprefix(root).split("?")[0]
    file = file / "index.html" if file.is_dir() else file
    return packed_size(file) if file.is_file() else 0


def build_sites(folder: Path) -> tuple[Path, Path]:
    """The folders of our site and of the same pages under stock Material."""
    project = copy_real(folder / "ours")
    done = run_command(project, "build", "--out", str(project / "site"))
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    stock = make_stock(project, folder / "stock")
    config = stock / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("theme: material", "theme: {name: material, font: false}")
    config.write_text(text, encoding="utf-8")
    build_mkdocs(load_config(str(config)))
    return project / "site", stock / "site"


def measure_web(folder: Path, runs: int) -> Iterator[Row]:
    """Builds both sites in `folder`, which must not exist yet, and yields the rows of `runs` loads of each page."""
    ours, stock = build_sites(folder)
    yield from measure_pages(ours, stock, runs)
    yield from measure_answers(ours)
    yield from measure_search(ours)


def measure_pages(ours: Path, stock: Path, runs: int) -> Iterator[Row]:
    """For each page how soon it can be used, how long it is blocked, how far it shifts, and how much is loaded."""
    with serve(ours) as our_root, serve(stock) as stock_root, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for name, (path, action) in PAGES.items():
            for slow, goal in (("network", 0.8), ("processor", 0.7)):
                # the browser's own first steps count for neither
                load(browser, our_root, ours, path, action, slow=slow)
                mine, theirs = [], []
                for _ in range(runs):
                    mine.append(load(browser, our_root, ours, path, action, slow=slow))
                    theirs.append(load(browser, stock_root, stock, path, action, slow=slow))
                yield from compare_loads(f"{name}, slow {slow}", median(mine), median(theirs), goal)
        browser.close()


def compare_loads(name: str, ours: Load, stock: Load, goal: float) -> Iterator[Row]:
    """The rows of one page on a slow network or processor."""
    yield Row(f"usable: {name}", ours.usable, "stock Material, same page", stock.usable, goal, unit="ms")
    yield Row(f"blocked: {name}", ours.blocked, f"stock: {stock.blocked:.0f} ms", goal=0, unit="ms")
    yield Row(f"shift: {name}", ours.shift, f"stock: {stock.shift:.2f}", goal=0.02, unit="")
    yield Row(f"loaded: {name}", ours.size / 1000, "stock Material, same page", stock.size / 1000, unit="kB")


def measure_answers(ours: Path) -> Iterator[Row]:
    """The time to the next question that 95 of 100 answers keep, on this processor and on a slow one."""
    graph = load_graph()
    routes = list(walk_routes(graph))
    ways = [route_to(routes, graph, level, shortest=shortest).steps for level in LEVELS for shortest in (True, False)]
    with serve(ours) as root, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for name, rate in SPEEDS:
            times = [time for steps in ways for time in answer(browser, f"{root}check/", steps, rate)]
            slowest = statistics.quantiles(times, n=20)[-1]
            yield Row(
                f"next question, {name}", slowest, f"95 of 100, {len(times)} answers", goal=NEXT_QUESTION, unit="ms"
            )
        browser.close()


def measure_search(ours: Path) -> Iterator[Row]:
    """The time from pressing the button of the search to its first answer, and for each answer after that."""
    with serve(ours) as root, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for name, rate in SPEEDS:
            page = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
            page.goto(root)
            page.wait_for_timeout(FIRST_LOOK)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
            ready, times = page.evaluate(SEARCH, QUERIES)
            slowest = statistics.quantiles(times, n=20)[-1]
            yield Row(f"search ready, {name}", ready, goal=SEARCH_READY, unit="ms")
            yield Row(f"search answer, {name}", slowest, "95 of 100 queries", goal=SEARCH_ANSWER, unit="ms")
        browser.close()


def answer(browser: Browser, address: str, steps: tuple[tuple[str, str], ...], rate: int) -> list[float]:
    """Milliseconds from each press of the button to the painted next question, on a processor slower by `rate`."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(FIRST_LOOK)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    times: list[float] = page.evaluate(ANSWER, steps)
    context.close()
    return times


def median(loads: list[Load]) -> Load:
    """The median of each measure."""
    return Load(*(statistics.median(getattr(one, name) for one in loads) for name in Load.__dataclass_fields__))
