"""The commands about the decision tree: what it proves, what was accepted, what a change would do."""

from __future__ import annotations

from pathlib import Path

import click

from ..problem import ProblemsFound
from .terminal import find_root


def _load(root: Path):  # type: ignore[no-untyped-def]  # the types would load the tree before a command runs
    """The checked tree of the project at `root`, its graph and the library; stops with its problems."""
    from ..records.folders import find_obstacles
    from ..records.library import load_library
    from ..tree import build_library_graph, check_tree

    if obstacles := find_obstacles(root):
        raise ProblemsFound(obstacles)
    library, problems = load_library(root)
    tree = library.tree if library else None
    if library is not None and tree is not None and not problems:
        problems += check_tree(tree, library)
    if problems or library is None or tree is None:
        raise ProblemsFound(problems)
    return tree, build_library_graph(tree, library), library


@click.group("tree", invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "smt"]), default="text", show_default=True)
@click.pass_context
def tree(context: click.Context, form: str) -> None:
    """Prove the decision tree and print its counts, proofs, rules and exclusions.

    `json` lists every path; `smt` asks a solver (SMT-LIB 2) for an unsafe one, and `unsat` says there is none."""
    if context.invoked_subcommand is None:
        from ..models import Cause
        from ..tree import describe_tree

        proved, graph, library = _load(find_root())
        click.echo(describe_tree(proved, graph, form, library.all(Cause)))


@tree.command()
def accept() -> None:
    """Write the routing into tests/tree-baseline.txt, so that its change shows in the review."""
    from ..tree import accept_baseline

    root = find_root()
    _, graph, _ = _load(root)
    click.echo(accept_baseline(root, graph).relative_to(root).as_posix())


@tree.command()
@click.argument("question")
@click.argument("answer")
def answer(question: str, answer: str) -> None:
    """Give every story that stops at a new QUESTION this ANSWER; then correct those who would say something else."""
    from ..models import Story
    from ..tree import answer_question

    root = find_root()
    proved, graph, library = _load(root)
    known = [entry.id for entry in proved.questions[question].answers] if question in proved.questions else []
    if answer not in known:
        hint = f"its answers are {', '.join(known)}" if known else "the tree has no such question"
        raise click.ClickException(f"'{question}' has no answer '{answer}'; {hint}")
    for path, text in answer_question(graph, library.all(Story), library.files, question, answer):
        (root / path).write_text(text, encoding="utf-8")
        click.echo(path)
