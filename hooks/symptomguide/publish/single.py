"""Puts the styles and scripts that a page loads into the page itself, under a policy that names each by its hash."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path

from .produced import hash_code

POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')
SHEET = re.compile(r'<link rel="stylesheet" href="(?P<path>[^"]+)"(?P<media>(?: media="[^"]+")?)>')
SCRIPT = re.compile(r'[ \t]*<script src="(?P<path>[^"]+)"(?P<later>(?: defer)?)(?: async[^>]*)?></script>\n?')
PICTURE = re.compile(r'(?P<start><img\b[^>]*?\ssrc=")(?P<path>[^":]+)"')
END = re.compile(r"</(?:script|style)", re.IGNORECASE)


def hold_all(folder: Path, page: str, *, alone: bool) -> str:
    """The text of `page`, a file of `folder`, with its styles, scripts and pictures inside.

    `alone` says that the page has no site beside it, and may then load nothing. What is not there is left as it was,
    for the read-back to find. Raises ValueError where something cannot stand in a page.
    """
    held = _Held(folder)
    text = PRELOAD.sub("", (folder / page).read_text(encoding="utf-8"))
    for tag, put in ((SCRIPT, held.put_script), (SHEET, held.put_sheet), (PICTURE, held.put_picture)):
        text = tag.sub(put, text)
    text = text.replace("</body>", f"{''.join(held.later)}</body>")
    return POLICY.sub(lambda match: f"{match[1]}{held.allow(match[2], alone=alone)}{match[3]}", text)


class _Held:
    """What was put into a page so far: the hashes of its code, and the scripts that are to run after it was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.later: list[str] = []
        self._hashes: dict[str, list[str]] = {"script": [], "style": []}

    def put_script(self, match: re.Match[str]) -> str:
        if not (file := self._find(match)):
            return match[0]
        script = f"<script>{self._read('script', file)}</script>\n"
        if not match["later"]:
            return script
        self.later.append(script)
        return ""

    def put_sheet(self, match: re.Match[str]) -> str:
        file = self._find(match)
        return f"<style{match['media']}>{self._read('style', file)}</style>" if file else match[0]

    def put_picture(self, match: re.Match[str]) -> str:
        file = self._find(match)
        return f'{match["start"]}{_as_data(file)}"' if file else match[0]

    def allow(self, policy: str, *, alone: bool) -> str:
        """The policy with the hashes; 'self' in it names what the site beside the page may give."""
        for tag, hashes in self._hashes.items():
            policy = policy.replace(f"{tag}-src 'self'", " ".join((f"{tag}-src 'self'", *hashes)))
        return policy.replace(" 'self'", "") if alone else policy

    def _find(self, match: re.Match[str]) -> Path | None:
        file = self.folder / match["path"].lstrip("/")
        return file if file.is_file() else None

    def _read(self, tag: str, file: Path) -> str:
        code = file.read_text(encoding="utf-8")
        if END.search(code):
            raise ValueError(f"'{file.name}' holds the end of a script or style, which would end it in a page")
        self._hashes[tag].append(hash_code(tag, code).removeprefix(f"{tag}-src "))
        return code


def _as_data(file: Path) -> str:
    kind = mimetypes.types_map.get(file.suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
