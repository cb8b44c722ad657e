"""The macros that editors may call in pages. Each returns a view; the template of the same name renders it.

The signature and the docstring of a macro are its documentation. The first argument, the library, is
filled in; editors write the others. The line after "Example:" is a call that the macro page shows and
a test renders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .library import Library
from .models import (
    STRENGTHS,
    URGENCIES,
    Cause,
    Change,
    Claim,
    Mechanic,
    Muscle,
    Recovery,
    RedFlag,
    Source,
    Term,
    Urgency,
)
from .models.fields import ClaimId, ClaimSectionId, MuscleLayerId, PhaseId
from .views.parts import (
    ActionView,
    CardView,
    ChipView,
    ClaimView,
    LinkView,
    RowView,
    SourceView,
    StrengthView,
    TagView,
    build_action,
    build_actions,
    build_cause_row,
    build_chips,
    build_claim,
    build_sign_card,
    build_source,
    build_strength,
    build_tag,
    format_date,
    sort_by_urgency,
)


@dataclass(frozen=True)
class KeyEntryView:
    """One level of care and what it means."""

    tag: TagView
    meaning: str


@dataclass(frozen=True)
class PatternView:
    """One row of the table of patterns."""

    link: LinkView
    tag: TagView
    starts: str
    where: str
    feels: str


@dataclass(frozen=True)
class SignView:
    """One sign in full."""

    id: str
    sign: str
    tag: TagView
    ask: str
    how_to_check: str
    why: str
    do: tuple[ActionView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[LinkView, ...]
    chips: tuple[ChipView, ...]


@dataclass(frozen=True)
class SignGroupView:
    """Signs that point the same way."""

    title: str
    summary: str
    signs: tuple[SignView, ...]


@dataclass(frozen=True)
class StepView:
    """One step of recovery and the page that explains it."""

    link: LinkView
    action: ActionView


@dataclass(frozen=True)
class StepsView:
    """The steps of one phase."""

    title: str
    summary: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class TermView:
    """A word and what it means."""

    id: str
    term: str
    also: str
    definition: str


@dataclass(frozen=True)
class ChangeView:
    """A change of meaning."""

    id: str
    date: str
    title: str
    text: str
    why: str
    records: tuple[LinkView, ...]


@dataclass(frozen=True)
class NumberView:
    """A number to call, `dial` without spaces."""

    number: str
    dial: str
    where: str


def start_buttons(library: Library) -> tuple[LinkView, ...]:
    """The two ways in: the check, and the danger signs.

    Example: {{ start_buttons() }}
    """
    return (LinkView("Check your calf", "check"), LinkView("When to get help", "get-help"))


def notice_rows(library: Library) -> tuple[RowView, ...]:
    """Rows that start from what a reader notices: every cause with `notice`, the mildest first.

    Example: {{ notice_rows() }}
    """
    mildest_first = sorted(
        library.all(Cause), key=lambda cause: (-URGENCIES.index(cause.urgency), cause.order, cause.title)
    )
    causes = [cause for cause in mildest_first if cause.notice]
    return tuple(
        RowView(
            LinkView(cause.notice or "", f"causes/{cause.id}"),
            cause.notice_hint or "",
            build_tag(library, cause.urgency),
        )
        for cause in causes
    )


def care_card(library: Library, level: Urgency, *, details: bool = True) -> CardView:
    """A card with every sign of one level of care, and what to do; `details` adds a link to the signs in full.

    Example: {{ care_card("emergency") }}
    """
    if level == "self-care":
        words = library.site.urgency_words[-1]
        return CardView(build_tag(library, level), words.heading, library.site.self_care_signs, words.act, None)
    flags = [flag for flag in library.all(RedFlag) if flag.level == level]
    link = LinkView("Each sign in full", f"signs#signs-{level}") if details and flags else None
    return build_sign_card(library, level, flags, link)


def jump_tiles(library: Library) -> tuple[TagView, ...]:
    """Tiles that lead to the four care cards further down the page.

    Example: {{ jump_tiles() }}
    """
    return tuple(build_tag(library, level) for level in URGENCIES)


def section_cards(library: Library) -> tuple[RowView, ...]:
    """A card for each section of the site.

    Example: {{ section_cards() }}
    """
    return tuple(RowView(LinkView(item.title, item.id), item.summary, None) for item in library.site.sections)


def sign_list(library: Library, level: Urgency) -> tuple[SignGroupView, ...]:
    """Every sign of one level in full: how to look, why it matters, what to do and what not to do.

    Example: {{ sign_list("soon") }}
    """
    groups = []
    for group in library.site.sign_groups:
        signs = [flag for flag in library.all(RedFlag) if flag.level == level and flag.group == group.id]
        if signs:
            groups.append(
                SignGroupView(group.title, group.summary or "", tuple(_sign(library, flag) for flag in signs))
            )
    return tuple(groups)


def _sign(library: Library, flag: RedFlag) -> SignView:
    return SignView(
        id=flag.id,
        sign=flag.sign,
        tag=build_tag(library, flag.level),
        ask=flag.ask,
        how_to_check=flag.how_to_check or "",
        why=flag.why,
        do=build_actions(library, flag.do),
        do_not=build_actions(library, flag.do_not),
        causes=tuple(LinkView(library.get(Cause, name).title, f"causes/{name}") for name in flag.points_to),
        chips=build_chips(library, flag.sources),
    )


def cause_table(library: Library, *, level: Urgency | None = None) -> tuple[RowView, ...]:
    """Rows that lead to the causes, the most urgent first; `level` keeps one level of care.

    Example: {{ cause_table(level="self-care") }}
    """
    causes = [cause for cause in library.all(Cause) if level in (None, cause.urgency)]
    return tuple(build_cause_row(library, cause) for cause in sort_by_urgency(causes))


def pattern_table(library: Library, *, level: Urgency | None = None) -> tuple[PatternView, ...]:
    """The table "find your pattern": when it started, where, what it feels like, for all causes or one level.

    Example: {{ pattern_table(level="self-care") }}
    """
    causes = [cause for cause in library.all(Cause) if level in (None, cause.urgency)]
    return tuple(
        PatternView(
            LinkView(cause.title, f"causes/{cause.id}"),
            build_tag(library, cause.urgency),
            cause.feels.onset,
            cause.feels.where,
            cause.feels.quality,
        )
        for cause in sort_by_urgency(causes)
    )


def muscle_cards(library: Library, *, layer: MuscleLayerId | None = None) -> tuple[RowView, ...]:
    """Cards of the muscles, in order; `layer` keeps one layer of the leg.

    Example: {{ muscle_cards(layer="surface") }}
    """
    muscles = [muscle for muscle in library.all(Muscle) if layer in (None, muscle.layer)]
    return _ordered_rows(muscles, "muscles")


def mechanic_cards(library: Library) -> tuple[RowView, ...]:
    """Cards of the mechanics, in order.

    Example: {{ mechanic_cards() }}
    """
    return _ordered_rows(library.all(Mechanic), "mechanics")


def recovery_cards(library: Library) -> tuple[RowView, ...]:
    """Cards of the ways to help recovery, in order.

    Example: {{ recovery_cards() }}
    """
    return _ordered_rows(library.all(Recovery), "recovery")


def _ordered_rows(records: Any, kind: str) -> tuple[RowView, ...]:
    ordered = sorted(records, key=lambda record: (record.order, record.title))
    return tuple(RowView(LinkView(item.title, f"{kind}/{item.id}"), item.summary, None) for item in ordered)


def recovery_steps(library: Library, phase: PhaseId) -> StepsView:
    """What to do in one phase of recovery: every step of every recovery page that belongs to it.

    Example: {{ recovery_steps("first-3-days") }}
    """
    entry = next(entry for entry in library.site.phases if entry.id == phase)
    steps = tuple(
        StepView(LinkView(record.title, f"recovery/{record.id}"), build_action(library, action))
        for record in sorted(library.all(Recovery), key=lambda record: record.order)
        for action in record.do
        if action.phase == phase
    )
    return StepsView(entry.title, entry.summary or "", steps)


def claim(library: Library, id: ClaimId) -> ClaimView:
    """One claim with its strength of evidence, its sources and, where experts disagree, both sides.

    Example: {{ claim("c09-doms-peak") }}
    """
    return build_claim(library, library.get(Claim, id))


def claim_list(library: Library, section: ClaimSectionId) -> tuple[ClaimView, ...]:
    """Every claim of one section of site.yaml.

    Example: {{ claim_list("introduction") }}
    """
    return tuple(build_claim(library, item) for item in library.all(Claim) if item.section == section)


def source_list(library: Library) -> tuple[SourceView, ...]:
    """Every source with its citation, its address and the records that rest on it.

    Example: {{ source_list() }}
    """
    return tuple(build_source(library, source) for source in library.all(Source))


def glossary_list(library: Library) -> tuple[TermView, ...]:
    """Every technical word, by the alphabet.

    Example: {{ glossary_list() }}
    """
    terms = sorted(library.all(Term), key=lambda term: term.term.casefold())
    return tuple(TermView(term.id, term.term, ", ".join(term.also), term.definition) for term in terms)


def urgency_key(library: Library) -> tuple[KeyEntryView, ...]:
    """What the four levels of care mean.

    Example: {{ urgency_key() }}
    """
    return tuple(KeyEntryView(build_tag(library, words.level), words.meaning) for words in library.site.urgency_words)


def strength_key(library: Library) -> tuple[StrengthView, ...]:
    """What the five strengths of evidence mean.

    Example: {{ strength_key() }}
    """
    return tuple(build_strength(library, strength) for strength in STRENGTHS)


def emergency_numbers(library: Library) -> tuple[NumberView, ...]:
    """The numbers to call, by region.

    Example: {{ emergency_numbers() }}
    """
    return tuple(
        NumberView(entry.number, entry.number.replace(" ", ""), entry.where) for entry in library.site.emergency_numbers
    )


def change_list(library: Library) -> tuple[ChangeView, ...]:
    """Every change of meaning, the newest first.

    Example: {{ change_list() }}
    """
    changes = sorted(library.all(Change), key=lambda change: (change.date, change.id), reverse=True)
    return tuple(
        ChangeView(
            change.id,
            format_date(change.date),
            change.title,
            change.text,
            change.why,
            tuple(LinkView(path, path) for path in change.records),
        )
        for change in changes
    )


MACROS = {
    macro.__name__: macro
    for macro in (
        care_card,
        cause_table,
        change_list,
        claim,
        claim_list,
        emergency_numbers,
        glossary_list,
        jump_tiles,
        mechanic_cards,
        muscle_cards,
        notice_rows,
        pattern_table,
        recovery_cards,
        recovery_steps,
        section_cards,
        sign_list,
        source_list,
        start_buttons,
        strength_key,
        urgency_key,
    )
}
"""Every macro by the name that editors write."""
