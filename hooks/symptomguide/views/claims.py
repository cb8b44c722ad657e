"""Views of claims, and of the choices that keep only some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..models import Claim
from ..models.fields import ClaimId, ClaimSectionId
from ..records.library import Library
from ..text import plain
from .evidence import ActionView, StrengthView, build_action, build_strength
from .links import LinkView
from .sources import ChipView, build_chips


class ClaimView(NamedTuple):
    """A judged claim; `kept` is what both sides tell the reader, where they argue about the rest."""

    claim: Claim
    strength: StrengthView
    chips: tuple[ChipView, ...]
    kept: ActionView | None


class ClaimRowView(NamedTuple):
    """A claim in short."""

    claim: Claim
    link: LinkView
    strength: StrengthView


@dataclass(frozen=True)
class ClaimChoiceView:
    """One strength of evidence and how many claims have it; `value` is "" for all."""

    value: str
    word: str
    count: int


@dataclass(frozen=True)
class ClaimFilterView:
    """The choices, how many claims there are, and on how many experts disagree."""

    choices: tuple[ClaimChoiceView, ...]
    count: int
    contested: int


def build_claims(library: Library, claims: Iterable[Claim]) -> tuple[ClaimView, ...]:
    """The views of claims, in order."""
    return tuple(
        ClaimView(
            claim=claim,
            strength=build_strength(library, claim.strength),
            chips=build_chips(library, claim.sources),
            kept=build_action(library, claim.both_keep) if claim.both_keep else None,
        )
        for claim in claims
    )


def claim(library: Library, id: ClaimId) -> ClaimView:
    """One claim with its strength of evidence, its sources and, where experts disagree, both sides.

    Example: {{ claim("<claims>") }}
    """
    return build_claims(library, [library.get(Claim, id)])[0]


def claim_list(library: Library, section: ClaimSectionId) -> tuple[ClaimView, ...]:
    """Every claim of one section of site.yaml.

    Example: {{ claim_list("<site:claim_sections>") }}
    """
    return build_claims(library, (item for item in library.all(Claim) if item.section == section))


def claim_index(library: Library, section: ClaimSectionId) -> tuple[ClaimRowView, ...]:
    """Every claim of one section of site.yaml on a line, with how sure it is; each leads to where it is told in full.

    Example: {{ claim_index("<site:claim_sections>") }}
    """
    return tuple(
        ClaimRowView(item, LinkView(plain(item.statement), f"claims/{item.id}"), build_strength(library, item.strength))
        for item in library.all(Claim)
        if item.section == section
    )


def claim_filter(library: Library) -> ClaimFilterView:
    """Choices that keep only the claims of one strength of evidence, or those on which experts disagree.

    Example: {{ claim_filter() }}
    """
    claims = library.all(Claim)
    choices = [ClaimChoiceView("", "All", len(claims))]
    for words in library.site.strength_words:
        count = sum(claim.strength == words.strength for claim in claims)
        if count:
            choices.append(ClaimChoiceView(words.strength, words.word, count))
    return ClaimFilterView(tuple(choices), len(claims), sum(claim.contested for claim in claims))
