"""Answers the tree's questions for the person in a story, from what the story says about the person.

A story never names a question of the tree. What it says is in words of its own (`Story`); this module alone knows which
question asks for what, so that a story outlives a rewording or a new order of the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from symptomguide.tree import LEVELS, Graph, Node

STORIES = Path(__file__).parent / "cases" / "stories"

HURTS = ("one calf", "both calves", "changing sides", "achilles", "shin", "back")
BEGAN = ("run", "change", "injury", "cramp", "alone", "walking", "set-effort", "foot-at-night", "unsure")
PATTERNS = ("sudden", "gradual", "next-day", "cramp", "unsure")
MINOR_RISKS = {"age-over-60", "overweight", "smoker", "varicose-veins", "endurance-athlete"}
RISK_ANSWERS = {
    "previous-clot": "clot-before", "family-clot": "clot-before", "recent-surgery": "surgery-or-bed",
    "bed-rest": "surgery-or-bed", "immobilised-leg": "this-leg", "recent-leg-injury": "this-leg",
    "pregnant": "pregnancy-or-hormones", "postpartum": "pregnancy-or-hormones", "oestrogen": "pregnancy-or-hormones",
    "long-travel": "long-journey", "active-cancer": "illness", "heart-lung-bowel-illness": "illness",
}  # fmt: skip
CONDITIONS = {
    "blood-thinner", "bleeding-disorder", "hard-calf", "very-painful-calf", "calf-bruise", "calf-injury", "diabetes",
    "sickle-cell", "severe-muscle-pain", "back-pain-both-legs", "steroids", "sudden-tendon", "under-18", "no-feeling",
    "artery-disease", "low-energy", "inner-strip", "front-edge-spot", "strong-bone-pain", "open-sore",
    "statin", "weak-immunity", "hot-patch", "ill", "weak-push-off",
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """A person. `signs` are findings that are there, `unsure` those first not sure, `still_unsure` those for good."""

    name: str
    story: str
    hurts: str
    began: str
    pattern: str
    levels: tuple[str, ...]
    sources: tuple[str, ...]
    signs: frozenset[str] = field(default_factory=frozenset)
    unsure: frozenset[str] = field(default_factory=frozenset)
    still_unsure: frozenset[str] = field(default_factory=frozenset)
    risks: frozenset[str] = field(default_factory=frozenset)
    has: frozenset[str] = field(default_factory=frozenset)


def load_stories() -> list[Story]:
    """Every story in tests/cases/stories, by name."""
    return [_read(file) for file in sorted(STORIES.glob("*.yaml"))]


def _read(file: Path) -> Story:
    values: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name in ("signs", "unsure", "still_unsure", "risks", "has"):
        values[name] = frozenset(values.get(name, ()))
    for name in ("levels", "sources"):
        values[name] = tuple(values[name])
    return Story(file.stem, **values)


def effective_signs(story: Story) -> frozenset[str]:
    """The signs the reader would find in a list: those of the story, and those its conditions make of others."""
    has, signs = story.has, set(story.signs)
    rules: tuple[tuple[str, bool], ...] = (
        (
            "hard-tense-calf",
            bool(has & {"blood-thinner", "bleeding-disorder"} and has & {"hard-calf", "very-painful-calf"}),
        ),
        ("extreme-weakness-after-exercise", "severe-muscle-pain" in has and bool(has & {"sickle-cell", "statin"})),
        ("spreading-sore-skin", {"weak-immunity", "hot-patch"} <= has),
        (
            "skin-very-unwell",
            ("diabetes" in has and "spreading-sore-skin" in signs) or {"weak-immunity", "hot-patch", "ill"} <= has,
        ),
        ("gap-above-heel", {"sudden-tendon", "weak-push-off"} <= has),
        ("back-pain-both-legs", "back-pain-both-legs" in has),
        (
            "fast-bruise-swelling",
            {"blood-thinner", "calf-bruise"} <= has or {"bleeding-disorder", "calf-injury"} <= has,
        ),
        ("steroids-sudden-tendon", {"steroids", "sudden-tendon"} <= has),
        ("tendon-sudden-or-steroids", bool(has & {"steroids", "sudden-tendon"})),
        ("under-18", "under-18" in has),
        ("feeling-or-blood-flow", bool(has & {"no-feeling", "artery-disease"})),
        ("low-energy", "low-energy" in has),
        ("cramps-at-night", story.began == "cramp" and "pregnant" in story.risks),
        ("shin-bone-danger", bool(has & {"front-edge-spot", "strong-bone-pain"})),
    )
    return frozenset(signs | {sign for sign, counts in rules if counts})


def _risks(answers: dict[str, str]) -> Callable[[Story], str]:
    return lambda story: next((answers[risk] for risk in sorted(story.risks) if risk in answers), "none")


def _when(answers: dict[str, str]) -> Callable[[Story], str]:
    return lambda story: answers[story.began]


ONE = {
    "run": "running", "change": "running", "injury": "injury", "cramp": "cramp", "alone": "by-itself",
    "unsure": "not-sure", "walking": "walking", "set-effort": "same-point", "foot-at-night": "foot-at-night",
}  # fmt: skip
BOTH = ONE | {"injury": "running", "alone": "not-running", "unsure": "not-running"}

SHIN_DANGERS = {"front-edge-spot": "front-edge", "strong-bone-pain": "strong-at-rest"}

CHOICES: dict[str, Callable[[Story], str]] = {
    "where": lambda story: dict(zip(HURTS, ("one", "both", "moves", "cord", "shin", "back"), strict=True))[story.hurts],
    "clot-risks": _risks(RISK_ANSWERS),
    "clot-risks-back": _risks(RISK_ANSWERS),
    "clot-risks-both": _risks(RISK_ANSWERS),
    "when-one": _when(ONE),
    "when-both": _when(BOTH),
    "walking-diabetes": lambda story: next((name for name in ("diabetes", "open-sore") if name in story.has), "none"),
    "shin-bone": lambda story: next(
        (SHIN_DANGERS[name] for name in sorted(story.has) if name in SHIN_DANGERS), "none"
    ),
    "shin-strip": lambda story: "strip" if "inner-strip" in story.has and story.began in ("run", "change") else "other",
    "pattern-one": lambda story: {
        "sudden": "sudden", "gradual": "built-up", "next-day": "next-day", "cramp": "cramp", "unsure": "not-sure",
    }[story.pattern],
    "pattern-both": lambda story: {
        "sudden": "in-runs", "gradual": "in-runs", "next-day": "soreness", "cramp": "cramp", "unsure": "not-sure",
    }[story.pattern],
    "age-overload": lambda story: "yes" if "under-18" in story.has else "no",
    "age-cramp": lambda story: "yes" if "under-18" in story.has else "no",
}  # fmt: skip


def answer(graph: Graph, node: Node, story: Story) -> str:
    """The answer the person gives to a question: for a list, the first sign that fits, else 'not sure' or 'none'."""
    if not node.any_of:
        return CHOICES[node.id](story)
    signs = effective_signs(story)
    unsure = story.still_unsure if node.checks else story.unsure
    named = set(graph.names(node.signs))
    if unsure & named and any(edge.id == "not-sure" for edge in node.edges):
        return "not-sure"
    for edge in node.edges:
        if signs & set(graph.names(edge.present)):
            return edge.id
    return "none"


def walk(graph: Graph, story: Story) -> tuple[tuple[tuple[str, str], ...], str]:
    """The answers the person gives, and the outcome."""
    name, steps = graph.start, []
    while name in graph.nodes:
        chosen = answer(graph, graph.nodes[name], story)
        steps.append((name, chosen))
        name = graph.nodes[name].edge(chosen).to
        assert len(steps) <= len(graph.nodes), "the tree runs in a circle"
    return tuple(steps), name


@dataclass(frozen=True)
class Verdict:
    """How a story came out: `low`, `exact` or `high` against the levels accepted for it."""

    story: Story
    questions: int
    outcome: str
    level: str
    result: str


def judge(graph: Graph, story: Story) -> Verdict:
    """Walks a story and compares its level with those accepted."""
    steps, outcome = walk(graph, story)
    level = graph.leaves[outcome].level
    accepted = [LEVELS.index(name) for name in story.levels]
    result = "exact" if level in accepted else "low" if level > min(accepted) else "high"
    return Verdict(story, len(steps), outcome, LEVELS[level], result)


def interval(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval (Wilson) of a share, as two numbers from 0 to 1."""
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - spread), min(1.0, middle + spread)
