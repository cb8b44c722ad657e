"""What a page of advice says on its first screen: level, danger, three things to do, the way to the check."""

from __future__ import annotations

from typing import NamedTuple

from ..models import URGENCIES, Cause, Recovery
from ..records.library import Library
from .levels import TagView, build_tag
from .links import LinkView, link_to_check
from .signs import CardView, build_short_cards

MOST_ACTIONS = 3
DANGER = URGENCIES[:2]


class FirstView(NamedTuple):
    """The first screen of a page of advice."""

    tag: TagView | None
    danger: tuple[CardView, ...]
    """In short, by level; the cards in full follow on the page."""
    danger_first: bool
    """Whether danger stands above the first thing to do, and counts as one of three."""
    alarm: LinkView | None
    """The question that stands for signs too many for a first screen, and where they stand."""
    help: str
    ways: tuple[LinkView, ...]
    """Places on the page."""
    actions: tuple[str, ...]
    check: LinkView


def build_first_of_cause(library: Library, cause: Cause) -> FirstView:
    """The first screen of a cause: the worst signs first where it is urgent, behind one thing to do where it is not."""
    cards = build_short_cards(library, cause.red_flags)
    urgent = cause.urgency in DANGER
    danger = tuple(card for card in cards if card.tag.level in DANGER)[:1]
    return FirstView(
        tag=build_tag(library, cause.urgency),
        danger=danger,
        danger_first=urgent,
        alarm=None,
        help="",
        ways=_ways(cards),
        actions=tuple(action.text for action in cause.do[: MOST_ACTIONS - (urgent and bool(danger))]),
        check=link_to_check(library),
    )


def build_first_of_recovery(library: Library, recovery: Recovery) -> FirstView:
    """The first screen of a way to recover: the alarm of the site, since many pages name every sign there is."""
    cards = build_short_cards(library, recovery.red_flags)
    stop = (LinkView("When not to use it", "#not-when"),) if recovery.not_when else ()
    return FirstView(
        tag=None,
        danger=cards[:1],
        danger_first=True,
        alarm=LinkView(library.site.strip.text, f"#care-{cards[0].tag.level}") if cards else None,
        help=library.site.strip.link,
        ways=_ways(cards) + stop,
        actions=tuple(action.text for action in recovery.do[:MOST_ACTIONS]),
        check=link_to_check(library),
    )


def _ways(cards: tuple[CardView, ...]) -> tuple[LinkView, ...]:
    return tuple(LinkView(card.tag.word, f"#care-{card.tag.level}") for card in cards)
