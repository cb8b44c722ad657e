"""The command that says what changed by itself: reviews, links, corrections and retractions."""

from __future__ import annotations

import datetime
import sys

import click

from .terminal import find_root


@click.command()
@click.argument("what", type=click.Choice(["reviews", "links", "retractions"]))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that counts as today.")
@click.pass_obj
def watch(today: datetime.date, what: str, as_of: datetime.datetime | None) -> None:
    """Print as Markdown which reviews are due, which links are dead, or which sources were corrected or retracted.

    `links` and `retractions` ask other servers, as no other command does. Status 1 says that a review is overdue by
    more than 90 days, or that registries did not answer."""
    from ..check import load_guide
    from ..watch import MOST_OVERDUE, find_dead, find_updates, list_due, web

    day = as_of.date() if as_of else today
    guide = load_guide(find_root(), day)
    lines, failed = tuple[str, ...](), ""
    if what == "reviews":
        due = list_due(guide, day)
        lines = tuple(line for _, line in due)
        late = sum(days > MOST_OVERDUE for days, _ in due)
        failed = f"{late} reviews are overdue by more than {MOST_OVERDUE} days" if late else ""
    elif what == "links":
        lines = find_dead(guide, web.fetch)
    else:
        found = find_updates(guide, web.fetch)
        lines = (*found.lines, *(f"- not known, since a registry did not answer: `{one}`" for one in found.unasked))
        failed = "a registry did not answer" if found.unasked else ""
    if lines:
        click.echo("\n".join(lines))
    if failed:
        click.echo(failed, err=True)
        sys.exit(1)
