"""An address that was leads a reader on to the page that took its place, without script."""

from __future__ import annotations

import re
from collections.abc import Callable

from symptomguide.addresses import url_of
from symptomguide.guide import Guide

from .site import Site, Watched


def test_each_old_address_leads_on_without_script(
    served: Site, guide: Guide, open_page: Callable[..., Watched]
) -> None:
    page = open_page(java_script_enabled=False).page
    ended = {}
    for old in guide.moved:
        page.goto(f"{served.base}{old}/")
        page.wait_for_url(re.compile(rf"^(?!.*/{old}/$)"))
        ended[old] = page.url
    assert ended == {old: served.base + url_of(doc, True) for old, doc in guide.moved.items()}
