"""Tests of the engine's repository: what people meet who report, contribute or open the project in an editor."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

FORMS = sorted(file for file in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_there_is_a_form_for_every_kind_of_report_and_no_blank_one() -> None:
    assert [form.stem[2:] for form in FORMS] == ["content", "source", "cause", "accessibility", "search", "bug"]
    assert read(ROOT / ".github/ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": False}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_first_asks_for_no_health_details_and_sends_emergencies_to_the_phone(form: Path) -> None:
    first = read(form)["body"][0]
    assert first["type"] == "markdown"
    words = first["attributes"]["value"].lower()
    assert "no personal health details" in words
    assert "in an emergency call your emergency number" in words


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_each_field_of_a_form_has_its_own_id_and_the_form_can_be_sent(form: Path) -> None:
    fields = [part for part in read(form)["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in fields} <= {"input", "textarea", "dropdown"}
    assert len({part["id"] for part in fields}) == len(fields)
    assert any(part["validations"]["required"] for part in fields)


def test_a_pull_request_begins_with_the_same_words() -> None:
    first, _, _ = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8").partition("\n")
    assert "No personal health details" in first
    assert "In an emergency call your emergency number" in first


def test_code_owners_name_places_that_exist() -> None:
    text = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    places = re.findall(r"^(?:# )?/(\S+) +@", text, re.MULTILINE)
    assert {"site-data/tree/", "site-data/red-flags/", "site-data/approvals.yaml", "hooks/"} <= set(places)
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_hooks_before_a_commit_fetch_nothing_and_run_what_the_lint_runs() -> None:
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    ran = [hook["entry"].removeprefix(".venv/bin/python -m ") for hook in repository["hooks"]]
    lint = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint:")[2].partition("\n\n")[0]
    assert ran[0] == "symptomguide check"
    assert [command for command in ran[1:] if f"$(RUN) {command}" not in lint] == []


def test_the_citation_names_the_version_there_is_and_nobody_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = read(ROOT / "CITATION.cff")
    assert citation["version"] == project["version"]
    assert f"## {citation['version']}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert citation["authors"][0]["name"] in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_an_editor_is_recommended_what_the_container_has() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert container["customizations"]["vscode"]["extensions"] == recommended
    assert "redhat.vscode-yaml" in recommended


def test_the_first_part_of_contributing_fits_a_screen_and_needs_nothing_installed() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    first = "## ".join(text.split("\n## ")[:2])
    assert first.count("\n") <= 40
    assert not re.search(r"!\[|\.venv|```|^#{3}|\bmake \w+`", first, re.MULTILINE)
