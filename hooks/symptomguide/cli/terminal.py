"""What every command starts and ends with: the project it is run in, and the problems it found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from ..problem import FORMATS, ProblemsFound, reason_of

STOPPED = 130
"""The status of a command that was stopped with Ctrl-C, as a shell gives it."""


class StoppingGroup(click.Group):
    """Commands that end with the problems they raise: printed, and status 1; what the system refuses takes one line."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            stop_with(found)
        except BrokenPipeError:
            raise
        except OSError as error:  # a full or read-only disk, a folder in use: no fault of the engine, so no traceback
            raise click.ClickException(reason_of(error)) from error
        except KeyboardInterrupt:
            click.echo("\nstopped; nothing half made was left", err=True)
            sys.exit(STOPPED)


def find_root() -> Path:
    """The project that the current folder belongs to: the nearest folder up with mkdocs.yml."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise click.ClickException("no mkdocs.yml here or above; run this inside the project")


def stop_with(found: ProblemsFound, form: str = "text") -> NoReturn:
    """Prints the problems and how many there are, and ends with status 1."""
    click.echo(FORMATS[form](found.problems))
    if form == "text":
        count = len(found.problems)
        click.echo(f"{count} problem{'' if count == 1 else 's'}; nothing was written", err=True)
    sys.exit(1)


def tell_leftovers(out: Path) -> None:
    """Names what builds into `out` left beside it and could not take away."""
    from ..publish.place import find_leftovers

    for path in find_leftovers(out):
        click.echo(
            f"note: {click.format_filename(path)} is left of a build and cannot be taken away; remove it", err=True
        )
