"""Puts all that a page loads into the page itself, under a policy that names each style and script by its hash."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path

from .produced import hash_code

POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"((?: media="[^"]+")?)>')
SCRIPT = re.compile(r'[ \t]*<script src="([^"]+)"( defer)?></script>\n?')
PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")([^":]+)(")')
END = re.compile(r"</(?:script|style)", re.IGNORECASE)


def hold_all(folder: Path, page: str) -> str:
    """The text of `page`, a file of `folder`, with its styles, scripts and pictures inside, to stand alone.

    Raises ValueError where one of them cannot stand in a page.
    """
    text = (folder / page).read_text(encoding="utf-8")
    allowed: dict[str, list[str]] = {"script": [], "style": []}

    def hold(tag: str, path: str) -> str:
        code = (folder / path).read_text(encoding="utf-8")
        if END.search(code):
            raise ValueError(f"'{path}' holds the end of a script or style, which would end it in a page")
        allowed[tag].append(hash_code(tag, code).removeprefix(f"{tag}-src "))
        return code

    later: list[str] = []

    def put_script(match: re.Match[str]) -> str:
        script = f"<script>{hold('script', match[1])}</script>\n"
        if not match[2]:
            return script
        later.append(script)  # what is to run after the page was read stands at its end
        return ""

    text = SCRIPT.sub(put_script, PRELOAD.sub("", text))
    text = SHEET.sub(lambda match: f"<style{match[2]}>{hold('style', match[1])}</style>", text)
    text = PICTURE.sub(lambda match: f"{match[1]}{_as_data(folder / match[2])}{match[3]}", text)
    text = text.replace("</body>", f"{''.join(later)}</body>")
    code = "; ".join(f"{tag}-src {' '.join(found)}" for tag, found in allowed.items())
    policy = f"default-src 'none'; {code}; img-src data:; base-uri 'none'; form-action 'none'"
    return POLICY.sub(lambda match: f"{match[1]}{policy}{match[2]}", text)


def _as_data(file: Path) -> str:
    kind = mimetypes.types_map.get(file.suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
