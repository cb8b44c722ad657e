"""Puts the theme into the package, so that the engine can be installed alone; all else stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTheme(build_py):
    """Copies `overrides/` to `symptomguide/theme/`, but for an editable install, which reads it where it lies."""

    def run(self) -> None:
        """Copies the modules, then the theme; what an earlier build left is removed first."""
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        if not self.editable_mode:
            shutil.copytree("overrides", Path(self.build_lib, "symptomguide", "theme"))


setup(cmdclass={"build_py": BuildWithTheme})
