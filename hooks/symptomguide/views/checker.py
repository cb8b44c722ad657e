"""The view of the checker: every question and outcome of the decision tree in words, and its graph without any."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..models import URGENCIES, Cause, Plan, RedFlag
from ..models.approvals import TREE
from ..models.tree import Outcome, Question
from ..records.library import Library
from ..text import plain
from ..tree import Tree, build_graph_data, build_library_graph, tree_version
from .evidence import ActionView, build_actions
from .levels import NumberView, TagView, build_tag, emergency_numbers
from .links import LinkView, RowView, build_links
from .signs import CardView, build_cards, care_card
from .sources import ChipView, build_chips
from .stamp import name_reviewers
from .ways import GoBackView, build_nearest, build_tests


class ChoiceView(NamedTuple):
    """An answer; `to` is the anchor of what comes next, `next` its place in words."""

    value: str
    text: str
    to: str
    next: str


class QuestionView(NamedTuple):
    """One question; `place` tells it from the others on paper, `stage` says how far the reader is, or is ""."""

    question: Question
    place: str
    stage: str
    choices: tuple[ChoiceView, ...]


class AlarmView(NamedTuple):
    """The line at the top of a result of today: the signs that make it an emergency, and what to do then."""

    signs: str
    act: str


class OutcomeView(NamedTuple):
    """One result. `plans` are for what it can fit; `cards` are the signs that change it; `again` is "7 days" or "".

    `exercises`, and `back_when` under the heading `back`, come next at home. `alarm` is there where the
    level is the second most urgent.
    """

    outcome: Outcome
    place: str
    tag: TagView
    alarm: AlarmView | None
    do: tuple[ActionView, ...]
    while_waiting: tuple[ActionView, ...]
    do_not: tuple[ActionView, ...]
    fits: tuple[LinkView, ...]
    nearest: tuple[RowView, ...]
    plans: tuple[LinkView, ...]
    exercises: tuple[LinkView, ...]
    back: str
    back_when: tuple[GoBackView, ...]
    cards: tuple[CardView, ...]
    again: str
    chips: tuple[ChipView, ...]


class StatedView(NamedTuple):
    """A sign that an answer can state, and what its rule rests on."""

    id: str
    sign: str
    chips: tuple[ChipView, ...]


class CheckerView(NamedTuple):
    """The whole check. `danger` are the cards that come first without script; `levels` are the mildest first.

    `graph` is JSON; `signed` is "" while no clinician signed it.
    """

    site: str
    version: str
    signed: str
    danger: tuple[CardView, ...]
    questions: tuple[QuestionView, ...]
    outcomes: tuple[OutcomeView, ...]
    stated: tuple[StatedView, ...]
    numbers: tuple[NumberView, ...]
    levels: tuple[TagView, ...]
    graph: str


def checker(library: Library) -> CheckerView:
    """The whole check: every question and result of the decision tree. It fills a page with the layout "checker".

    Example: {{ checker() }}
    """
    tree = library.tree
    if tree is None:
        raise LookupError("this site has no decision tree")
    graph = build_library_graph(tree, library)
    worst_first = sorted(tree.outcomes.values(), key=lambda outcome: URGENCIES.index(outcome.urgency))
    places = {name: f"Question {number}" for number, name in enumerate(graph.order, 1)}
    places |= {outcome.id: f"Result {number}" for number, outcome in enumerate(worst_first, 1)}
    stages = name_stages(tree)
    return CheckerView(
        site=library.site.name,
        version=tree_version(tree),
        signed=name_reviewers(library.signed.get(TREE, ())),
        danger=tuple(card for level in URGENCIES[:2] if (card := care_card(library, level)).lines),
        questions=tuple(_question(tree, tree.questions[name], places, stages) for name in graph.order),
        outcomes=tuple(_outcome(library, tree, outcome, places[outcome.id]) for outcome in worst_first),
        stated=tuple(_stated(library, tree, name) for name in graph.signs),
        numbers=emergency_numbers(library),
        levels=tuple(build_tag(library, level) for level in reversed(URGENCIES)),
        graph=write_json(build_graph_data(tree, graph)),
    )


def advice_list(library: Library) -> tuple[ActionView, ...]:
    """Every piece of advice that results of the check give, with how sure it is and its sources.

    Example: {{ advice_list() }}
    """
    return build_actions(library, library.tree.actions.values()) if library.tree else ()


def write_json(data: object) -> str:
    """`data` as JSON in which no two braces meet, since two of them would be a mark of a template."""
    return re.sub(r"([{}])(?=[{}])", r"\1 ", json.dumps(data, separators=(",", ":")))


def name_stages(tree: Tree) -> Mapping[str, str]:
    """How far a reader is at each question: "Part 1 of 3: Emergency signs". Files without a stage are left out.

    A count of questions would not be true in a tree, since the next answer decides how many are left.
    """
    told = [record for record in tree.records.values() if record.stage and record.questions]
    return {
        question.id: f"Part {number} of {len(told)}: {record.stage}"
        for number, record in enumerate(told, 1)
        for question in record.questions
    }


def _question(tree: Tree, question: Question, places: Mapping[str, str], stages: Mapping[str, str]) -> QuestionView:
    return QuestionView(
        question=question,
        place=places[question.id],
        stage=stages.get(question.id, ""),
        choices=tuple(
            ChoiceView(
                value=answer.id,
                text=plain(answer.text),
                to=f"{'q' if answer.to in tree.questions else 'o'}-{answer.to}",
                next=places[answer.to],
            )
            for answer in question.answers
        ),
    )


def _outcome(library: Library, tree: Tree, outcome: Outcome, place: str) -> OutcomeView:
    do, waiting, do_not = (
        build_actions(library, [tree.actions[name] for name in names])
        for names in (outcome.do, outcome.while_waiting, outcome.do_not)
    )
    days = outcome.recheck_days
    return OutcomeView(
        outcome=outcome,
        place=place,
        tag=build_tag(library, outcome.urgency),
        alarm=_alarm(library, outcome),
        do=do,
        while_waiting=waiting,
        do_not=do_not,
        fits=build_links(library, "causes", outcome.fits),
        nearest=_nearest(library, outcome),
        plans=_plans(library, outcome),
        exercises=build_links(library, "exercises", outcome.exercises),
        back=library.site.words.back,
        back_when=build_tests(library, outcome),
        cards=_cards(library, tree, (*outcome.safety_net, *outcome.be_seen_if)),
        again=f"{days} day{'' if days == 1 else 's'}" if days else "",
        chips=build_chips(library, outcome.sources),
    )


def _alarm(library: Library, outcome: Outcome) -> AlarmView | None:
    """The emergency signs of the first group, in the order of the site, that the safety net of a result of today names.

    One group alone: a line is read at once, a list is not. All of them stand in the card below the verdict.
    """
    if outcome.urgency != URGENCIES[1]:
        return None
    flags = [flag for name in outcome.safety_net if (flag := library.get(RedFlag, name)).level == URGENCIES[0]]
    named = {flag.group for flag in flags}
    group = next((group.id for group in library.site.sign_groups if group.id in named), None)
    lines = dict.fromkeys(flag.card_line for flag in flags if flag.group == group)
    return AlarmView("? ".join(lines), library.site.urgency_words[0].act) if lines else None


def _nearest(library: Library, outcome: Outcome) -> tuple[RowView, ...]:
    """What is easily taken for the first pattern of a result of the mildest level, beside what it can fit."""
    if outcome.urgency != URGENCIES[-1]:
        return ()
    return build_nearest(library, library.get(Cause, outcome.fits[0]), leave_out=outcome.fits)


def _plans(library: Library, outcome: Outcome) -> tuple[LinkView, ...]:
    """The plans for what an outcome can fit, on the mildest level only: on any other somebody looks at it first."""
    if outcome.urgency != URGENCIES[-1]:
        return ()
    fitting = (plan for plan in library.all(Plan) if set(plan.causes) & set(outcome.fits))
    return tuple(LinkView(plan.title, f"plans/{plan.id}") for plan in fitting)


def _cards(library: Library, tree: Tree, ids: Iterable[str]) -> tuple[CardView, ...]:
    """A care card for each level that the signs `ids` have, the most urgent first."""
    signs = [tree.rules[name] if name in tree.rules else library.get(RedFlag, name) for name in ids]
    return build_cards(
        library, ((sign.level if isinstance(sign, RedFlag) else sign.floor, sign.sign) for sign in signs)
    )


def _stated(library: Library, tree: Tree, name: str) -> StatedView:
    entry = tree.rules[name] if name in tree.rules else library.get(RedFlag, name)
    return StatedView(name, entry.sign, build_chips(library, entry.sources))
