"""Finds an earlier state of the project in git, and says what to do where it is not there."""

from __future__ import annotations

from pathlib import Path

import click

from ..problem import shown


def read_accepted(root: Path, revision: str) -> str:
    """The accepted routing at the git revision, or "" where there was none; stops where git does not know it."""
    from ..publish.git import ask_git
    from ..tree import BASELINE_FILE

    find_revision(root, revision)
    try:
        return ask_git(root, "show", f"{revision}:./{BASELINE_FILE}")
    except OSError:
        return ""


def find_revision(root: Path, revision: str) -> None:
    """Stops with what to do where git does not know the revision."""
    from ..publish.git import ask_git

    try:
        shallow = ask_git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    except OSError as error:  # no git, or no repository
        raise click.ClickException(f"compare reads the older state from git, which says: {error}") from error
    try:
        ask_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except OSError as error:
        if shallow:
            remedy = "this clone holds the newest commits alone: fetch the others by `git fetch --unshallow`"
        else:
            remedy = f"fetch it by `git fetch origin {shown(revision.removeprefix('origin/'))}`"
        raise click.ClickException(f"git knows no revision '{shown(revision)}' here; {remedy}") from error
