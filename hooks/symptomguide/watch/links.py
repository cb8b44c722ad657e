"""Links to other sites that lead nowhere any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from ..guide import Guide
from ..models import Source
from ..records.walk import walk_texts
from .places import list_records, tell_places
from .web import Answer, Fetch

ADDRESS = re.compile(r"https://[^\s<>\"'`)\]]+")
GONE = (404, 410)
"""What says that a page is gone; other refusals are often meant for programs and no news for readers."""
AT_ONCE = 8


def find_dead(guide: Guide, fetch: Fetch) -> tuple[str, ...]:
    """A line of Markdown for each address in records and pages that is gone or whose server does not answer."""
    named: dict[str, list[str]] = {}
    for address, path in _list_addresses(guide):
        if path not in named.setdefault(address, []):
            named[address].append(path)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(fetch, named))
    return tuple(
        f"- {_tell(answer)}: <{address}> in {'; '.join(f'`{path}`{tell_places(guide, path)}' for path in paths)}"
        for (address, paths), answer in zip(named.items(), answers, strict=True)
        if answer.status in (0, *GONE)
    )


def _tell(answer: Answer) -> str:
    return f"gone ({answer.status})" if answer.status else "no answer"


def _list_addresses(guide: Guide) -> Iterator[tuple[str, str]]:
    """(address, kind/id or path of a page) of each link to another site."""
    for path, record in (*list_records(guide), ("site.yaml", guide.library.site)):
        if isinstance(record, Source) and record.doi:
            yield f"https://doi.org/{record.doi}", path
        yield from ((text, path) for _, text, _ in walk_texts(record) if ADDRESS.fullmatch(text))
    for page in guide.pages.values():
        yield from ((address.rstrip(".,;:"), page.path) for line in page.lines for address in ADDRESS.findall(line))
