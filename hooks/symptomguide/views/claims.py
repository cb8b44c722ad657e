"""Views of claims, and of the choices that keep only some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Claim, Strength
from ..models.fields import ClaimId, ClaimSectionId
from ..records.library import Library
from .evidence import StrengthView, build_strength
from .sources import ChipView, build_chips


@dataclass(frozen=True)
class ClaimView:
    """A judged claim with both sides where experts disagree."""

    id: str
    statement: str
    often_said: str
    note: str
    so: str
    side_for: str
    side_against: str
    contested: bool
    strength_id: Strength
    strength: StrengthView
    chips: tuple[ChipView, ...]


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


def build_claim(library: Library, claim: Claim) -> ClaimView:
    """The view of a claim."""
    return ClaimView(
        id=claim.id,
        statement=claim.statement,
        often_said=claim.often_said or "",
        note=claim.note or "",
        so=claim.so or "",
        side_for=claim.side_for or "",
        side_against=claim.side_against or "",
        contested=claim.contested,
        strength_id=claim.strength,
        strength=build_strength(library, claim.strength),
        chips=build_chips(library, claim.sources),
    )


def build_claims(library: Library, ids: Iterable[str]) -> tuple[ClaimView, ...]:
    """The views of claims, in the order given."""
    return tuple(build_claim(library, library.get(Claim, name)) for name in ids)


def claim(library: Library, id: ClaimId) -> ClaimView:
    """One claim with its strength of evidence, its sources and, where experts disagree, both sides.

    Example: {{ claim("<claims>") }}
    """
    return build_claim(library, library.get(Claim, id))


def claim_list(library: Library, section: ClaimSectionId) -> tuple[ClaimView, ...]:
    """Every claim of one section of site.yaml.

    Example: {{ claim_list("<site:claim_sections>") }}
    """
    return tuple(build_claim(library, item) for item in library.all(Claim) if item.section == section)


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
