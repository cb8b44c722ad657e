"""ADAPTER 1: translates the events of MkDocs; the work is done by the other modules.

Here the control turns round: `build_site` calls MkDocs, and MkDocs calls these functions, in the order they stand in.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..check import load_guide
from ..documents.render import TEMPLATES, KeptCode, forget_templates
from .dates import build_date
from .kept import Preview
from .mkdocs_build import LUNR, stopping
from .mkdocs_direct import DirectBuild, stop_plainly
from .mkdocs_page import GuidePage, surround
from .site import LUNR_SCRIPT, Site
from .theme import find_theme

LOOK_EVERY = 0.2
"""Seconds from one look at all files to the next, each of which takes about 0.01."""


class _Now:  # the build that runs: MkDocs keeps this module between rebuilds
    site: Site
    preview: Preview | None = None
    direct: DirectBuild | None = None
    templates: list[str]


def on_startup(command: str, **_: Any) -> None:
    """Remembers whether this is a live preview."""
    _Now.preview, _Now.direct = Preview(forget_templates) if command == "serve" else None, None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and checks all records and pages; refuses the build with the same lines as `symptomguide check`."""
    root, given, offer = (
        Path(config.config_file_path).parent,
        config.extra.pop("guide", None),
        config.extra.pop("offer", None),
    )
    if _Now.preview:
        gc.disable()  # looking for garbage would take a fifth of a rebuild; it is looked for between two
        _Now.preview.begin(root)
    with stopping():
        guide = given or load_guide(root, build_date(root))
        site = Site(guide, offer, config.use_directory_urls, preview=_Now.preview is not None)
    _Now.site = site
    if not given and not _Now.preview:
        _Now.direct = DirectBuild(config)
    config.site_name, config.site_description = site.guide.library.site.name, site.guide.library.site.description
    config.site_url = site.address if site.directories else ""  # a folder has none
    config.theme.static_templates.discard("sitemap.xml")  # ours knows when each page changed
    config.theme.static_templates.update(site.templates)
    own = [folder for folder in (str(find_theme()), config.theme.custom_dir) if folder]
    _Now.templates, config.theme.dirs = [*own, *config.theme.dirs], own  # of Material's theme we publish no file
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that nobody wrote, styles, scripts and the like; drops what is no page of ours."""
    site = _Now.site
    for file in [file for file in files if not site.holds(file.src_uri, page=file.is_documentation_page())]:
        files.remove(file)
    texts = {file.src_uri: file.content_string for file in files if file.src_uri.endswith((".css", ".js"))}
    with stopping():
        made = site.make_files({**texts, LUNR_SCRIPT: LUNR.read_text(encoding="utf-8")})
    for file in [file for file in files if file.src_uri in ("sitemap.xml", *site.assets)]:
        files.remove(file)
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    for doc in site.documents:
        if doc not in files.src_uris:
            files.append(File.generated(config, doc, content=""))
        GuidePage(site, files.src_uris[doc], config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Tells the pages what they depend on, now that all files are known."""
    surround(config, files, _Now.site)
    return nav


def on_env(env: Any, files: Files, **_: Any) -> Any:
    """Gives templates without a page a frame and what other pages hold; keeps the programs made of the templates."""
    env.loader.searchpath, env.bytecode_cache = _Now.templates, KeptCode()
    contents = {file.src_uri: file.page.content or "" for file in files.documentation_pages() if file.page}
    alone = _Now.site.stand_alone(contents)
    env.globals.update(guide=_Now.site.frame(None), asset=_Now.site.asset, alone=alone)
    return env


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Gives the theme what stands around the page, and the page its edit link."""
    context["guide"], page.edit_url = _Now.site.frame(page.file.src_uri), _Now.site.edit_url(page.file.src_uri)
    return context


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """A preview keeps its pages for the next change; a site that MkDocs was asked for itself takes its place."""
    if _Now.preview:
        _Now.preview.end()
        gc.enable()
    if _Now.direct:
        _Now.direct.finish(config, _Now.site.guide)


def on_build_error(error: Exception, **_: Any) -> None:
    """Says in one line what the system refused."""
    gc.enable()
    if not _Now.preview:
        stop_plainly(error)


def on_shutdown(**_: Any) -> None:
    """Takes away what is left of a build."""
    if _Now.direct:
        _Now.direct.close()


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> Any:
    """Reloads the preview when a page, a record or a template changes, which is looked for more often than usual."""
    usual = (config.docs_dir, config.config_file_path)
    for path in usual:
        server.unwatch(path)
    server.observer = type(server.observer)(timeout=LOOK_EVERY)
    for folder in (*usual, Path(config.config_file_path).with_name("site-data"), TEMPLATES, find_theme()):
        server.watch(str(folder))
    return server
