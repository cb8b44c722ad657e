"""ADAPTER 2: the command `symptomguide`. Each command loads only what it needs, so that `check` stays quick."""

from __future__ import annotations

import datetime
import gc
import io
import sys
from pathlib import Path

import click

from ..problem import FORMATS, ProblemsFound, format_github, format_text
from .compare import compare
from .open_data import export_records, import_records
from .terminal import StoppingGroup, find_root, stop_with, tell_leftovers
from .tree import tree
from .watch import watch

FORMAT = click.Choice(list(FORMATS))


@click.group(cls=StoppingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Check the records, build the site, make the offline bundle."""
    context.obj = datetime.datetime.now(tz=datetime.UTC).date()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to stop


main.add_command(tree)
main.add_command(compare)
main.add_command(watch)
main.add_command(export_records)
main.add_command(import_records)


@main.command()
@click.option("--format", "form", type=FORMAT, default="text", show_default=True, help="How problems are printed.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that counts as today.")
@click.option("--complete", is_flag=True, help="Refuse what a new site has still to fill in.")
@click.pass_obj
def check(today: datetime.date, form: str, as_of: datetime.datetime | None, complete: bool) -> None:
    """Check all records and pages without building."""
    gc.disable()  # a check makes little garbage and ends soon: looking for it takes a tenth of the time
    from ..check import check_guide
    from ..publish.kept import keeping
    from ..rules.approvals import find_lapsed
    from ..rules.cause_levels import find_loose
    from ..rules.review_dates import find_due
    from .new_site import find_unfilled

    day = as_of.date() if as_of else today
    root = find_root()
    with keeping(root, "check"):
        guide, problems = check_guide(root, day)
        unfilled = set(find_unfilled(root, guide)) if guide else set()
        loose = list(find_loose(guide.library)) if guide else []
    gc.freeze()  # nor is it looked for when the process ends, which takes as long again
    if guide is None:
        stop_with(ProblemsFound(problems), form)
    if complete and unfilled:
        stop_with(ProblemsFound(unfilled), form)
    if form == "json":
        click.echo("[]")
    elif form == "github":
        if lapsed := list(find_lapsed(guide.library)):
            click.echo(format_github(lapsed, "warning"))
        if loose:
            click.echo(format_github(loose, "notice"))
    elif form == "text":
        records = sum(len(found) for found in guide.library.records.values())
        click.echo(f"{records} records and {len(guide.pages)} pages: no problem found")
        notes = [f"due for a check against its sources: {path}" for path in find_due(guide.library, day)]
        notes += [f"note: {format_text([one])}" for one in (*find_lapsed(guide.library), *loose)]
        if unfilled:
            notes.append(f"note: {len(unfilled)} texts are still to fill in; `check --complete` lists them")
        if not guide.library.site.public_address:
            notes.append("note: site.yaml names no public_address, so pages carry no canonical address")
        if notes:
            click.echo("\n".join(notes), err=True)


@main.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder; default site/.")
@click.option("--offline", is_flag=True, help="For use from a folder, with no server.")
@click.option("--with-bundle", is_flag=True, help="Put the offline copy beside the pages, and offer it on them.")
@click.pass_obj
def build(today: datetime.date, out: Path | None, offline: bool, with_bundle: bool) -> None:
    """Build the site; a failed build leaves the last good one as it was."""
    gc.disable()  # while all is loaded and read
    from ..publish.build import build_site

    root = find_root()
    day = _refuse_days_to_come(root, today)
    target = out.resolve() if out else root / "site"
    pages = build_site(root, target, offline=offline, with_bundle=with_bundle, day=day)
    click.echo(f"{pages} pages in {click.format_filename(target)}")
    tell_leftovers(target.resolve())
    gc.freeze()  # the process ends: nothing need be taken apart


@main.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder; default dist/.")
@click.pass_obj
def bundle(today: datetime.date, out: Path | None) -> None:
    """Pack the site into a zip file that works from a folder, with no network; and the check alone into one file."""
    from ..publish.build import BUNDLE, build_bundle

    root = find_root()
    _refuse_days_to_come(root, today)
    copies = build_bundle(root, out.resolve() if out else root / "dist")
    for file in filter(None, (copies.archive, copies.check)):
        click.echo(f"{click.format_filename(file)}: {file.stat().st_size / 1e6:.2f} MB")
    tell_leftovers(copies.archive.parent / BUNDLE)


def _refuse_days_to_come(root: Path, today: datetime.date) -> datetime.date:
    """The day of a build, that of the newest record at least; stops as `check` does where one bears a day to come."""
    from ..check import check_guide
    from ..publish.dates import build_date

    day = build_date(root)
    if day > today and (problems := check_guide(root, today)[1]):
        raise ProblemsFound(problems)
    return day


@main.command("read-back")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--format", "form", type=FORMAT, default="text", show_default=True, help="How problems are printed.")
def read_back(folder: Path, form: str) -> None:
    """Read the site in FOLDER page by page, as a build does before it publishes: links, policy, levels and the rest."""
    from ..publish.produced import read_site
    from ..publish.promises import check_promises
    from ..publish.readback import find_base, is_copy, read_back

    site = read_site(folder)
    found = read_back(site, folder.name, find_base(site), folders=not is_copy(site))
    if found := sorted({*found, *(check_promises(site, folder.name) if site.pages else ())}):
        stop_with(ProblemsFound(found), form)
    click.echo("[]" if form == "json" else f"{len(site.pages)} pages: no problem found")


@main.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=FORMAT, default="text", show_default=True, help="How problems are printed.")
def verify(path: Path, form: str) -> None:
    """Compare the folder or ZIP file PATH with the manifest in it: each file as it was published, none more or less."""
    from ..publish.manifest import compare_with_manifest

    count, found = compare_with_manifest(path.resolve())
    if found:
        stop_with(ProblemsFound(found), form)
    click.echo("[]" if form == "json" else f"{count} files, each as the manifest says")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def render(folder: Path) -> None:
    """Write every page as finished Markdown into FOLDER, for any other site builder."""
    from ..check import load_guide
    from ..documents.document import list_documents, make_moved
    from ..documents.finish import finish
    from ..publish.dates import build_date

    root = find_root()
    guide = load_guide(root, build_date(root))
    documents = {**make_moved(guide), **list_documents(guide)}
    texts = {doc: finish(one, directories=True) for doc, one in documents.items()}
    for doc, text in texts.items():
        (folder / doc).parent.mkdir(parents=True, exist_ok=True)
        (folder / doc).write_text(text, encoding="utf-8")
    click.echo(f"{len(texts)} pages in {click.format_filename(folder)}")


@main.command()
def schema() -> None:
    """Write a JSON Schema for each folder of records, with the ids there are, for editors that check YAML."""
    from .schema import write_schemas

    for path in write_schemas(find_root()):
        click.echo(path)


@main.command("approval-hash")
@click.argument("record")
def approval_hash(record: str) -> None:
    """Print the code that binds an approval to RECORD (such as causes/some-id, or tree) as it reads now."""
    from ..check import load_guide
    from ..problem import shown
    from ..publish.dates import build_date
    from ..records.approvals import hash_records

    root = find_root()
    signed = load_guide(root, build_date(root)).library.signs(record)
    if not signed:
        raise click.ClickException(f"'{shown(record)}' does not exist; write kind/id of a record, or tree")
    click.echo(hash_records(signed))


@main.command()
@click.argument("kind")
@click.argument("id")
def new(kind: str, id: str) -> None:
    """Write a record of KIND named ID to fill in, every field explained."""
    from .schema import write_scaffold

    click.echo(f"fill in {write_scaffold(find_root(), kind, id)}")


@main.command("new-site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--engine", default=None, help="The line of requirements.txt; default: as the engine is installed here.")
def new_site(folder: Path, engine: str | None) -> None:
    """Start a project about another symptom in FOLDER, which is new or empty."""
    from .new_site import find_engine, write_site

    today = datetime.datetime.now(tz=datetime.UTC).date()
    files = write_site(folder, today, engine or find_engine())
    click.echo(f"{len(files)} files in {click.format_filename(folder)}; its README.md says what to do with them")


@main.command()
def docs() -> None:
    """Write what is made from the code: docs/fields.md, the rules in CONTRIBUTING.md, the head of each record."""
    from .manual import add_heads, build_references

    root = find_root()
    for path, text in (*build_references(root).items(), *add_heads(root)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        click.echo(path)
