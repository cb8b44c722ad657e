"""The one file of the engine that knows MkDocs: renders the site into a folder."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from ..documents.copies import Offer
from ..guide import Guide
from ..pages.content import CONTENT_FOLDER
from ..problem import Problem, ProblemsFound

LUNR = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
THEME = "material"
SETTINGS = "mkdocs.yml"
INSIDES = re.compile(r"\s+(?:File \"|Traceback \().*", re.DOTALL)
MARK = re.compile(r"\bline (\d+), column \d+")
NAMED = re.compile(r"(?:[cC]onfig value|[sS]ub-option|Markdown Extension|extension|configuration name:) '?([\w.]+)")
LINK_WARNING = re.compile(r"Doc file '([^']+)' contains .*?link '([^']+)',?\s*(.*)", re.DOTALL)


class _Collector(logging.Handler):
    """Keeps what MkDocs complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one message."""
        self.lines.append(record.getMessage())


def render_site(root: Path, out: Path, guide: Guide, *, offline: bool, offer: Offer | None = None) -> None:
    """Renders the project at `root` into `out` with MkDocs strict; raises ProblemsFound with its complaints.

    `guide` is what was read from `root`, so that the hooks need not read it again. `offer` is the offline copy that the
    pages name.
    """
    with noting() as complaints:
        try:
            config = load_config(
                str(root / "mkdocs.yml"), strict=True, site_dir=str(out), use_directory_urls=not offline
            )
            if config.theme.name != THEME:
                raise ConfigurationError(f"Config value 'theme': the pages rest on it; write 'name: {THEME}'")
            config.extra |= {"guide": guide, "offer": offer}
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except (Abort, ConfigurationError) as error:
            if found := _find_problems(error):
                raise found from error
            complaints = complaints or [str(error)]
    if complaints:
        raise ProblemsFound(problem for line in complaints for problem in _as_problems(root, line))


@contextlib.contextmanager
def noting() -> Iterator[list[str]]:
    """Gives a list that fills with what MkDocs complains about meanwhile."""
    collector, logger = (
        _Collector(),
        logging.getLogger(build.__module__.partition(".")[0]),
    )  # ProperDocs has one of its name
    logger.addHandler(collector)
    try:
        yield collector.lines
    finally:
        logger.removeHandler(collector)


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Stops MkDocs with the lines of a problem that is raised meanwhile."""
    try:
        yield
    except ProblemsFound as found:
        raise PluginError(f"\n{found}") from found


def _find_problems(error: BaseException | None) -> ProblemsFound | None:
    """The problems that a hook raised, somewhere behind what MkDocs made of them."""
    while error is not None and not isinstance(error, ProblemsFound):
        error = error.__cause__ or error.__context__
    return error


def _as_problems(root: Path, line: str) -> list[Problem]:
    """What MkDocs says, with the place in the page where it can be found."""
    if match := LINK_WARNING.search(line):
        doc, link, rest = match.groups()
        path = f"{CONTENT_FOLDER}/{doc}"
        reason = " ".join(rest.split()).removeprefix("but ").rstrip(".") or "it leads nowhere"
        return [Problem(path, *_find(root / path, link), f"the link '{link}' is broken: {reason}", "broken-link")]
    return [_explain_setting(root, line)]


def _explain_setting(root: Path, line: str) -> Problem:
    """What MkDocs says of its settings, at the line it counted or at the setting it names, without its own insides."""
    message = " ".join(INSIDES.sub("", line).split()).replace(f"{root}/", "")
    file = root / SETTINGS
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n") if file.is_file() else [""]
    number = 1
    if marks := MARK.findall(message):
        number = min(int(marks[-1]), len(lines))
    else:
        for name in NAMED.findall(message):
            number = next((at for at in range(number, len(lines) + 1) if name in lines[at - 1]), number)
    return Problem(SETTINGS, number, 1, message, "mkdocs")


def _find(file: Path, text: str) -> tuple[int, int]:
    if file.is_file():
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if (column := line.find(text)) >= 0:
                return number, column + 1
    return 1, 1
