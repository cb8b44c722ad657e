"""ADAPTER 1: translates the events of MkDocs; the work is done by the other modules.

Here the control turns round: `build_site` calls MkDocs, and MkDocs calls these functions, in the order they stand in.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..addresses import START_PAGE
from ..check import load_guide
from ..documents.render import TEMPLATES, forget_templates
from ..problem import ProblemsFound
from ..records.folders import is_left_behind
from ..text import find_ids
from .assets import name_assets
from .dates import build_date
from .site import LUNR_SCRIPT, Site
from .theme import find_theme

__all__ = [
    "on_config", "on_env", "on_files", "on_page_content", "on_page_context", "on_page_read_source", "on_serve",
    "on_startup",
]  # fmt: skip

LUNR = Path(search.__file__).parent / "templates/search/lunr.js"

_state: dict[str, Any] = {"preview": False}  # and the site, new in every on_config: MkDocs keeps this module


@contextlib.contextmanager
def _stopping() -> Iterator[None]:
    """Stops MkDocs with the same lines as `symptomguide check`."""
    try:
        yield
    except ProblemsFound as found:
        raise PluginError(f"\n{found}") from found


def on_startup(command: str, **_: Any) -> None:
    """Remembers whether this is a live preview."""
    _state["preview"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and checks all records and pages."""
    root = Path(config.config_file_path).parent
    forget_templates()
    with _stopping():
        guide = config.extra.pop("guide", None) or load_guide(root, build_date(root))
    site = _state["site"] = Site(
        guide,
        os.environ.get("SITE_URL") or guide.library.site.public_address or "",
        config.extra.pop("offer", None),
        directories=config.use_directory_urls,
        preview=_state["preview"],
    )
    config.site_name, config.site_description = guide.library.site.name, guide.library.site.description
    config.site_url = site.address if site.directories else ""  # a folder has none
    config.theme.static_templates.discard("sitemap.xml")  # ours knows when each page changed
    if not site.directories:
        config.theme.static_templates.add(START_PAGE)
    config.theme.dirs.insert(0, str(find_theme()))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that nobody wrote, styles, scripts and the like; drops what is no page of ours."""
    site = _site()
    for file in list(files):
        strange = file.is_documentation_page() and file.src_uri not in site.documents
        if strange or any(map(is_left_behind, file.src_uri.split("/"))):
            files.remove(file)
    texts = {file.src_uri: file.content_string for file in files if file.src_uri.endswith((".css", ".js"))}
    with _stopping():
        made = site.make_files({**texts, LUNR_SCRIPT: LUNR.read_text(encoding="utf-8")})
    for path in ("sitemap.xml", *site.assets):
        if theirs := files.get_file_from_path(path):
            files.remove(theirs)
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_env(env: Any, **_: Any) -> Any:
    """Gives the page for unknown addresses the same frame."""
    env.globals["guide"] = _site().frame(None)
    env.globals["asset"] = name_assets(_site().assets)
    return env


def on_page_read_source(page: Page, **_: Any) -> str:
    """Gives MkDocs the finished Markdown of a page."""
    with _stopping():
        return _site().render(page.file.src_uri)


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Explains technical words where a page first uses them; tells MkDocs of the ids in what Markdown did not read."""
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *find_ids(html)}
    return _site().explain(page.file.src_uri, html)


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Gives the theme what stands around the page, and the page its edit link."""
    context["guide"] = _site().frame(page.file.src_uri)
    page.edit_url = _site().edit_url(page.file.src_uri)
    return context


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Reloads the preview when a record or a template changes."""
    for folder in (Path(config.config_file_path).with_name("site-data"), TEMPLATES, find_theme()):
        server.watch(str(folder))
    return server


def _site() -> Site:
    site: Site = _state["site"]
    return site
