"""Engine: editors are given a schema for each folder, bound to its files, that knows the ids of the project."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from symptomguide.cli.editor_schema import SETTINGS_FILE, build_schemas, build_settings, schema_path
from symptomguide.cli.schema import write_scaffold, write_schemas
from symptomguide.models import KINDS
from tests.conftest import ROOT
from tests.records.test_cases import BASE


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    return {path: json.loads(text) for path, text in build_schemas(BASE).items()}


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("name", [*KINDS, "tree", "site.yaml", "approvals.yaml"])
def test_every_folder_and_file_of_records_has_a_schema_that_is_bound_to_it(
    name: str, schemas: dict[str, dict[str, Any]]
) -> None:
    bound = json.loads(build_settings())["yaml.schemas"]
    assert schemas[schema_path(name)]["type"] == "object"
    assert bound[f"./{schema_path(name)}"] == (f"site-data/{name}" if "." in name else f"site-data/{name}/*.yaml")


def test_a_schema_refuses_unknown_fields_at_every_depth(schemas: dict[str, dict[str, Any]]) -> None:
    for schema in schemas.values():
        for part in walk(schema):
            if "properties" in part:
                assert part["additionalProperties"] is False


def test_a_schema_asks_for_no_id_since_the_file_name_is_it(schemas: dict[str, dict[str, Any]]) -> None:
    for name in (*KINDS, "tree"):
        assert "id" not in schemas[schema_path(name)]["properties"]
        assert "id" not in schemas[schema_path(name)]["required"]


def test_no_mark_and_no_null_is_left(schemas: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(schemas)
    assert "x-refers-to" not in text
    assert '"null"' not in text


def test_what_names_a_record_is_one_of_those_there_are(schemas: dict[str, dict[str, Any]]) -> None:
    cause = schemas[schema_path("causes")]["properties"]
    assert cause["muscles"]["items"]["enum"] == ["deltoid"]
    assert cause["red_flags"]["items"]["enum"] == ["cold-arm", "hot-arm", "night-pain"]
    assert cause["group"]["enum"] == ["muscle"]
    assert "causes/tired-shoulder" in schemas[schema_path("changes")]["properties"]["records"]["items"]["enum"]


def test_what_the_tree_names_is_one_of_its_parts(schemas: dict[str, dict[str, Any]]) -> None:
    parts = schemas[schema_path("tree")]["$defs"]
    assert set(parts["Answer"]["properties"]["to"]["enum"]) >= {"hot", "call-now", "look-after-it"}
    assert parts["Question"]["properties"]["signs"]["items"]["enum"] == ["cold-arm", "hot-arm", "night-pain"]
    assert parts["Outcome"]["properties"]["do"]["items"]["enum"] == ["call", "ease-off", "not-wait", "visit"]
    assert "cold/yes" in parts["Exclusion"]["properties"]["answer"]["enum"]


def test_every_record_holds_only_what_its_schema_allows(schemas: dict[str, dict[str, Any]]) -> None:
    for file in (BASE / "site-data").rglob("*.yaml"):
        name = file.name if file.parent.name == "site-data" else file.parent.name
        schema, record = schemas[schema_path(name)], yaml.safe_load(file.read_text(encoding="utf-8"))
        assert set(schema["required"]) <= set(record) <= set(schema["properties"]), file


def test_a_new_record_names_its_schema_below_its_head_and_finds_it_there(tmp_path: Path) -> None:
    site = shutil.copytree(BASE, tmp_path / "site")
    file = site / write_scaffold(site, "glossary", "rest")
    mark, address = file.read_text(encoding="utf-8").split("\n")[2].split("$schema=")
    assert mark == "# yaml-language-server: "
    assert json.loads((file.parent / address).read_text(encoding="utf-8"))["title"] == "Term"


def test_a_record_that_was_added_is_known_once_the_schemas_are_written(tmp_path: Path) -> None:
    site = shutil.copytree(BASE, tmp_path / "site")
    shutil.copy(site / "site-data/muscles/deltoid.yaml", site / "site-data/muscles/biceps.yaml")
    assert SETTINGS_FILE in write_schemas(site)
    schema = json.loads((site / schema_path("causes")).read_text(encoding="utf-8"))
    assert schema["properties"]["muscles"]["items"]["enum"] == ["biceps", "deltoid"]


def test_a_project_with_a_broken_record_still_gets_its_schemas(tmp_path: Path) -> None:
    site = shutil.copytree(BASE, tmp_path / "site")
    (site / "site-data/site.yaml").write_text("name: [", encoding="utf-8")
    schema = json.loads(build_schemas(site)[schema_path("causes")])
    assert schema["properties"]["muscles"]["items"]["enum"] == ["deltoid"]


def test_the_settings_of_this_repository_are_those_that_the_command_writes() -> None:
    assert (ROOT / SETTINGS_FILE).read_text(encoding="utf-8") == build_settings(), "run `symptomguide schema`"
