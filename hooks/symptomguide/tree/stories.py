"""Stories: what the tree says to people whose right level of care is known from the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from ..models.stories import Story
from ..problem import Problem, did_you_mean, shown
from ..records.file import SourceFile
from ..records.tree import Tree
from .graph import LEVELS, Graph

ANSWERS, LEVEL, SPREAD = "story-answers", "story-level", "story-spread"
MOST_TOO_HIGH = 20
"""At most one story in so many may end more urgent than it should: sending everyone to a doctor is safe and useless."""


class Verdict(NamedTuple):
    """How a story came out: its answers, its outcome, and whether its level is too `low`, `exact` or too `high`."""

    steps: tuple[tuple[str, str], ...]
    outcome: str
    level: str
    result: Literal["low", "exact", "high"]


def judge_story(graph: Graph, story: Story) -> Verdict | str:
    """How the tree answers a story, or the id of the question that the story has no answer of the tree for."""
    name, steps = graph.start, list[tuple[str, str]]()
    while name in graph.nodes:
        answer = story.answers.get(name)
        edge = next((edge for edge in graph.nodes[name].edges if edge.id == answer), None)
        if edge is None:
            return name
        steps.append((name, edge.id))
        name = edge.to
    level, accepted = graph.leaves[name].level, [LEVELS.index(each) for each in story.levels]
    result: Literal["low", "exact", "high"] = (
        "exact" if level in accepted else "low" if level > min(accepted) else "high"
    )
    return Verdict(tuple(steps), name, LEVELS[level], result)


def worst_level(story: Story) -> str:
    """The most urgent level that a story accepts; it is counted under that one."""
    return min(story.levels, key=LEVELS.index)


def map_walks(graph: Graph, stories: Iterable[Story]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The ids of the stories that walk each answer (question, answer) of the tree; () for one that none walks."""
    walked: dict[tuple[str, str], tuple[str, ...]] = {
        (name, edge.id): () for name in graph.order for edge in graph.nodes[name].edges
    }
    for story in stories:
        verdict = judge_story(graph, story)
        for step in verdict.steps if isinstance(verdict, Verdict) else ():
            walked[step] += (story.id,)
    return walked


def check_stories(
    tree: Tree, graph: Graph, stories: Iterable[Story], files: Mapping[str, SourceFile]
) -> Iterator[Problem]:
    """Yields a problem for each question that a story does not answer, and for each story that ends too mild.

    The tree must be sound. `files` gives `stories/ID` the file of a story.
    """
    told, high = list(stories), list[tuple[Story, Verdict]]()
    for story in told:
        file = files[f"stories/{story.id}"]
        if wrong := list(_check_answers(tree, story, file)):
            yield from wrong
            continue
        verdict = judge_story(graph, story)
        if isinstance(verdict, str):
            yield _unanswered(tree, story, file, verdict)
        elif verdict.result == "low":
            yield file.problem(file.key_place(("levels",)), f"{_ends(story, verdict)}, which is milder", LEVEL)
        elif verdict.result == "high":
            high.append((story, verdict))
    yield from _check_high(high, len(told), files)
    yield from _check_spread(tree, told, files)


def answer_question(
    graph: Graph, stories: Iterable[Story], files: Mapping[str, SourceFile], question: str, answer: str
) -> Iterator[tuple[str, str]]:
    """Yields (path, new text) for each story that stops at `question` for want of an answer, with this answer in it."""
    for story in stories:
        if judge_story(graph, story) == question and story.answers and question not in story.answers:
            file = files[f"stories/{story.id}"]
            line, column = max(file.key_place(("answers", name)) for name in story.answers)
            quoted_answer = f'"{answer}"' if answer in ("yes", "no", "on", "off", "y", "n") else answer
            new = f"{' ' * (column - 1)}{question}: {quoted_answer}"
            yield file.path, "\n".join([*file.lines[:line], new, *file.lines[line:]])


def _check_answers(tree: Tree, story: Story, file: SourceFile) -> Iterator[Problem]:
    """Questions and answers that the tree does not have."""
    for question, answer in story.answers.items():
        path = ("answers", question)
        if question not in tree.questions:
            hint = did_you_mean(question, tree.questions, "delete this line")
            yield file.problem(file.key_place(path), f"the tree has no question '{shown(question)}'{hint}", ANSWERS)
            continue
        known = [entry.id for entry in tree.questions[question].answers]
        if answer not in known:
            hint = did_you_mean(answer, known, f"its answers are {', '.join(known)}")
            yield file.problem(file.place(path), f"'{question}' has no answer '{shown(answer)}'{hint}", ANSWERS)


def _unanswered(tree: Tree, story: Story, file: SourceFile, question: str) -> Problem:
    asked = tree.questions[question]
    known = ", ".join(entry.id for entry in asked.answers)
    message = (
        f"story '{story.id}' has no answer for '{question}' ({shown(asked.ask)}); add '{question}: …' to 'answers' "
        f"with what this person would say: {known}"
    )
    return file.problem(file.key_place(("answers",)), message, ANSWERS)


def _ends(story: Story, verdict: Verdict) -> str:
    accepted = " or ".join(story.levels)
    return f"story '{story.id}' must end in {accepted}, but its answers lead to '{verdict.outcome}' ({verdict.level})"


def _check_high(high: list[tuple[Story, Verdict]], total: int, files: Mapping[str, SourceFile]) -> Iterator[Problem]:
    """More stories that end too urgent than may be."""
    most = max(1, total // MOST_TOO_HIGH)
    for story, verdict in high if len(high) > most else ():
        file = files[f"stories/{story.id}"]
        message = f"{_ends(story, verdict)}, which is more urgent; of {total} stories at most {most} may end so"
        yield file.problem(file.key_place(("levels",)), message, LEVEL)


def _check_spread(tree: Tree, told: list[Story], files: Mapping[str, SourceFile]) -> Iterator[Problem]:
    """Levels of the tree that no story must end in, where there are stories."""
    wanted = {worst_level(story) for story in told}
    first: dict[str, str] = {}
    for outcome in tree.outcomes.values():
        first.setdefault(outcome.urgency, outcome.id)
    for level, name in first.items() if told else ():
        if level not in wanted:
            message = f"no story has the level '{level}'; tell one in site-data/stories of somebody who needs it"
            yield tree.spot("outcomes", name).problem(message, SPREAD, "urgency")
