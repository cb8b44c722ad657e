"""Views of what changes the advice: in full on its own page, in short on the pages it touches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..models import Risk
from ..models.fields import RiskWeightId
from ..models.risks import RiskWeight
from ..records.library import Library
from .evidence import ActionView, UsualView, build_action, build_actions, find_sources, find_usual
from .links import LinkView, build_links
from .sources import ChipView, build_chips


class RiskView(NamedTuple):
    """One risk in full."""

    risk: Risk
    also_called: tuple[str, ...]
    effect: tuple[ActionView, ...]
    causes: tuple[LinkView, ...]
    forbids: tuple[LinkView, ...]
    chips: tuple[ChipView, ...]


class RiskListView(NamedTuple):
    """Risks in full, and how sure most of what follows from them is."""

    risks: tuple[RiskView, ...]
    usual: UsualView | None


class RiskTableView(NamedTuple):
    """The risks of one weight, and what that weight does."""

    title: str
    summary: str
    effect: ActionView
    risks: tuple[RiskView, ...]
    usual: UsualView | None


class RiskNoteView(NamedTuple):
    """What changes the advice of another page: risks that share an effect, and that effect."""

    links: tuple[LinkView, ...]
    effect: tuple[ActionView, ...]


def build_risk(library: Library, risk: Risk) -> RiskView:
    """The view of a risk."""
    return RiskView(
        risk=risk,
        also_called=tuple(word for word in risk.also_called if word.casefold() not in risk.title.casefold()),
        effect=build_actions(library, risk.effect),
        causes=build_links(library, "causes", risk.causes),
        forbids=build_links(library, "recovery", risk.forbids)
        + build_links(library, "exercises", risk.forbids_exercises),
        chips=build_chips(library, find_sources(risk.sources, risk.effect)),
    )


def risk_table(library: Library, weight: RiskWeightId) -> RiskTableView:
    """The risks of one weight of site.yaml, and what that weight does.

    Example: {{ risk_table("major") }}
    """
    entry = _weight(library, weight)
    risks = tuple(build_risk(library, risk) for risk in sort_risks(library.all(Risk)) if risk.weight == weight)
    return RiskTableView(
        entry.title,
        entry.summary,
        build_action(library, entry.effect),
        risks,
        find_usual((risk.risk.title, risk.effect) for risk in risks),
    )


def risk_list(library: Library) -> RiskListView:
    """What changes the advice by itself: every risk without a weight, in full.

    Example: {{ risk_list() }}
    """
    risks = tuple(build_risk(library, risk) for risk in sort_risks(library.all(Risk)) if risk.weight is None)
    return RiskListView(risks, find_usual((risk.risk.title, risk.effect) for risk in risks))


def build_risk_notes(library: Library, kind: str, name: str, field: str) -> tuple[RiskNoteView, ...]:
    """What changes the advice of kind/name, by the risks' own statement: a weight at a time, then one by one."""
    risks = sort_risks(library.mentioned_by(Risk, kind, name, field))
    notes = []
    for entry in library.site.risk_weights if kind == "causes" else ():
        links = [_link(risk) for risk in risks if risk.weight == entry.id and entry.cause == name]
        if links:
            notes.append(RiskNoteView(tuple(links), (build_action(library, entry.effect),)))
    weighed = {entry.id for entry in library.site.risk_weights if kind == "causes" and entry.cause == name}
    effects = {entry.id: (entry.effect,) for entry in library.site.risk_weights}
    alone = ((risk, risk.effect or effects.get(risk.weight or "", ())) for risk in risks if risk.weight not in weighed)
    return (*notes, *(RiskNoteView((_link(risk),), build_actions(library, told)) for risk, told in alone if told))


def sort_risks(risks: Iterable[Risk]) -> list[Risk]:
    """By order, then by title."""
    return sorted(risks, key=lambda risk: (risk.order, risk.title))


def _weight(library: Library, weight: str) -> RiskWeight:
    return {entry.id: entry for entry in library.site.risk_weights}[weight]


def _link(risk: Risk) -> LinkView:
    return LinkView(risk.title, f"risks/{risk.id}")
