"""Views of danger signs: each in full, and in short on a care card for each level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..models import URGENCIES, Cause, RedFlag, Urgency
from ..records.library import Library
from ..text import plain
from .evidence import ActionView, UsualView, build_actions, find_sources, find_usual
from .levels import TagView, build_tag
from .links import LinkView
from .sources import ChipView, build_chips


class CardView(NamedTuple):
    """A care card: level, heading, lines, and what to do."""

    tag: TagView
    heading: str
    lines: tuple[str, ...]
    act: str
    link: LinkView | None


class SignView(NamedTuple):
    """One sign in full."""

    flag: RedFlag
    tag: TagView
    do: tuple[ActionView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[LinkView, ...]
    chips: tuple[ChipView, ...]


class SignGroupView(NamedTuple):
    """Signs that point the same way."""

    title: str
    summary: str
    signs: tuple[SignView, ...]


class SignListView(NamedTuple):
    """Signs by group, and how sure most of what to do is."""

    groups: tuple[SignGroupView, ...]
    usual: UsualView | None


def build_cards(library: Library, lines: Iterable[tuple[Urgency, str]]) -> tuple[CardView, ...]:
    """A care card for each level among `lines`, the most urgent first; a line that two signs share stands once."""
    by_level: dict[Urgency, dict[str, None]] = {}
    for level, line in lines:
        by_level.setdefault(level, {})[line] = None
    return tuple(
        CardView(build_tag(library, words.level), words.heading, tuple(by_level[words.level]), words.act, None)
        for words in library.site.urgency_words
        if words.level in by_level
    )


def build_short_cards(library: Library, ids: Iterable[str]) -> tuple[CardView, ...]:
    """The care cards of the red flags `ids`, group by group, in the short lines of the cards."""
    flags = [library.get(RedFlag, name) for name in ids]
    groups = (group.id for group in library.site.sign_groups)
    in_order = (flag for group in groups for flag in flags if flag.group == group)
    return build_cards(library, ((flag.level, flag.card_line) for flag in in_order))


def care_card(library: Library, level: Urgency, *, details: bool = True) -> CardView:
    """A card with every sign of one level of care, and what to do; `details` adds a link to the signs in full.

    Example: {{ care_card("emergency") }}
    """
    words = library.site.urgency_words[URGENCIES.index(level)]
    if level == "self-care":
        return CardView(build_tag(library, level), words.heading, library.site.self_care_signs, words.act, None)
    cards = build_short_cards(library, (flag.id for flag in library.all(RedFlag) if flag.level == level))
    if not cards:
        return CardView(build_tag(library, level), words.heading, (), words.act, None)
    return cards[0]._replace(link=LinkView("Each sign in full", f"signs#signs-{level}") if details else None)


def sign_list(library: Library, level: Urgency) -> SignListView:
    """Every sign of one level in full: how to look, why it matters, what to do and what not to do.

    Example: {{ sign_list("soon") }}
    """
    groups = []
    for group in library.site.sign_groups:
        signs = [flag for flag in library.all(RedFlag) if flag.level == level and flag.group == group.id]
        if signs:
            groups.append(
                SignGroupView(group.title, group.summary or "", tuple(build_sign(library, flag) for flag in signs))
            )
    views = [sign for group in groups for sign in group.signs]
    return SignListView(tuple(groups), find_usual((view.flag.sign, (*view.do, *view.do_not)) for view in views))


def sign_index(library: Library, level: Urgency) -> tuple[LinkView, ...]:
    """Every sign of one level, each on a line that leads to where it is told in full.

    Example: {{ sign_index("emergency") }}
    """
    order = [group.id for group in library.site.sign_groups]
    flags = sorted(
        (flag for flag in library.all(RedFlag) if flag.level == level), key=lambda flag: order.index(flag.group)
    )
    return tuple(LinkView(plain(flag.sign), f"red-flags/{flag.id}") for flag in flags)


def build_sign(library: Library, flag: RedFlag) -> SignView:
    """The view of a sign in full."""
    return SignView(
        flag=flag,
        tag=build_tag(library, flag.level),
        do=build_actions(library, flag.do),
        do_not=build_actions(library, flag.do_not),
        causes=tuple(LinkView(library.get(Cause, name).title, f"causes/{name}") for name in flag.points_to),
        chips=build_chips(library, find_sources(flag.sources, (*flag.do, *flag.do_not))),
    )
