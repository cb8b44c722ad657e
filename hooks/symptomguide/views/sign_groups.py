"""The view of one group of signs: what most of them ask for once, then each in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..models import URGENCIES, Action, RedFlag
from ..models.fields import SignGroupId
from ..records.library import Library
from .evidence import ActionView, UsualView, build_actions, find_usual
from .levels import TagView, build_tag
from .links import LinkView, link_to_check
from .signs import SignView, build_sign

FEWEST_SAVED = 3
"""Fewest lines that must be saved, for actions to be told once for several signs."""


class SignLevelView(NamedTuple):
    """What to do at a level of care."""

    tag: TagView
    act: str


class GroupedSignView(NamedTuple):
    """A sign with what it asks for beyond what most do; `shares` says whether it asks for that, too."""

    sign: SignView
    do: tuple[ActionView, ...]
    do_not: tuple[ActionView, ...]
    shares: bool


class SignGroupPageView(NamedTuple):
    """The signs of a group, the most urgent first: what to do at their levels, what most of them ask for, each one."""

    levels: tuple[SignLevelView, ...]
    check: LinkView
    do: tuple[ActionView, ...]
    do_not: tuple[ActionView, ...]
    signs: tuple[GroupedSignView, ...]
    usual: UsualView | None


def sign_group(library: Library, group: SignGroupId) -> SignGroupPageView:
    """Every sign of one group in full, below what to do at its level of care; what most ask for is told once.

    Example: {{ sign_group("<site:sign_groups>") }}
    """
    found = [flag for flag in library.all(RedFlag) if flag.group == group]
    flags = sorted(found, key=lambda flag: URGENCIES.index(flag.level))
    words = library.site.urgency_words
    levels = [words[URGENCIES.index(level)] for level in dict.fromkeys(flag.level for flag in flags)]
    common = find_common([{*flag.do, *flag.do_not} for flag in flags])
    signs = tuple(_grouped(library, flag, common) for flag in flags)
    first = next((flag for flag in flags if common <= {*flag.do, *flag.do_not}), flags[0])
    return SignGroupPageView(
        levels=tuple(SignLevelView(build_tag(library, one.level), one.act) for one in levels),
        check=link_to_check(library),
        do=build_actions(library, (action for action in first.do if action in common)),
        do_not=build_actions(library, (action for action in first.do_not if action in common)),
        signs=signs,
        usual=find_usual((view.sign.flag.sign, (*view.do, *view.do_not)) for view in signs),
    )


def find_common(asked: Sequence[set[Action]]) -> set[Action]:
    """The actions to tell once for all who ask for every one of them: those that save most lines, or none."""
    counts = Counter(action for actions in asked for action in actions)
    best: set[Action] = set()
    most = FEWEST_SAVED - 1
    for least in range(len(asked), 1, -1):
        common = {action for action, count in counts.items() if count >= least}
        saved = (sum(common <= actions for actions in asked) - 1) * len(common)
        if saved > most:
            best, most = common, saved
    return best


def _grouped(library: Library, flag: RedFlag, common: set[Action]) -> GroupedSignView:
    view, shares = build_sign(library, flag), bool(common) and common <= {*flag.do, *flag.do_not}
    left = common if shares else set()
    return GroupedSignView(
        sign=view,
        do=tuple(told for action, told in zip(flag.do, view.do, strict=True) if action not in left),
        do_not=tuple(told for action, told in zip(flag.do_not, view.do_not, strict=True) if action not in left),
        shares=shares,
    )
