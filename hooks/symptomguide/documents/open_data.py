"""All records in one JSON file, as open data: with licence, version and citation, and the schema that it meets."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ..addresses import DATA_FILE
from ..guide import Guide
from ..models import KINDS, Record, Site
from ..models.approvals import TREE, Approvals
from ..models.fields import REFERS_TO
from ..models.tree import TreeFile
from ..records.file import SourceFile
from ..records.library import APPROVALS_KEY, SITE_KEY
from ..store import recall
from ..text import plain

FORMAT = "symptomguide-records/1"
LICENCES = "https://spdx.org/licenses/"
READ_ME = (
    "Every record of the site, as its editors write it: the kinds of record, in each the records by id.",
    "The schema says what each field means. Ids in a field name records of the kind in its x-refers-to.",
    "In a text, {a-name} stands for what the value of that id says, and [words](kind/id) is a link to a record.",
    "Where a field says a statement, its text, strength and sources are those of the statement of that id.",
    "Every statement needs its sources and dates beside it when it is shown. It is no diagnosis.",
)
SINGLE: Mapping[str, type[BaseModel]] = {SITE_KEY: Site, APPROVALS_KEY: Approvals}
"""What there is one file of -> its model."""

MANY: Mapping[str, type[BaseModel]] = {**KINDS, TREE: TreeFile}
"""What there is a folder of -> the model of a file in it."""


def build_open_data(guide: Guide, address: str) -> str:
    """The text of the file; `address` is the public one of the site, or "" where there is none.

    `records` holds each file of site-data as it is written, so that `symptomguide import` gives the same site again.
    """
    site = guide.library.site
    held: dict[str, Any] = {kind: {} for kind in MANY}
    for key, source in guide.library.files.items():
        kind, _, name = key.partition("/")
        if name:
            held[kind][name] = Json(*source.recall("open-data", lambda file: (_dump(_take_written(file)),)))
        else:
            held[kind] = _take_written(source)
    data = {
        "format": FORMAT,
        "title": site.name,
        "description": plain(site.description),
        "version": guide.day.isoformat(),
        "licence": _describe_licence(site),
        "citation": _cite(site, guide.day, address),
        "read_me": READ_ME,
        "records": held,
        "schema": recall(("schema",), _build_schema),
    }
    return _write(data, 3) + "\n"


class Json(str):
    """A value that is written as JSON already."""


def _take_written(file: SourceFile) -> Any:
    return file.value if file.written is None else file.written


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=datetime.date.isoformat)


def _write(value: Any, depth: int) -> str:
    """A value as JSON, each entry on a line of its own down to `depth`: a changed record is a changed line."""
    if isinstance(value, Json):
        return value
    if not depth or not isinstance(value, dict):
        return _dump(value)
    entries = (f"{json.dumps(key)}: {_write(held, depth - 1)}" for key, held in value.items())
    return "{\n" + ",\n".join(entries) + "\n}"


def _describe_licence(site: Site) -> dict[str, str]:
    words = {"words": plain(site.licence)}
    name = site.records_licence
    return {"id": name, "url": f"{LICENCES}{name}.html", **words} if name else words


def _cite(site: Site, day: datetime.date, address: str) -> str:
    parts = [site.owner.name if site.owner else "", site.name, f"Records, version {day.isoformat()}"]
    sentences = " ".join(part if part.endswith(("?", "!", ".")) else f"{part}." for part in parts if part)
    return f"{sentences} {address}{DATA_FILE}" if address else sentences


@functools.cache
def _build_schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    models = {**SINGLE, **MANY}
    places, schema = models_json_schema(
        [(model, "validation") for model in models.values()], ref_template="#/$defs/{model}"
    )
    parts = schema["$defs"]
    for model in models.values():
        if issubclass(model, Record):  # the id is the key
            parts[model.__name__]["properties"].pop("id")
            parts[model.__name__]["required"].remove("id")
    found = {kind: places[model, "validation"] for kind, model in models.items()}
    folders = {kind: {"type": "object", "additionalProperties": found[kind]} for kind in MANY}
    records = {
        "type": "object",
        "properties": {**found, **folders},
        "required": [SITE_KEY, *MANY],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "records": records},
        "required": ["format", "title", "version", "licence", "citation", "records"],
        "$defs": {name: _trim(part) for name, part in parts.items()},
    }


def _trim(schema: Any) -> Any:
    """The schema without null, which no field may hold, and without titles that say the name of the field again.

    Limits of free text go too: they hold of what a reader sees, where a name stands for other words.
    """
    if isinstance(schema, list):
        return [_trim(entry) for entry in schema if entry != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if (key, value) != ("default", None)}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if kept.get(REFERS_TO) == "*":
        kept[REFERS_TO] = "any kind"
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        kept = {**choices[0], **kept}
    if "pattern" not in kept:
        kept.pop("maxLength", None)
    return {key: _trim(value) for key, value in kept.items()}
