"""The commands about the decision tree: what it proves, what was accepted, what a change would do."""

from __future__ import annotations

from pathlib import Path

import click

from ..problem import ProblemsFound
from .revisions import read_accepted
from .terminal import find_root


def _load(root: Path, *, proved: bool = True):  # type: ignore[no-untyped-def]  # the types would load the tree before a command runs
    """The checked tree of the project at `root`, its graph and the library; stops with its problems.

    Where it need not be `proved`, a tree that only fails a proof passes: to see it is what helps to mend it."""
    from ..records.folders import find_obstacles
    from ..records.library import load_library
    from ..tree import build_library_graph, check_tree

    if obstacles := find_obstacles(root):
        raise ProblemsFound(obstacles)
    library, problems = load_library(root)
    tree = library.tree if library else None
    if problems or library is None or tree is None:
        raise ProblemsFound(problems)
    graph = build_library_graph(tree, library)
    if (proved or not graph.sound) and (problems := check_tree(tree, library)):
        raise ProblemsFound(problems)
    return tree, graph, library


@click.group("tree", invoke_without_command=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "smt", "mermaid", "svg"]), default="text", show_default=True
)
@click.option("--since", metavar="REVISION", default=None, help="Draw only the sheets that differ from it.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder for svg.")
@click.pass_context
def tree(context: click.Context, form: str, since: str | None, out: Path | None) -> None:
    """Prove the decision tree and print its counts, proofs, rules and exclusions, and what its stories walk.

    `json` lists every path; `smt` asks a solver (SMT-LIB 2) for an unsafe one, and `unsat` says there is none.
    `mermaid` and `svg` draw it on sheets of a stage each, and `--since` marks what differs."""
    if context.invoked_subcommand is not None:
        return
    if form in ("mermaid", "svg"):
        _draw(find_root(), form, since, out)
        return
    from ..models import Cause, Story
    from ..tree import describe_tree, describe_walks

    proved, graph, library = _load(find_root())
    click.echo(describe_tree(proved, graph, form, library.all(Cause)))
    if form == "text":
        click.echo("\n".join(describe_walks(graph, library.all(Story))))


def _draw(root: Path, form: str, since: str | None, out: Path | None) -> None:
    """Prints the sheets as Markdown with Mermaid, or writes each as SVG into the folder `out`."""
    from ..documents.render import render_part
    from ..drawing import plan_sheets, write_mermaid
    from ..models import Story
    from ..tree import compare_baselines, describe_walks, format_baseline
    from ..views.tree_pictures import draw_sheets, level_words

    found, graph, library = _load(root, proved=False)
    table = format_baseline(graph)
    earlier = read_accepted(root, since) if since else table
    before = {change.line: change.before for change in compare_baselines(earlier, table)}
    sheets = plan_sheets(found, graph, library.all(Story), before)
    if form == "mermaid":
        for sheet in sheets:
            if sheet.changed or not since:
                click.echo(f"### {sheet.title}\n\n```mermaid\n{write_mermaid(sheet, level_words(library))}```\n")
        click.echo(next(describe_walks(graph, library.all(Story))))
        return
    if out is None:
        raise click.UsageError("say where the pictures go, such as --out tree")
    out.mkdir(parents=True, exist_ok=True)
    for number, (sheet, picture) in enumerate(zip(sheets, draw_sheets(library, sheets), strict=True), 1):
        if sheet.changed or not since:
            file = out / f"tree-{number:02}.svg"
            file.write_text(render_part("tree_sheet", picture), encoding="utf-8")
            click.echo(f"{click.format_filename(file)}: {sheet.title}")


@tree.command()
def coverage() -> None:
    """List every answer of the tree with the stories that walk it."""
    from ..models import Story
    from ..tree import describe_walks

    _, graph, library = _load(find_root())
    click.echo("\n".join(describe_walks(graph, library.all(Story), each=True)))


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
