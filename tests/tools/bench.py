"""Measures speed and memory and prints one table: `make bench`, or `python -m tests.tools.bench [--runs N] [PART …]`.

A ratio compares two commands of the same Python on the same machine in the same minutes: they run in turn
(A B A B) as whole processes and the medians are divided, so the table means the same on a slow machine as on a
fast one. Everything is read from copies in a temporary folder and written there; caches are warm for both sides;
nothing stays behind. On a busy machine both sides wait for others and the seconds shake: the figures, and whether a
goal is met, are then those of processor time. A missed goal is printed with its distance and fails nothing: a bench
reports, tests decide.

What is compared with stock Material is one body of text: the finished Markdown of `symptomguide render`, the HTML
of its macros included, byte for byte what our own build hands to MkDocs. Stock gets the same text through the same
Markdown extensions and the same search plugin, so the parsing of it is a cost on both sides; what differs is what
is ours (reading and checking records, rendering them, reading the site back) and what we left out (a navigation
with every page in every page). Pages rewritten without HTML would be another text: shorter, and slower to parse
word for word, since Markdown passes blocks of HTML through.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tools.real import copy_real
from tests.tools.synthetic import count_pages, make_project, make_stock

BIN = Path(sys.executable).parent
BARE = (sys.executable, "-c", "import yaml, click\nfrom pydantic import BaseModel\nclass M(BaseModel):\n    a: int")
"""What any program costs that reads YAML into one model and has a command line."""
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
PLAIN = """
from pathlib import Path
import yaml
from pydantic import ValidationError
from symptomguide.models import KINDS
refused = 0
for kind, model in KINDS.items():
    for file in sorted((Path("site-data") / kind).glob("*.yaml")):
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        try:
            model.model_validate({**record, "id": file.stem})
        except ValidationError:
            refused += 1  # what it says by name is not filled in, and nothing says where it stands
print(refused)
"""
MEMORY = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000)
sys.exit(done.returncode)
"""
DATA_STAGE = """
import time
from pathlib import Path
from symptomguide.check import load_guide
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.publish.dates import build_date
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
    """One measure: its median, and the anchor that it is divided by, with the name of that.

    A goal holds for the ratio where there is an anchor, else for the value. `cpu` and `cpu_base` are the same in
    processor time, None where only the clock on the wall can tell.
    """

    what: str
    value: float
    against: str = ""
    base: float | None = None
    goal: float | None = None
    cpu: float | None = None
    cpu_base: float | None = None
    unit: str = "s"

    def figure(self, *, busy: bool = False) -> float:
        """The ratio, or the value where there is no anchor; of processor time on a `busy` machine."""
        value, base = (self.cpu, self.cpu_base) if busy and self.cpu is not None else (self.value, self.base)
        return value if base is None else value / base

    def verdict(self, *, busy: bool = False) -> str:
        """'met', 'missed by 12 %', or nothing where there is no goal."""
        if self.goal is None:
            return ""
        figure = self.figure(busy=busy)
        if figure <= self.goal:
            return "met"
        return f"missed by {figure / self.goal - 1:.0%}".replace("%", " %") if self.goal else "missed"


def format_table(rows: Iterable[Row], *, busy: bool = False) -> str:
    """The rows as lines of text, columns in line with their heads."""
    lines = [("row", "goal", "processor time" if busy else "figure", "median", "anchor", "")]
    for row in rows:
        unit = "x" if row.base is not None else row.unit
        goal = "" if row.goal is None else f"{row.goal:g} {unit}".rstrip()
        clock = " (by the clock)" if busy and row.cpu is None and row.unit != "MB" else ""
        figure = f"{row.figure(busy=busy):.2f} {unit}".rstrip()
        lines.append(
            (row.what, goal, figure, f"{row.value:.2f} {row.unit}", row.against, row.verdict(busy=busy) + clock)
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    right = {1, 2, 3}
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

    With `reports` the last two words that it prints are its own measure of the seconds, wall and cpu. `first` is done
    before each run, and not timed.
    """

    name: str
    command: Sequence[str]
    folder: Path
    reports: bool = False
    first: Callable[[], object] | None = None


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
            if timed.first:
                timed.first()
            seconds[timed.name].append(run(timed))
    _tell("")
    return {
        name: Seconds(statistics.median(one.wall for one in found), statistics.median(one.cpu for one in found))
        for name, found in seconds.items()
    }


def compare(what: str, one: Seconds, against: str, other: Seconds, goal: float | None = None) -> Row:
    """The row that says how `one` stands to `other`."""
    return Row(what, one.wall, against, other.wall, goal, one.cpu, other.cpu)


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

    def records(self, records: int) -> Path:
        """A synthetic project with about that many records in all, those without a page of their own included."""
        folder = self.folder / f"records-{records}"
        if not folder.exists():
            make_project(folder, count_pages(records))
        return folder

    def stock(self, project: Path) -> Path:
        """The pages of `project` under stock Material."""
        folder = self.folder / f"stock-{project.name}"
        return folder if folder.exists() else make_stock(project, folder)

    def warm(self) -> None:
        """Builds the real project once with each side, so that compiled modules and files are in their caches."""
        for command in (build_ours("warm", self.real()), build_stock("warm", self.stock(self.real()))):
            run(command)


def build_ours(name: str, project: Path, first: Callable[[], object] | None = None) -> Timed:
    """Our whole build, the checks before and after included; cold, if `first` does not say otherwise."""
    command = (str(BIN / "symptomguide"), "build", "--out", "{out}")
    return Timed(name, command, project, first=first or (lambda: forget(project)))


def forget(project: Path) -> None:
    """Deletes what earlier builds of a project kept."""
    shutil.rmtree(project / ".cache", ignore_errors=True)


@dataclass
class Editor:
    """Changes a sentence of one record of a project, another at each call of `change`."""

    project: Path
    turn: int = 0

    @functools.cached_property
    def place(self) -> tuple[Path, list[str], int]:
        """The file, its lines as they were, and the number of the line before which a sentence may stand."""
        for file in sorted((self.project / "site-data/causes").glob("*.yaml")):
            lines = file.read_text(encoding="utf-8").split("\n")
            start = lines.index("what_it_is:") + 1
            if lines[start].strip() == "- >":
                return file, lines, start + 1
        raise RuntimeError("no cause has a long text to change")

    @property
    def sentence(self) -> str:
        """What stands in the record since the last change."""
        return f"Turn {self.turn} of it."

    def change(self) -> None:
        """Writes the record with a sentence that it did not have before."""
        self.turn += 1
        file, lines, at = self.place
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        file.write_text("\n".join([*lines[:at], indent + self.sentence, *lines[at:]]), encoding="utf-8")


def build_stock(name: str, project: Path) -> Timed:
    """A stock Material project, built by MkDocs."""
    return Timed(name, (str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", "{out}"), project)


def bench_check(workshop: Workshop, runs: int, records: int = 3000) -> Iterator[Row]:
    """`symptomguide check` after one record was changed, as an editor runs it again, and with nothing kept.

    The goals are for the first. Both on the real data, and on many records.
    """
    real, many = workshop.real(), workshop.records(records)
    found = measure_check(real, Timed("bare import", BARE, real), runs * CHECK_RUNS)
    yield Row("check, one record changed", found["changed"].wall, goal=0.35, cpu=found["changed"].cpu)
    yield compare("check, one record changed", found["changed"], "imports and one model", found["bare import"], 2.0)
    yield compare("check, nothing kept", found["cold"], "imports and one model", found["bare import"])
    found = measure_check(many, Timed("plain", (sys.executable, "-c", PLAIN), many), runs)
    what = f"check, {records} records"
    yield compare(f"{what}, one changed", found["changed"], "C parser and validate", found["plain"], 0.6)
    yield compare(f"{what}, nothing kept", found["cold"], "C parser and validate", found["plain"])


def measure_check(project: Path, anchor: Timed, runs: int) -> dict[str, Seconds]:
    """The time of a check with nothing kept, of one after a record was changed, and of the anchor."""
    commands = (
        Timed("cold", CHECK, project, first=lambda: forget(project)),
        Timed("changed", CHECK, project, first=Editor(project).change),
        anchor,
    )
    measure(commands, 1)  # warms the caches
    return measure(commands, runs)


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
    for side, goal in (("ours", 5), ("stock", None)):
        what = f"{'build' if side == 'ours' else 'stock Material'}, {many} records"
        yield compare(what, found[f"{side} {many}"], f"the same, {few} records", found[f"{side} {few}"], goal)


def bench_real(workshop: Workshop, runs: int) -> Iterator[Row]:
    """The build of the site as it is, without a goal."""
    workshop.warm()
    commands = (build_ours("ours", workshop.real()), build_stock("stock", workshop.stock(workshop.real())))
    found = measure(commands, runs)
    yield compare("build, real data", found["ours"], "stock Material, same pages", found["stock"])


def bench_change(workshop: Workshop, runs: int, pages: int = 300) -> Iterator[Row]:
    """The build after one record was changed, beside a cold one and on the site as it is."""
    workshop.warm()
    project, real = workshop.ours(pages), workshop.real()
    commands = (build_ours("cold", project), build_ours("changed", project, Editor(project).change))
    found = measure(commands, runs)
    yield compare(f"one record changed, {pages} pages", found["changed"], "cold build", found["cold"], 0.3)
    run(build_ours("kept", real))
    found = measure((build_ours("changed", real, Editor(real).change),), runs)
    yield Row("one record changed, real data", found["changed"].wall, goal=1.2, cpu=found["changed"].cpu)


def bench_memory(workshop: Workshop, runs: int, records: int = 3000) -> Iterator[Row]:
    """The memory of the largest process of a build of many records; one run, since it hardly differs."""
    project = workshop.records(records)
    with tempfile.TemporaryDirectory(dir=workshop.folder) as out:
        command = [sys.executable, "-c", MEMORY, str(BIN / "symptomguide"), "build", "--out", f"{out}/site"]
        peak = float(_time(command, project)[1].split()[-1])
    yield Row(f"memory of a build, {records} records", peak, goal=400, unit="MB")


def bench_serve(workshop: Workshop, runs: int) -> Iterator[Row]:
    """From a saved record to the changed page, on the site as it is under `mkdocs serve`."""
    project = workshop.real()
    editor, port = Editor(project), _free_port()
    page = f"http://127.0.0.1:{port}/causes/{editor.place[0].stem}/"
    command = (str(BIN / "mkdocs"), "serve", "--no-strict", "--quiet", "--dev-addr", f"127.0.0.1:{port}")
    with subprocess.Popen(command, cwd=project, env=_environment(), stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(page, "</html>", server)
            seconds = []
            for turn in range(runs):
                _tell(f"serve, run {turn + 1} of {runs}")
                editor.change()
                start = time.perf_counter()
                _wait_for(page, editor.sentence, server)
                seconds.append(time.perf_counter() - start)
        finally:
            server.terminate()
    yield Row("serve: a saved record is shown", statistics.median(seconds), goal=1)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, words: str, server: subprocess.Popen[bytes]) -> None:
    """Asks for a page until it holds `words`; raises RuntimeError where the server ends, or after two minutes."""
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass  # not there yet
        time.sleep(0.02)
    raise RuntimeError(f"{address} never showed '{words}'")


def bench_web(workshop: Workshop, runs: int) -> Iterator[Row]:
    """Pages in a browser beside stock, and the answers of the check and of the search."""
    from tests.tools.bench_web import measure_web

    yield from measure_web(workshop.folder / "web", runs)


PARTS: dict[str, Callable[[Workshop, int], Iterator[Row]]] = {
    "check": bench_check,
    "build": bench_build,
    "growth": bench_growth,
    "change": bench_change,
    "memory": bench_memory,
    "serve": bench_serve,
    "real": bench_real,
    "web": bench_web,
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
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        workshop = Workshop(Path(folder))
        rows = [row for part in options.parts or PARTS for row in PARTS[part](workshop, options.runs)]
        busy = max(load, os.getloadavg()[0]) > BUSY
        print(format_table(rows, busy=busy))
        if busy:
            print("the machine is busy: figures are of processor time, and those by the clock count when it is quiet")
        if "check" in (options.parts or PARTS):
            imported = find_imported(workshop.real())
            print(
                f"check imports neither MkDocs nor Markdown: {f'missed, it imports {imported}' if imported else 'met'}"
            )


if __name__ == "__main__":
    main()
