"""What a page says about itself to search engines, as schema.org data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from ..models import Advice, Site
from ..text import plain
from ..views.stamp import Trust

SUBJECT_TYPES = {"causes": "MedicalCondition", "muscles": "AnatomicalStructure"}
"""Kinds of record whose page is about one thing that schema.org has a type for."""


@dataclass(frozen=True)
class Subject:
    """The record that a page is about, and its kind."""

    kind: str
    record: Advice


@dataclass(frozen=True)
class PageFacts:
    """What is known of a page: `url` is "" without a public address, `modified` None where nothing has a date."""

    title: str
    description: str
    url: str
    modified: datetime.date | None
    subject: Subject | None


def build_jsonld(site: Site, facts: PageFacts, trust: Trust) -> dict[str, Any]:
    """The data of one page. It names a review only while a sign-off is in force."""
    values: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage" if trust.records else "WebPage",
        "name": facts.title,
        "description": facts.description,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "url": facts.url,
        "isPartOf": _website(site),
        "about": _about(site, facts),
        "audience": {"@type": "PeopleAudience", "audienceType": plain(site.audience)},
        "dateModified": facts.modified.isoformat() if facts.modified else "",
        "publisher": _publisher(site),
    }
    if trust.signed:
        values["lastReviewed"] = max(entry.date for entry in trust.signed).isoformat()
        values["reviewedBy"] = [
            {
                "@type": "Person",
                "name": entry.approver.name,
                "jobTitle": entry.approver.role,
                "identifier": entry.approver.registration,
            }
            for entry in trust.signed
        ]
    return {key: value for key, value in values.items() if value not in ("", None)}


def _website(site: Site) -> dict[str, str]:
    named = {"@type": "WebSite", "name": site.name}
    return named | {"alternateName": site.question} if site.question else named


def _about(site: Site, facts: PageFacts) -> dict[str, Any] | None:
    if facts.subject is None:
        return {"@type": "MedicalSignOrSymptom", "name": site.topic} if site.topic else None
    record = facts.subject.record
    about: dict[str, Any] = {"@type": SUBJECT_TYPES.get(facts.subject.kind, "Thing"), "name": facts.title}
    if names := getattr(record, "also_called", ()):
        about["alternateName"] = list(names)
    return about


def _publisher(site: Site) -> dict[str, str] | None:
    if site.owner is None:
        return None
    publisher = {"@type": "Organization", "name": site.owner.name}
    return publisher | {"url": site.owner.address} if site.owner.address else publisher
