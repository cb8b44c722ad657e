"""ADAPTER 1: translates the events of MkDocs; the work is done by the other modules."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search as search_plugin
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..addresses import START_PAGE
from ..check import load_guide
from ..documents.copies import build_edition
from ..documents.discovery import build_discovery_files
from ..documents.documents import explain_words, render_doc
from ..documents.frame import build_frame
from ..documents.render import TEMPLATES, forget_templates
from ..documents.search import SCRIPT, build_search_documents, write_search_documents
from ..guide import Guide
from ..problem import ProblemsFound
from ..records.folders import is_left_behind
from ..views.look import build_icon, build_tokens
from .assets import name_assets, publish
from .browsers import find_newer
from .dates import build_date
from .theme import find_theme

__all__ = [
    "on_config", "on_env", "on_files", "on_page_content", "on_page_context", "on_page_read_source", "on_serve",
    "on_startup",
]  # fmt: skip

LUNR = Path(search_plugin.__file__).parent / "templates/search/lunr.js"
LUNR_SCRIPT = "assets/javascripts/lunr.js"
SHEET = "assets/stylesheets/guide.css"
ID = re.compile(r'<[a-z][^>]*?\sid="([^"]+)"')

_state: dict[str, Any] = {"serving": False}  # replaced in every on_config: MkDocs keeps this module between rebuilds


def on_startup(command: str, **_: Any) -> None:
    """Remembers whether this is a live preview."""
    _state["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and checks all records and pages; refuses the build with the same lines as `symptomguide check`."""
    root = Path(config.config_file_path).parent
    forget_templates()
    try:
        _state["guide"] = config.extra.pop("guide", None) or load_guide(root, build_date(root))
    except ProblemsFound as found:
        raise PluginError(f"\n{found}") from None
    site = _guide().library.site
    config.site_name, config.site_description = site.name, site.description
    config.theme.static_templates.discard("sitemap.xml")  # ours knows when each page changed; see on_files
    address = os.environ.get("SITE_URL") or site.public_address
    _state["address"] = f"{address.rstrip('/')}/" if address else ""
    _state["offer"] = config.extra.pop("offer", None)
    config.site_url = _state["address"] if config.use_directory_urls else ""  # a folder has none
    if not config.use_directory_urls:
        config.theme.static_templates.add(START_PAGE)
    config.theme.dirs.insert(0, str(find_theme()))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the page of each record, the look of the site, and the feed and its like.

    Drops the pages of empty sections, and what systems and editors leave behind.
    """
    guide = _guide()
    for file in [file for file in files if any(map(is_left_behind, file.src_uri.split("/")))]:
        files.remove(file)
    for page in files.documentation_pages():
        if page.src_uri not in guide.docs:
            files.remove(page)
    for doc in guide.generated():
        files.append(File.generated(config, doc, content=_render(doc, config)))
    _check_theme()
    _add_look(files, config)
    _add_search(files, config)
    _publish(files, config)
    if theirs := files.get_file_from_path("sitemap.xml"):
        files.remove(theirs)  # no longer a template, so the theme would copy its source
    if config.use_directory_urls:  # a copy in a folder is not found by search engines
        for name, text in build_discovery_files(guide, _address(config)).items():
            files.append(File.generated(config, name, content=text))
    return files


def _add_look(files: Files, config: MkDocsConfig) -> None:
    """The colours of the site before the styles that use them, in the same file, and its icon."""
    site = _guide().library.site
    sheet = files.get_file_from_path(SHEET)
    if sheet is not None:
        files.remove(sheet)
        files.append(File.generated(config, SHEET, content=build_tokens(site.colours) + sheet.content_string))
    files.append(File.generated(config, "assets/icon.svg", content=build_icon(site)))


def _add_search(files: Files, config: MkDocsConfig) -> None:
    """The documents of the search, and the library that searches in them, as MkDocs ships it."""
    documents = build_search_documents(_guide(), directories=config.use_directory_urls)
    files.append(File.generated(config, SCRIPT, content=write_search_documents(documents)))
    files.append(File.generated(config, LUNR_SCRIPT, content=LUNR.read_text(encoding="utf-8")))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Gives MkDocs the finished Markdown of a hand-written page."""
    return _render(page.file.src_uri, config) if page.file.src_uri in _guide().pages else None


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Explains technical words where a page first uses them; tells MkDocs of the ids in what Markdown did not read."""
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ID.findall(html)}
    return explain_words(_guide(), page.file.src_uri, html, directories=config.use_directory_urls)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Gives the theme what stands around the page, and the page its edit link."""
    guide, doc = _guide(), page.file.src_uri
    context["guide"] = _shell(doc, config)
    repository, path = guide.library.site.repository, guide.docs.get(doc)
    page.edit_url = f"{repository}/edit/{guide.library.site.branch}/{path}" if repository and path else None
    return context


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Gives the page for unknown addresses the same frame."""
    env.globals["guide"] = _shell("404.md", config)
    env.globals["asset"] = name_assets(_state["assets"])
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Reloads the preview when a record or a template changes."""
    root = Path(config.config_file_path).parent
    for folder in (root / "site-data", TEMPLATES, find_theme()):
        server.watch(str(folder))
    return server


def _check_theme() -> None:
    """Refuses styles and scripts of ours that older browsers cannot read."""
    folder = find_theme()
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in (".css", ".js")]
    texts = {f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8") for path in found}
    if problems := find_newer(texts):
        raise PluginError(f"\n{ProblemsFound(problems)}") from ProblemsFound(problems)


def _publish(files: Files, config: MkDocsConfig) -> None:
    """Puts our own styles and scripts into the site as they are published, and remembers their names."""
    _state["assets"] = {}
    for file in list(files):
        own = file.src_uri in (SCRIPT, LUNR_SCRIPT) or (find_theme() / file.src_uri).is_file()
        if file.src_uri.endswith((".css", ".js")) and own:
            asset = publish(file.src_uri, file.content_string)
            _state["assets"][file.src_uri] = asset.path
            files.remove(file)
            files.append(File.generated(config, asset.path, content=asset.text))


def _guide() -> Guide:
    guide: Guide = _state["guide"]
    return guide


def _render(doc: str, config: MkDocsConfig) -> str:
    try:
        return render_doc(_guide(), doc, directories=config.use_directory_urls)
    except ProblemsFound as found:
        raise PluginError(f"\n{found}") from None


def _shell(doc: str, config: MkDocsConfig) -> Any:
    return build_frame(
        _guide(),
        doc,
        directories=config.use_directory_urls,
        built=not _state["serving"],
        address=_address(config),
        edition=None if config.use_directory_urls else build_edition(_guide().day, _state["address"]),
        offer=_state["offer"],
    )


def _address(config: MkDocsConfig) -> str:
    """The public address of the site with a slash at its end, or ""."""
    return config.site_url if config.site_url and not _state["serving"] else ""
