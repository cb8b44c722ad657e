"""The hook that mkdocs.yml names: all of it comes with the engine, so that it is the same in every project."""

from symptomguide.publish.mkdocs_hooks import *  # noqa: F403
