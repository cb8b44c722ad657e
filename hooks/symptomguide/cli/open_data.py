"""The commands that write all records into one file of open data, and read them back."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any, NoReturn

import click

from ..problem import Problem, ProblemsFound, shown
from .terminal import find_root

RULE = "open-data"
DEEPEST = 20


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_records(file: Path) -> None:
    """Write all records into FILE as JSON, with schema, licence, version and citation: as the site publishes them."""
    from ..check import load_guide
    from ..documents.open_data import build_open_data
    from ..publish.dates import build_date
    from ..publish.site import find_address

    root = find_root()
    guide = load_guide(root, build_date(root))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(build_open_data(guide, find_address(guide)), encoding="utf-8", newline="\n")
    records = sum(map(len, guide.library.records.values()))
    click.echo(f"{records} records in {click.format_filename(file)}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def import_records(file: Path, folder: Path) -> None:
    """Write the records of an exported FILE as YAML into FOLDER/site-data, where nothing may be yet."""
    from ..records.library import DATA_FOLDER
    from ..records.writer import dump_record

    target = folder / DATA_FOLDER
    if target.is_symlink() or target.exists():
        message = f"'{DATA_FOLDER}' is here already, and nothing was changed; name a folder without it"
        raise ProblemsFound([Problem(shown(folder.name), 1, 1, message, "folder-not-empty")])
    texts = {path: dump_record(value) for path, value in _read_records(file).items()}
    for path, text in texts.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{len(texts)} files in {click.format_filename(target)}; `symptomguide check` says if they are sound")


def _read_records(file: Path) -> dict[str, Any]:
    """Path below site-data -> value of each file that the exported `file` holds."""
    from ..documents.open_data import FORMAT, MANY, SINGLE

    data = _read_json(file)
    records = data.get("records") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(records, dict):
        _refuse(file, f'this is no export of records: it has no "format": "{FORMAT}" with "records"')
    found: dict[str, Any] = {}
    for kind, held in records.items():
        if kind in SINGLE:
            found[f"{kind}.yaml"] = _take(file, kind, held, SINGLE[kind])
        elif kind in MANY and isinstance(held, dict):
            for name, value in held.items():
                found[f"{kind}/{_check_name(file, name)}.yaml"] = _take(file, f"{kind}/{name}", value, MANY[kind])
        else:
            _refuse(file, f"'{shown(kind)}' is no kind of record that holds records by id; take it out")
    return found


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        _refuse(file, f"this is no JSON: {error.msg}", error.lineno, error.colno)
    except UnicodeDecodeError:
        _refuse(file, "this is no text in UTF-8; export it anew")
    except RecursionError:
        _refuse(file, "lists and mappings nest too deep here; export it anew")


def _check_name(file: Path, name: str) -> str:
    from ..models.fields import ID_PATTERN
    from ..records.folders import WINDOWS_KEEPS

    if len(name) > 64 or not re.fullmatch(ID_PATTERN, name) or WINDOWS_KEEPS.fullmatch(name):
        _refuse(file, f"'{shown(name)}' is no id; use small letters, digits and single hyphens, at most 64")
    return name


def _take(file: Path, path: str, value: Any, model: type[Any]) -> Any:
    """A record with its dates as dates."""
    from ..models.shape import find_shape

    def walk(value: Any, keys: tuple[str | int, ...]) -> Any:
        if len(keys) > DEEPEST:
            _refuse(file, f"lists and mappings nest deeper than {DEEPEST} in {shown(path)}; make them flatter")
        if isinstance(value, dict):
            return {key: walk(item, (*keys, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item, (*keys, index)) for index, item in enumerate(value)]
        if isinstance(value, str) and find_shape(model, keys).plain is datetime.date:
            return _as_date(value)
        return value

    return walk(value, ())


def _as_date(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text  # `check` says where


def _refuse(file: Path, message: str, line: int = 1, column: int = 1) -> NoReturn:
    raise ProblemsFound([Problem(shown(file.name), line, column, message, RULE)])
