"""source-link: a source is linked where its own publisher, PubMed or a library keeps it.

Sites where readers put up copies of documents may take them down, change them or hold them without leave; sites that
tell the paper again are not the paper. So `url` and `read_at` never go there. Give the DOI, the PubMed number, or the
address of the publisher, guideline or health service itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from ..models import Source
from ..problem import Problem
from ..records.file import SourceFile
from ..records.library import Library

ID = "source-link"

SHARED = "holds what readers put up"
COPIED = "holds copies of other sites' pages"
RETOLD = "tells papers in its own words"
HOSTS = {
    **dict.fromkeys(("academia.edu", "researchgate.net", "scribd.com", "slideshare.net", "issuu.com"), SHARED),
    **dict.fromkeys(("doczz.net", "docslib.org", "vdocuments.mx", "vdocuments.net", "dokumen.tips"), SHARED),
    **dict.fromkeys(("dokumen.pub", "pdfcoffee.com", "coursehero.com", "studocu.com", "studylib.net"), SHARED),
    **dict.fromkeys(("yumpu.com", "docplayer.net", "slideplayer.com", "quizlet.com", "sci-hub.se"), SHARED),
    **dict.fromkeys(("fx361.com", "notinline.org", "nicswell.co.uk", "kumarmedicalcentre.co.uk"), COPIED),
    **dict.fromkeys(("drpharmacy.co.uk", "web.archive.org", "archive.ph", "scholar.archive.org"), COPIED),
    **dict.fromkeys(("medscape.com", "sciencedaily.com", "healthline.com", "wikipedia.org"), RETOLD),
}
"""Hosts that no source is linked to, their subdomains included, each with the reason."""


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each address of a source that leads to such a host."""
    for source in library.all(Source):
        file = library.files[f"sources/{source.id}"]
        for field, host in file.recall(ID, partial(_find_hosts, source)):
            remedy = "give the DOI, the PubMed number or the publisher's own address, or leave it out"
            yield file.problem(file.place((field,)), f"{host} {HOSTS[host]}; {remedy}", ID)


def _find_hosts(source: Source, _: SourceFile) -> Iterator[tuple[str, str]]:
    for field in ("url", "read_at"):
        address = getattr(source, field)
        if address and (host := find_host(address)):
            yield field, host


def find_host(address: str) -> str:
    """The host of `HOSTS` that `address` leads to, by itself or as a subdomain; "" for any other."""
    host = (urlsplit(address).hostname or "").lower()
    return next((name for name in HOSTS if host == name or host.endswith(f".{name}")), "")
