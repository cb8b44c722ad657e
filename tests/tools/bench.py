"""Measures speed and prints it as ratios: `make bench`, or `python -m tests.tools.bench [--runs N] [PART …]`.

A ratio compares two commands of the same Python on the same machine in the same minutes: they run in turn
(A B A B) as whole processes and the medians are divided, so the table means the same on a slow machine as on a
fast one. Everything is read from copies in a temporary folder and written there; caches are warm for both sides;
nothing stays behind. On a busy machine both sides wait for others and the ratio of seconds shakes; the table then
says so, and the ratio of processor time beside it is the one to read. A missed goal is printed with its distance
and fails nothing: a bench reports, tests decide.

What is compared with stock Material is one body of text: the finished Markdown of `symptomguide render`, the HTML
of its macros included, byte for byte what our own build hands to MkDocs. Stock gets the same text through the same
Markdown extensions and the same search plugin, so the parsing of it is a cost on both sides; what differs is what
is ours (reading and checking records, rendering them, reading the site back) and what we left out (a navigation
with every page in every page). Pages rewritten without HTML would be another text: shorter, and slower to parse
word for word, since Markdown passes blocks of HTML through.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tools.real import copy_real
from tests.tools.synthetic import make_project, make_stock

BIN = Path(sys.executable).parent
BARE = (sys.executable, "-c", "import yaml, pydantic, click")
CHECK = (str(BIN / "symptomguide"), "check")
BUSY = 1.5  # the bench alone makes a load of 1
CHECK_RUNS = 5  # a check is short, so it gets as many times the runs of a build
IMPORTED = """
import contextlib, io, sys
from symptomguide.cli.commands import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main(["check"], standalone_mode=False)
print(*sorted({name.split(".")[0] for name in sys.modules} & {"mkdocs", "material", "markdown"}))
"""
DATA_STAGE = """
import time
from pathlib import Path
from symptomguide.publish.dates import build_date
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.check import load_guide
root = Path.cwd()
day = build_date(root)
start, cpu = time.perf_counter(), time.process_time()
guide = load_guide(root, day)
for document in list_documents(guide).values():
    finish(document, directories=True)
print(time.perf_counter() - start, time.process_time() - cpu)
"""


@dataclass(frozen=True)
class Row:
    """One measure: its median in seconds, and what it is divided by.

    A goal holds for the ratio where there is one, else for the seconds.
    """

    what: str
    seconds: float
    against: str = ""
    base: float | None = None
    goal: float | None = None
    cpu_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.base is None else self.seconds / self.base

    @property
    def verdict(self) -> str:
        """'met', 'missed by 12 %', or nothing where there is no goal."""
        if self.goal is None:
            return ""
        value = self.seconds if self.ratio is None else self.ratio
        return "met" if value <= self.goal else f"missed by {value / self.goal - 1:.0%}".replace("%", " %")


def format_table(rows: Iterable[Row]) -> str:
    """The rows as lines of text, columns in line with their heads."""
    lines = [("what", "median", "ratio", "in cpu time", "against", "goal", "")]
    for row in rows:
        ratio, cpu = ("" if value is None else f"{value:.2f} x" for value in (row.ratio, row.cpu_ratio))
        goal = "" if row.goal is None else f"{row.goal:g} {'s' if row.ratio is None else 'x'}"
        lines.append((row.what, f"{row.seconds:.2f} s", ratio, cpu, row.against, goal, row.verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    right = {1, 2, 3, 5}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


@dataclass(frozen=True)
class Timed:
    """A command to time, run in `folder`; `{out}` in it stands for a new folder.

    With `reports` the last two words that it prints are its own measure of the seconds, wall and cpu.
    """

    name: str
    command: Sequence[str]
    folder: Path
    reports: bool = False


@dataclass(frozen=True)
class Seconds:
    """How long a command took: by the clock on the wall, and of the processor."""

    wall: float
    cpu: float


def run(timed: Timed) -> Seconds:
    """The time of one run, start of the interpreter included; raises RuntimeError where it fails."""
    with tempfile.TemporaryDirectory(prefix="out-", dir=timed.folder.parent) as out:
        command = [part.format(out=f"{out}/site") if part == "{out}" else part for part in timed.command]
        seconds, output = _time(command, timed.folder)
    if timed.reports:
        seconds = Seconds(*map(float, output.split()[-2:]))
    return seconds


def _time(command: Sequence[str], folder: Path) -> tuple[Seconds, str]:
    """Time and output of a command."""
    before, start = _cpu(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    seconds = Seconds(time.perf_counter() - start, _cpu() - before)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds, done.stdout


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment() -> dict[str, str]:
    """The same for both sides: no variable that moves a date, an address or a cache of compiled modules."""
    moved = ("SOURCE_DATE_EPOCH", "SITE_URL", "OFFLINE", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    return {name: value for name, value in os.environ.items() if name not in moved}


def measure(commands: Sequence[Timed], runs: int) -> dict[str, Seconds]:
    """Name of each command -> median time of its runs, the commands taken in turn."""
    seconds: dict[str, list[Seconds]] = {timed.name: [] for timed in commands}
    for turn in range(runs):
        for timed in commands:
            _tell(f"{timed.name}, run {turn + 1} of {runs}")
            seconds[timed.name].append(run(timed))
    _tell("")
    return {
        name: Seconds(statistics.median(one.wall for one in found), statistics.median(one.cpu for one in found))
        for name, found in seconds.items()
    }


def compare(what: str, one: Seconds, against: str, other: Seconds, goal: float | None = None) -> Row:
    """The row that says how `one` stands to `other`."""
    return Row(what, one.wall, against, other.wall, goal, one.cpu / other.cpu)


def _tell(text: str) -> None:
    """Shows what is being measured to whoever is watching, on one line."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


@dataclass
class Workshop:
    """The projects to measure with, in one temporary folder, each made at its first use."""

    folder: Path

    def real(self) -> Path:
        """A copy of the project as it is."""
        folder = self.folder / "real"
        return folder if folder.exists() else copy_real(folder)

    def ours(self, pages: int) -> Path:
        """A synthetic project with that many records that have a page."""
        folder = self.folder / f"ours-{pages}"
        if not folder.exists():
            make_project(folder, pages)
        return folder

    def stock(self, project: Path) -> Path:
        """The pages of `project` under stock Material."""
        folder = self.folder / f"stock-{project.name}"
        return folder if folder.exists() else make_stock(project, folder)

    def warm(self) -> None:
        """Builds the real project once with each side, so that compiled modules and files are in their caches."""
        for command in (build_ours("warm", self.real()), build_stock("warm", self.stock(self.real()))):
            run(command)


def build_ours(name: str, project: Path) -> Timed:
    """Our whole build, the checks before and after included."""
    return Timed(name, (str(BIN / "symptomguide"), "build", "--out", "{out}"), project)


def build_stock(name: str, project: Path) -> Timed:
    """A stock Material project, built by MkDocs."""
    return Timed(name, (str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", "{out}"), project)


def bench_check(workshop: Workshop, runs: int) -> Iterator[Row]:
    """`symptomguide check` on the real data."""
    commands = (Timed("check", CHECK, workshop.real()), Timed("bare import", BARE, workshop.real()))
    measure(commands, 1)  # warms the caches
    found = measure(commands, runs * CHECK_RUNS)
    yield compare("check, real data", found["check"], "import yaml, pydantic, click", found["bare import"], 2.5)
    yield Row("check, real data", found["check"].wall, goal=0.5)


def bench_build(workshop: Workshop, runs: int, pages: int = 300) -> Iterator[Row]:
    """The whole build beside stock, and the share of the data stage in it."""
    workshop.warm()
    ours = workshop.ours(pages)
    commands = (
        build_ours("ours", ours),
        build_stock("stock", workshop.stock(ours)),
        Timed("data", (sys.executable, "-c", DATA_STAGE), ours, reports=True),
    )
    found = measure(commands, runs)
    yield compare(f"build, {pages} pages", found["ours"], "stock Material, same pages", found["stock"], 0.6)
    yield compare(f"data stage, {pages} pages", found["data"], "whole build", found["ours"])


def bench_growth(workshop: Workshop, runs: int, few: int = 100, many: int = 600) -> Iterator[Row]:
    """How the build grows with the records, beside stock.

    The size counts records with a page and the kinds without one grow along, so that six times the records are six
    times the pages too, which is the harder reading of the goal. These are the longest builds: they get one run less.
    """
    workshop.warm()
    ours, stock = {}, {}
    for size in (few, many):
        ours[size], stock[size] = workshop.ours(size), workshop.stock(workshop.ours(size))
    commands = [build_ours(f"ours {size}", ours[size]) for size in (few, many)]
    commands += [build_stock(f"stock {size}", stock[size]) for size in (few, many)]
    found = measure(commands, max(1, runs - 1))
    for side, goal in (("ours", 6.5), ("stock", None)):
        what = f"{'build' if side == 'ours' else 'stock Material'}, {many} records"
        yield compare(what, found[f"{side} {many}"], f"the same, {few} records", found[f"{side} {few}"], goal)


def bench_real(workshop: Workshop, runs: int) -> Iterator[Row]:
    """The build of the site as it is, without a goal."""
    workshop.warm()
    commands = (build_ours("ours", workshop.real()), build_stock("stock", workshop.stock(workshop.real())))
    found = measure(commands, runs)
    yield compare("build, real data", found["ours"], "stock Material, same pages", found["stock"])


PARTS: dict[str, Callable[[Workshop, int], Iterator[Row]]] = {
    "check": bench_check,
    "build": bench_build,
    "growth": bench_growth,
    "real": bench_real,
}


def find_imported(project: Path) -> str:
    """The names of MkDocs, its theme and Markdown that `symptomguide check` imports, "" if none."""
    return _time([sys.executable, "-c", IMPORTED], project)[1].strip()


def main() -> None:
    """Measures the chosen parts and prints the table."""
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if left out")
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (3); a check runs five times as often")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if options.runs < 1:
        parser.error("--runs is 1 at least")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the folder goes even then
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        workshop = Workshop(Path(folder))
        rows = [row for part in options.parts or PARTS for row in PARTS[part](workshop, options.runs)]
        print(format_table(rows))
        if (load := os.getloadavg()[0]) > BUSY:
            print(
                f"the machine is busy (load {load:.1f}): read the ratio in cpu time, or measure again when it is quiet"
            )
        if "check" in (options.parts or PARTS):
            imported = find_imported(workshop.real())
            print(
                f"check imports neither MkDocs nor Markdown: {f'missed, it imports {imported}' if imported else 'met'}"
            )


if __name__ == "__main__":
    main()
