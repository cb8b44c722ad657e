"""The macros that editors may call in pages. Each returns a view; the template of the same name renders it.

The signature and the docstring of a macro are its documentation. The first argument, the library, is
filled in; editors write the others. The line after "Example:" is a call that the macro page shows and
a test renders; `<claims>` in it stands for the first id of that kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from .models import (
    STRENGTHS,
    URGENCIES,
    BodyFigure,
    Cause,
    Change,
    Chart,
    Claim,
    Exercise,
    Mechanic,
    Muscle,
    Plan,
    Recovery,
    RedFlag,
    Source,
    Term,
    Urgency,
)
from .models.fields import (
    CauseId,
    ChartId,
    ClaimId,
    ClaimSectionId,
    ExerciseId,
    ExerciseKindId,
    FigureId,
    MuscleLayerId,
    PlanId,
    RecordPath,
    RecoveryId,
    RiskWeightId,
)
from .models.records import SourceType
from .records.library import Library
from .tree import build_library_graph, measure_effort
from .views.about import ApprovalView, OwnerView, ReportView, build_approvals, build_owner, build_report
from .views.charts import ChartView, build_chart
from .views.checker import CheckerView, build_advice, build_checker
from .views.choice import ChoiceView, build_cause_choice, build_recovery_choice
from .views.claims import ClaimFilterView, build_claim_filter
from .views.exercises import (
    ExerciseGroupView,
    ExerciseRuleView,
    ExerciseView,
    build_exercise,
    build_exercise_groups,
    build_exercise_rule,
)
from .views.figures import FigureRowView, FigureView, build_figure, build_row, sort_figures
from .views.handout import BoxesView, SheetFootView, SheetStepView, build_sheet_foot, build_sheet_steps
from .views.parts import (
    ActionView,
    CardView,
    ChipView,
    ClaimView,
    LinkView,
    NumberView,
    RowView,
    SourceView,
    StrengthView,
    TagView,
    build_actions,
    build_cause_row,
    build_chips,
    build_claim,
    build_numbers,
    build_sign_card,
    build_source,
    build_strength,
    build_tag,
    find_pages,
    format_date,
    sort_by_urgency,
)
from .views.places import PlaceView, build_places
from .views.plans import (
    CriteriaView,
    ExceptionView,
    LadderView,
    PlanStartView,
    SheetView,
    StageView,
    TimesView,
    build_criteria,
    build_exceptions,
    build_ladder,
    build_plan_start,
    build_sheet,
    build_stages,
    build_times,
)
from .views.risks import RiskTableView, RiskView, build_risk_list, build_risk_table
from .views.stories import StoryReportView, build_story_report


@dataclass(frozen=True)
class KeyEntryView:
    """One level of care and what it means."""

    tag: TagView
    meaning: str


@dataclass(frozen=True)
class PatternView:
    """One row of a table of patterns."""

    link: LinkView
    tag: TagView
    starts: str
    where: str
    feels: str


@dataclass(frozen=True)
class PatternGroupView:
    """The patterns of the causes of one kind."""

    id: str
    title: str
    patterns: tuple[PatternView, ...]


@dataclass(frozen=True)
class SideView:
    """One row of a table that sets causes side by side."""

    link: LinkView
    tag: TagView
    starts: str
    where: str
    side: str
    feels: str
    other: str
    course: str


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
class AsideView:
    """Figures beside the text of the home page, under a heading."""

    title: str
    figures: tuple[FigureView, ...]
    link: LinkView


def start_buttons(library: Library) -> tuple[LinkView, ...]:
    """The two ways in: the check, and the danger signs.

    Example: {{ start_buttons() }}
    """
    return tuple(LinkView(start.title, start.page) for start in library.site.start)


def start_facts(library: Library, facts: tuple[str, ...]) -> tuple[str, ...]:
    """What stands below the two ways in: how long the check takes, worked out from its words, and then `facts`.

    Example: {{ start_facts(["Answers stay on your device"]) }}
    """
    if library.tree is None:
        return facts
    minutes = measure_effort(library.tree, build_library_graph(library.tree, library)).minutes
    return (f"About {minutes} minute{'' if minutes == 1 else 's'}", *facts)


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
    """A card for each section of the site that has records.

    Example: {{ section_cards() }}
    """
    sections = [section for section in library.site.sections if library.ids[section.id]]
    return tuple(RowView(LinkView(item.title, item.id), item.summary, None) for item in sections)


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


def pattern_table(library: Library, *, level: Urgency | None = None) -> tuple[PatternGroupView, ...]:
    """How the causes start, where they hurt and how they feel: a table for each kind of cause, or for one level of it.

    Example: {{ pattern_table(level="self-care") }}
    """
    causes = sort_by_urgency(cause for cause in library.all(Cause) if level in (None, cause.urgency))
    groups = (
        PatternGroupView(
            entry.id, entry.title, tuple(_pattern(library, item) for item in causes if item.group == entry.id)
        )
        for entry in library.site.cause_groups
    )
    return tuple(group for group in groups if group.patterns)


def _pattern(library: Library, cause: Cause) -> PatternView:
    link, feels = LinkView(cause.title, f"causes/{cause.id}"), cause.feels
    return PatternView(link, build_tag(library, cause.urgency), feels.onset, feels.where, feels.quality)


def side_by_side(library: Library, causes: tuple[CauseId, ...]) -> tuple[SideView, ...]:
    """A few causes that are easily mixed up, in the order you give: how each starts, feels and goes on.

    Example: {{ side_by_side(["<causes>"]) }}
    """
    return tuple(_side(library, library.get(Cause, name)) for name in causes)


def _side(library: Library, cause: Cause) -> SideView:
    link, tag, feels = LinkView(cause.title, f"causes/{cause.id}"), build_tag(library, cause.urgency), cause.feels
    other = feels.other or ""
    return SideView(link, tag, feels.onset, feels.where, feels.side, feels.quality, other, feels.course)


def muscle_cards(library: Library, *, layer: MuscleLayerId | None = None) -> tuple[RowView, ...]:
    """Cards of the muscles, in order; `layer` keeps one layer.

    Example: {{ muscle_cards(layer="<site:muscle_layers>") }}
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


def care_choice(
    library: Library, causes: tuple[CauseId, ...], *, recovery: tuple[RecoveryId, ...] = ()
) -> tuple[ChoiceView, ...]:
    """Which is it? Causes, then ways to recover, to choose from; each opens to what to do for it and nothing else.

    Example: {{ care_choice(["<causes>"], recovery=["<recovery>"]) }}
    """
    chosen = [build_cause_choice(library, library.get(Cause, name)) for name in causes]
    return (*chosen, *(build_recovery_choice(library, library.get(Recovery, name)) for name in recovery))


def claim(library: Library, id: ClaimId) -> ClaimView:
    """One claim with its strength of evidence, its sources and, where experts disagree, both sides.

    Example: {{ claim("<claims>") }}
    """
    return build_claim(library, library.get(Claim, id))


def claim_list(library: Library, section: ClaimSectionId) -> tuple[ClaimView, ...]:
    """Every claim of one section of site.yaml.

    Example: {{ claim_list("<site:claim_sections>") }}
    """
    return tuple(build_claim(library, item) for item in library.all(Claim) if item.section == section)


def source_list(library: Library, *, kind: SourceType | None = None) -> tuple[SourceView, ...]:
    """Every source with its citation, its address and the records that rest on it; `kind` keeps those of one type.

    Example: {{ source_list(kind="guideline") }}
    """
    return tuple(
        replace(build_source(library, source), used_by=find_pages(library, "sources", source.id))
        for source in library.all(Source)
        if kind in (None, source.type)
    )


def glossary_list(library: Library) -> tuple[TermView, ...]:
    """Every technical word, by the alphabet.

    Example: {{ glossary_list() }}
    """
    terms = sorted(library.all(Term), key=lambda term: term.term.casefold())
    return tuple(TermView(term.id, term.term, ", ".join(_other_names(term)), term.definition) for term in terms)


def _other_names(term: Term) -> list[str]:
    """The other names that say more than another ending: `antibiotics` beside Antibiotic says nothing new."""
    names = [term.term]
    for other in term.also:
        if not any(re.fullmatch(rf"{re.escape(name[:-1])}[a-z]{{1,4}}", other, re.IGNORECASE) for name in names):
            names.append(other)
    return names[1:]


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
    return build_numbers(library)


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


def exercise_rule(library: Library) -> ExerciseRuleView | None:
    """When to stop any exercise, and what forbids to start one.

    Example: {{ exercise_rule() }}
    """
    return build_exercise_rule(library)


def exercise_list(library: Library, *, kind: ExerciseKindId | None = None) -> tuple[ExerciseGroupView, ...]:
    """Every exercise in full, under a heading for each kind; `kind` keeps one kind and leaves the heading to the page.

    Example: {{ exercise_list(kind="<site:exercise_kinds>") }}
    """
    return build_exercise_groups(library, kind)


def exercise(library: Library, id: ExerciseId) -> ExerciseView:
    """One exercise in full, with its figure.

    Example: {{ exercise("<exercises>") }}
    """
    return build_exercise(library, library.get(Exercise, id))


def plan_start(library: Library, id: PlanId) -> PlanStartView:
    """Who a plan is for and who not, how well it is backed, and the signs that stop it.

    Example: {{ plan_start("<plans>") }}
    """
    return build_plan_start(library, library.get(Plan, id))


def plan_pain_rule(library: Library, id: PlanId) -> tuple[ActionView, ...]:
    """How much pain a plan allows, and what to do when there is more.

    Example: {{ plan_pain_rule("<plans>") }}
    """
    return build_actions(library, library.get(Plan, id).pain_rule)


def plan_stages(library: Library, id: PlanId) -> tuple[StageView, ...]:
    """The stages of a plan, each with the tests to pass before the next.

    Example: {{ plan_stages("<plans>") }}
    """
    return build_stages(library, library.get(Plan, id))


def plan_ladder(library: Library, id: PlanId) -> LadderView | None:
    """The ladder of a plan, from easy to hard; nothing for a plan without one.

    Example: {{ plan_ladder("<plans>") }}
    """
    ladder = library.get(Plan, id).ladder
    return build_ladder(library, ladder) if ladder else None


def plan_criteria(library: Library, id: PlanId) -> CriteriaView:
    """The tests for full return.

    Example: {{ plan_criteria("<plans>") }}
    """
    return build_criteria(library, library.get(Plan, id))


def plan_times(library: Library, id: PlanId) -> TimesView:
    """How long it took in studies.

    Example: {{ plan_times("<plans>") }}
    """
    return build_times(library, library.get(Plan, id))


def plan_setbacks(library: Library, id: PlanId) -> tuple[ActionView, ...]:
    """What to do when it comes back.

    Example: {{ plan_setbacks("<plans>") }}
    """
    return build_actions(library, library.get(Plan, id).comes_back)


def plan_exceptions(library: Library, id: PlanId) -> tuple[ExceptionView, ...]:
    """The causes for which a plan is wrong, and what holds instead.

    Example: {{ plan_exceptions("<plans>") }}
    """
    return build_exceptions(library, library.get(Plan, id))


def week_sheet(library: Library, id: PlanId) -> SheetView:
    """A sheet of one printed page to fill in by hand.

    Example: {{ week_sheet("<plans>") }}
    """
    return build_sheet(library.get(Plan, id))


def risk_table(library: Library, weight: RiskWeightId) -> RiskTableView:
    """The risks of one weight of site.yaml, and what that weight does.

    Example: {{ risk_table("major") }}
    """
    return build_risk_table(library, weight)


def risk_list(library: Library) -> tuple[RiskView, ...]:
    """What changes the advice by itself: every risk without a weight, in full.

    Example: {{ risk_list() }}
    """
    return build_risk_list(library)


def claim_filter(library: Library) -> ClaimFilterView:
    """Choices that keep only the claims of one strength of evidence, or those on which experts disagree.

    Example: {{ claim_filter() }}
    """
    return build_claim_filter(library)


def owner(library: Library) -> OwnerView:
    """Who runs the site, or that nobody does yet.

    Example: {{ owner() }}
    """
    return build_owner(library)


def approval_list(library: Library) -> tuple[ApprovalView, ...]:
    """Which clinician has reviewed what, or that none has.

    Example: {{ approval_list() }}
    """
    return build_approvals(library)


def report_link(library: Library) -> ReportView:
    """Where to report an error.

    Example: {{ report_link() }}
    """
    return build_report(library)


def print_button(library: Library, *, label: str = "Print this page") -> str:
    """A button that prints the page.

    Example: {{ print_button(label="Print this sheet") }}
    """
    return label


def sheet_boxes(library: Library) -> BoxesView:
    """The four care cards in black and white, for the page to print.

    Example: {{ sheet_boxes() }}
    """
    cards = [care_card(library, level) for level in URGENCIES]
    return BoxesView(tuple(cards[:-2]), tuple(cards[-2:]))


def sheet_steps(
    library: Library, *, causes: tuple[CauseId, ...] = (), recovery: tuple[RecoveryId, ...] = ()
) -> tuple[SheetStepView, ...]:
    """What to do for each cause, then for each way to recover, in short: every action that has short words.

    Example: {{ sheet_steps(causes=["<causes>"], recovery=["<recovery>"]) }}
    """
    chosen = [library.get(Cause, name) for name in causes], [library.get(Recovery, name) for name in recovery]
    return build_sheet_steps(library, chain(*chosen))


def sheet_lines(library: Library, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Lines to write on, each with its label.

    Example: {{ sheet_lines(["When it began", "Which side"]) }}
    """
    return labels


def sheet_foot(library: Library) -> SheetFootView:
    """The foot of the page to print: what it is not, when it was checked, where it comes from.

    Example: {{ sheet_foot() }}
    """
    return build_sheet_foot(library)


def figure(library: Library, id: FigureId, *, current: RecordPath | None = None) -> FigureView:
    """One figure whose parts are links; `current` marks the parts that lead to a record, as "kind/id".

    Example: {{ figure("<figures>") }}
    """
    view = build_figure(library, library.get(BodyFigure, id), (current,) if current else ())
    if current and not any(region.marked for region in view.regions):
        raise ValueError(f"no part of the figure '{id}' leads to '{current}'")
    return view


def figure_row(library: Library, ids: tuple[FigureId, ...]) -> FigureRowView:
    """Figures side by side where there is room, each under its title, and the same parts as a list.

    Example: {{ figure_row(["<figures>"]) }}
    """
    return build_row(library, [library.get(BodyFigure, id) for id in ids])


def figure_aside(library: Library, ids: tuple[FigureId, ...], *, title: str, more: str, to: str) -> AsideView:
    """Figures under a heading, beside the text of the home page; `more` is a link to the page `to` below them.

    Example: {{ figure_aside(["<figures>"], title="Start from where it hurts", more="All places", to="where") }}
    """
    return AsideView(title, tuple(build_figure(library, library.get(BodyFigure, id)) for id in ids), LinkView(more, to))


def place_list(library: Library) -> tuple[PlaceView, ...]:
    """The places of all figures: what can hurt at each, the dangers first, then the most usual.

    It stands on the page where.md: the places of every picture lead there.

    Example: {{ place_list() }}
    """
    return build_places(library, sort_figures(library))


def chart(library: Library, id: ChartId) -> ChartView:
    """One chart with its numbers in a table, its limits and its sources.

    Example: {{ chart("<charts>") }}
    """
    return build_chart(library, library.get(Chart, id))


def advice_list(library: Library) -> tuple[ActionView, ...]:
    """Every piece of advice that results of the check give, with how sure it is and its sources.

    Example: {{ advice_list() }}
    """
    return build_advice(library)


def checker(library: Library) -> CheckerView:
    """The whole check: every question and result of the decision tree. It fills a page with the layout "checker".

    Example: {{ checker() }}
    """
    return build_checker(library)


def story_report(library: Library) -> StoryReportView:
    """How the decision tree answered the project's own stories, level by level.

    Example: {{ story_report() }}
    """
    return build_story_report(library)


MACROS = {
    macro.__name__: macro
    for macro in (
        advice_list,
        approval_list,
        care_card,
        care_choice,
        cause_table,
        change_list,
        chart,
        checker,
        claim,
        claim_filter,
        claim_list,
        emergency_numbers,
        exercise,
        exercise_list,
        exercise_rule,
        figure,
        figure_aside,
        figure_row,
        glossary_list,
        jump_tiles,
        mechanic_cards,
        muscle_cards,
        notice_rows,
        owner,
        pattern_table,
        place_list,
        plan_criteria,
        plan_exceptions,
        plan_ladder,
        plan_pain_rule,
        plan_setbacks,
        plan_stages,
        plan_start,
        plan_times,
        print_button,
        recovery_cards,
        report_link,
        risk_list,
        risk_table,
        section_cards,
        sheet_boxes,
        sheet_foot,
        sheet_lines,
        sheet_steps,
        side_by_side,
        sign_list,
        source_list,
        start_buttons,
        start_facts,
        story_report,
        strength_key,
        urgency_key,
        week_sheet,
    )
}
"""Every macro by the name that editors write."""
