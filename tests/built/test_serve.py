"""The live preview shows each change of a record, a page or a template, and outlives a mistake."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config.defaults import MkDocsConfig
from watchdog.observers.polling import PollingObserver

from symptomguide.publish.mkdocs_hooks import on_serve
from tests.built.projects import Project, copy_small, program
from tests.conftest import ROOT

PATIENCE = 60  # seconds; a rebuild takes about one


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve` of a project."""

    project: Project
    address: str
    log: Path

    def read(self, page: str) -> str:
        """The page as it is now, empty while there is none."""
        try:
            with urllib.request.urlopen(self.address + page, timeout=PATIENCE) as answer:
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            return ""

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")


def wait_for(condition: Callable[[], bool], explain: Callable[[], str]) -> None:
    """Asks again and again until the condition holds; fails after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, explain()
        time.sleep(0.1)


def serve_options() -> list[str]:
    """What `make serve` gives to mkdocs."""
    (options,) = re.findall(
        r"^serve:.*\n\t\$\(RUN\) mkdocs (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    return str(options).split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Served as `make serve` does, on a free port."""
    folder = tmp_path_factory.mktemp("preview")
    project, log, port = copy_small(folder / "small"), folder / "log", free_port()
    command = [*program("mkdocs"), *serve_options(), "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=project.root, env=project.environment, stdout=output, stderr=subprocess.STDOUT
        )
    running = Preview(project, f"http://127.0.0.1:{port}/", log)
    try:
        wait_for(lambda: server.poll() is not None or running.read("") != "", running.printed)
        assert server.poll() is None, running.printed()
        yield running
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def shows(preview: Preview, page: str, words: str) -> None:
    """Waits until a page shows the words."""
    wait_for(lambda: words in preview.read(page), lambda: f"{page} never shows {words!r}:\n{preview.printed()}")


def test_a_change_of_a_record_shows_on_its_page_and_on_others(preview: Preview) -> None:
    preview.project.edit("site-data/muscles/biceps.yaml", "title: Biceps", "title: The changed muscle")
    shows(preview, "muscles/biceps/", "The changed muscle")
    shows(preview, "causes/sore-elbow/", "The changed muscle")


def test_a_new_record_gets_its_page(preview: Preview) -> None:
    text = (preview.project / "site-data/recovery/pause.yaml").read_text(encoding="utf-8")
    for old, new in (("title: Pause", "title: A new nap"), ("It may help.", "A nap may help."), ("Stop.", "Lie down.")):
        text = text.replace(old, new)
    preview.project.add("site-data/recovery/nap.yaml", text)
    shows(preview, "recovery/nap/", "A new nap")
    shows(preview, "recovery/", "A new nap")


def test_a_change_of_a_page_shows(preview: Preview) -> None:
    preview.project.add("content/about.md", "\nThe changed page.\n")
    shows(preview, "about/", "The changed page.")


@pytest.mark.parametrize(
    "template", ["macros/glossary_list.md.jinja", pytest.param("pages/mechanics.md.jinja", marks=pytest.mark.full)]
)
def test_a_change_of_a_template_shows(preview: Preview, template: str) -> None:
    name, page = f"hooks/symptomguide/templates/{template}", template.split("/")[1].split(".")[0]
    if template.startswith("macros/"):
        preview.project.edit(name, "{%- endmacro %}", f"<p>The changed {page}.</p>\n{{%- endmacro %}}")
        shows(preview, "glossary/", f"The changed {page}.")
    else:
        preview.project.add(name, f"\nThe changed {page}.\n")
        shows(preview, "mechanics/lifting/", f"The changed {page}.")


def test_a_change_of_the_theme_shows(preview: Preview) -> None:
    preview.project.add("overrides/partials/footer.html", "<p>The changed footer.</p>\n")
    shows(preview, "glossary/", "The changed footer.")


def test_a_mistake_is_named_as_check_does_and_mending_it_shows(preview: Preview) -> None:
    record = preview.project / "site-data/mechanics/lifting.yaml"
    good = record.read_text(encoding="utf-8")
    record.write_text(good.replace("muscles: [biceps]", "muscles: [bisceps]"), encoding="utf-8")
    (problem,) = preview.project.run("symptomguide", "check").problems
    line = f"{problem.path}:{problem.line}:{problem.column}: {problem.message} [{problem.rule}]"
    wait_for(lambda: line in preview.printed(), preview.printed)
    record.write_text(good.replace("title: Lifting", "title: The mended record"), encoding="utf-8")
    shows(preview, "mechanics/lifting/", "The mended record")
    assert "Traceback" not in preview.printed()


def test_the_content_policy_is_left_out_since_the_preview_reloads_by_a_script(preview: Preview) -> None:
    page = preview.read("about/")
    assert "livereload" in page
    assert "Content-Security-Policy" not in page


def test_an_idle_preview_looks_at_the_project_alone(small: Project) -> None:
    """Watching is looking at every file again and again; the theme that Material brings has thousands."""
    config = MkDocsConfig(config_file_path=str(small / "mkdocs.yml"))
    config.docs_dir = str(small / "content")
    watched = [config.docs_dir, config.config_file_path]
    on_serve(SimpleNamespace(watch=watched.append, unwatch=watched.remove, observer=PollingObserver()), config)
    assert len(watched) == len(set(watched)) > 2
    assert str(small / "site-data") in watched
    assert sum(1 for folder in watched for _ in Path(folder).rglob("*")) < 2000
    assert "--watch-theme" not in serve_options()
