"""The command that shows what readers will see changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..problem import ProblemsFound
from .revisions import read_accepted
from .terminal import find_root


@click.command()
@click.argument("revision")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json", "github"]), default="text",
    show_default=True, help="Text marks changed words by brackets, Markdown in bold; github notes them on their lines.",
)  # fmt: skip
@click.option(
    "--report-only", is_flag=True, help="End with status 0, whatever was lowered, softened, removed or un-signed."
)
def compare(revision: str, form: str, report_only: bool) -> None:
    """List every sentence, level and route that readers will see changed since the git REVISION.

    Status 1 says that something was lowered, softened, removed or un-signed without an approval in force, or that an
    address is gone with nothing that leads on from it."""
    import tempfile

    from ..check import load_unjudged
    from ..compare import FORMATS, annotate, compare_guides
    from ..publish.dates import build_date
    from ..publish.git import unpack
    from ..publish.site import find_address

    root = find_root()
    accepted = read_accepted(root, revision)
    new = load_unjudged(root, build_date(root))
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack(root, revision, Path(folder))
            old = load_unjudged(Path(folder), build_date(root))
            report = compare_guides(revision, Path(folder), old, new, accepted, address=find_address(new))
        except (OSError, ProblemsFound) as error:
            unread = _explain(revision, error, bool(accepted))
            report = compare_guides(revision, Path(folder), None, new, accepted, unread)
    told = annotate(report, new.library) if form == "github" else FORMATS[form](report)
    if told:
        click.echo(told)
    if report.grave and not report_only:
        sys.exit(1)


def _explain(revision: str, error: Exception, routing: bool) -> str:
    why = error.problems[0].message if isinstance(error, ProblemsFound) else str(error)
    rest = "only the routing is compared" if routing else "it has no accepted routing either: nothing is compared"
    return f"The records and pages at '{revision}' cannot be read by this engine ({why}); {rest}."
