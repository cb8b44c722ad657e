"""A build that was asked of MkDocs itself (`mkdocs build`) is whole or not at all, too, and read back like ours."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError

from ..guide import Guide
from ..problem import reason_of
from .build import finish_site
from .mkdocs_build import noting, stopping
from .place import staging


class DirectBuild:
    """One run of `mkdocs build`: MkDocs writes beside the site, which it takes the place of in the end."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.out = Path(config.site_dir).resolve()
        self._open = contextlib.ExitStack()
        self._complaints = self._open.enter_context(noting())
        config.site_dir = str(self._open.enter_context(staging(self.out)))

    def finish(self, config: MkDocsConfig, guide: Guide) -> None:
        """Puts the site in its place, unless MkDocs, which then stops by itself, had something to complain about."""
        if not (config.strict and self._complaints):
            with stopping():
                finish_site(guide, Path(config.site_dir), self.out, offline=not config.use_directory_urls)
        config.site_dir = str(self.out)

    def close(self) -> None:
        """Takes away what is left of the build, however it ended."""
        self._open.close()


def stop_plainly(error: Exception) -> None:
    """Gives what the system refused (a full disk, a folder in use) one line in place of a traceback."""
    if isinstance(error, OSError) and not isinstance(error, BuildError):
        raise PluginError(reason_of(error)) from error
