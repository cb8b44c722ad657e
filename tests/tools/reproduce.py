"""Builds one commit on many machines, and says whether all give the same bytes.

`python -m tests.tools.reproduce [--python PROGRAM …] [--project FOLDER] [MACHINE …]` takes the last commit of this
repository, and builds site, offline copy, check in one file and export of it: in another folder, time zone, language,
order of hashes, umask, as another user, later, without git, from a shallow clone, from the store, and with each Python
from 3.11 on that is on the PATH or named. It prints one table with the SHA-256 of the manifest of each, which lists
every other file; status 1 where two differ. A machine that cannot be had here is named, with the reason.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from symptomguide.publish.dates import ARCHIVED
from symptomguide.publish.git import ask_git
from symptomguide.publish.manifest import LINE, MANIFEST
from tests.conftest import PROGRAM, ROOT, command_env

PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14", "python3.15")
NOBODY = 65534
"""The user without rights that every Linux has."""
EXPORT = "export.json"

OTHER_CLOCK = """
import datetime, time
AHEAD = 400 * 86400 + 12345
now, local, utc, Day, Moment = time.time, time.localtime, time.gmtime, datetime.date, datetime.datetime
time.time = lambda: now() + AHEAD
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
class LaterDay(Day):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class LaterMoment(Moment):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())
datetime.date, datetime.datetime = LaterDay, LaterMoment
"""
"""A module that Python loads by itself at its start: it turns every clock on by 400 days and a bit."""


class NotHad(Exception):
    """Why a machine cannot be had here."""


class Fails(Exception):
    """What a machine printed that could not build the commit."""


@dataclass(frozen=True)
class Machine:
    """One way to have the commit and to build it."""

    name: str
    env: Mapping[str, str] = field(default_factory=dict)
    source: str = "clone"
    folder: str = "project"
    umask: int = 0o022
    user: int | None = None
    program: str = ""
    """A Python to set up; the one that runs this where it is empty."""
    again: bool = False
    """Whether what counts is a second build, from what the first one kept."""


class Sums(NamedTuple):
    """What a machine made: the SHA-256 of its manifest and of its export, and that of each file by its name."""

    manifest: str
    export: str
    files: Mapping[str, str]


def list_machines(pythons: Iterable[str], later: Path) -> list[Machine]:
    """Every machine to try; `later` is a folder that holds the other clock."""
    language = next((name for name in _ask("locale", "-a").split() if name[:1].islower()), "")
    return [
        Machine("this one"),
        Machine("another folder", folder="Übungen & mehr/my guide (copy) 100% #1"),
        Machine("another time zone, east", {"TZ": "Pacific/Kiritimati"}),
        Machine("another time zone, west", {"TZ": "Etc/GMT+12"}),
        Machine("no language, ASCII alone", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        *([Machine(f"the language {language}", {"LC_ALL": language, "PYTHONUTF8": "0"})] if language else []),
        Machine("another order of hashes", {"PYTHONHASHSEED": "4711"}),
        Machine("umask 077", umask=0o077),
        Machine("another user", user=NOBODY),
        Machine("a year later", {"PYTHONPATH": str(later)}),
        Machine("a shallow clone", source="shallow"),
        Machine("an archive of git", source="archive"),
        Machine("no git, told the time", {"PATH": "/nonexistent"}, source="files"),
        Machine("again, from the store", again=True),
        *(Machine(_ask(program, "-V").strip(), program=program) for program in pythons),
    ]


def find_pythons(named: Sequence[str]) -> list[str]:
    """Each Python on the PATH or among those named that runs, one for each version."""
    found: dict[str, str] = {}
    for program in (*named, *_list_pythons()):
        if version := _ask(program, "-V"):
            found.setdefault(version, program)
        elif program in named:
            raise SystemExit(f"'{program}' does not run")
    return list(found.values())


def _list_pythons() -> Iterator[str]:
    """Each of these names in each folder of the PATH: the first one may be out of reach for another user."""
    for folder in os.get_exec_path():
        yield from filter(None, (shutil.which(name, path=folder) for name in PYTHONS))


def _ask(*command: str) -> str:
    """What a command prints; "" where it cannot tell."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


@dataclass
class Workshop:
    """Builds a project, `project` being its folder from the root of `repository`, on one machine after the other."""

    repository: Path
    project: Path
    place: Path

    def build(self, machine: Machine) -> Sums:
        """What the machine makes of the last commit; raises NotHad, or Fails where a command does."""
        home = Path(tempfile.mkdtemp(dir=self.place))
        copy = home / machine.folder
        copy.parent.mkdir(parents=True, exist_ok=True)
        SOURCES[machine.source](self.repository, copy)
        if machine.source == "archive" and not (copy / self.project / ARCHIVED).is_file():
            raise NotHad(f"the project has no {ARCHIVED} that tells the time of the commit")
        python = _set_up(copy, machine.program) if machine.program else sys.executable
        if machine.user is not None:
            python = self._hand_over(machine.user, home, python)
        for _ in range(1 + machine.again):
            self._run(machine, copy, python, "build", "--with-bundle")
        self._run(machine, copy, python, "export", EXPORT)
        sums = read_sums(copy / self.project)
        shutil.rmtree(home)
        return sums

    def _hand_over(self, user: int, home: Path, python: str) -> str:
        """Gives a folder to another user; returns a Python that they may run."""
        if os.geteuid():
            raise NotHad("only root may act for another user")
        for path in (home, *home.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)
        for program in (python, *_list_pythons()):
            command = [program, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            try:
                subprocess.run(command, user=user, group=user, extra_groups=[], check=True, capture_output=True)
            except (OSError, subprocess.CalledProcessError):
                continue
            return python if program == python else self._set_up_for(program, home)
        raise NotHad("no Python here may be run by another user")

    def _set_up_for(self, program: str, home: Path) -> str:
        copy = home / "python"
        clone(self.repository, copy)
        return _set_up(copy, program)

    def _run(self, machine: Machine, copy: Path, python: str, *arguments: str) -> None:
        path = os.pathsep.join(filter(None, (machine.env.get("PYTHONPATH"), str(copy / "hooks"))))
        known = command_env(copy) | {"HOME": str(copy.parent)} | dict(machine.env) | {"PYTHONPATH": path}
        if machine.source == "files":
            known["SOURCE_DATE_EPOCH"] = ask_git(self.repository, "log", "-1", "--format=%ct").strip()
        other = {} if machine.user is None else {"user": machine.user, "group": machine.user, "extra_groups": []}
        done = subprocess.run(
            [python, "-c", PROGRAM, *arguments], cwd=copy / self.project, env=known, umask=machine.umask,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False, **other,
        )  # fmt: skip
        if done.returncode:
            raise Fails(f"{' '.join(arguments)}: {done.stdout}{done.stderr}".strip())


def clone(repository: Path, copy: Path, *options: str) -> None:
    """The last commit as `git clone` gives it."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "-c",
        "advice.detachedHead=false",
        "clone",
        "-q",
        *options,
        f"file://{repository}",
        str(copy),
    ]
    subprocess.run(command, check=True)


def unpack_archive(repository: Path, copy: Path) -> None:
    """The last commit as somebody downloads it, who has no git: git put its time into the archive."""
    copy.mkdir()
    archive = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(repository), "archive", "HEAD"], check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(copy)], input=archive.stdout, check=True)


def copy_files(repository: Path, copy: Path) -> None:
    """The files of the last commit alone, with nothing that tells its time."""
    clone(repository, copy)
    shutil.rmtree(copy / ".git")


SOURCES: Mapping[str, Callable[[Path, Path], None]] = {
    "clone": clone,
    "shallow": lambda repository, copy: clone(repository, copy, "--depth", "1"),
    "archive": unpack_archive,
    "files": copy_files,
}


def _set_up(copy: Path, program: str) -> str:
    """The Python of a copy, set up with `program` as a build sets it up."""
    done = subprocess.run(
        ["sh", ".ci/setup", "requirements.txt"], cwd=copy, env=os.environ | {"PYTHON": program}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NotHad(f"it cannot be set up: {(done.stderr.strip().splitlines() or ['no reason'])[-1]}")
    return str(copy / ".venv/bin/python")


def read_sums(project: Path) -> Sums:
    """The sums of what stands in a project after a build and an export."""
    manifest, export = (project / "site" / MANIFEST).read_bytes(), (project / EXPORT).read_bytes()
    files = {match[2]: match[1] for match in map(LINE.fullmatch, manifest.decode().splitlines()) if match}
    return Sums(hashlib.sha256(manifest).hexdigest(), hashlib.sha256(export).hexdigest(), files)


Made = Mapping[str, Sums | NotHad | Fails]


def format_table(made: Made) -> Iterator[str]:
    """A line for each machine, and below them every file that differs from that of the first."""
    width = max(map(len, made))
    first = next((sums for sums in made.values() if isinstance(sums, Sums)), None)
    yield f"{'machine':{width}}  {'SHA-256 of the manifest':64}  export        verdict"
    for name, sums in made.items():
        if isinstance(sums, Sums):
            yield f"{name:{width}}  {sums.manifest}  {sums.export[:12]}  {'same' if sums == first else 'DIFFERS'}"
        else:
            yield f"{name:{width}}  {'not had here' if isinstance(sums, NotHad) else 'FAILS'}: {sums}"
    for name, sums in made.items():
        if isinstance(sums, Sums) and first is not None:
            found = sorted(file for file, _ in sums.files.items() ^ first.files.items())
            yield from (f"{name}: {file} differs" for file in dict.fromkeys(found))


def differ(made: Made) -> bool:
    """Whether two machines made something else, one could not build, or none did."""
    sums = {(one.manifest, one.export) for one in made.values() if isinstance(one, Sums)}
    return len(sums) != 1 or any(isinstance(one, Fails) for one in made.values())


def reproduce(workshop: Workshop, machines: Iterable[Machine]) -> Made:
    """What each machine made, by its name."""
    made: dict[str, Sums | NotHad | Fails] = {}
    for machine in machines:
        print(f"{machine.name} …", file=sys.stderr, flush=True)
        try:
            made[machine.name] = workshop.build(machine)
        except (NotHad, Fails) as reason:
            made[machine.name] = reason
    return made


def main() -> None:
    """Builds on each machine, prints the table, and ends with status 1 where two differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.reproduce", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("machines", nargs="*", metavar="MACHINE", help="a word of the names to try; all if left out")
    parser.add_argument("--python", action="append", default=[], metavar="PROGRAM", help="one more Python to try")
    parser.add_argument("--project", type=Path, default=Path(), help="its folder in this repository (the root)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        Path(folder).chmod(0o711)  # so that another user reaches what is theirs
        later = Path(folder, "later")
        later.mkdir()
        (later / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
        machines = list_machines(find_pythons(options.python), later)
        wanted = [one for one in machines if not options.machines or any(word in one.name for word in options.machines)]
        made = reproduce(Workshop(ROOT, options.project, Path(folder)), wanted)
    print("\n".join(format_table(made)))
    sys.exit(differ(made))


if __name__ == "__main__":
    main()
