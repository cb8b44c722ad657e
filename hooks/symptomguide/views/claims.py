"""Views of claims, and of the choices that keep only some of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Claim
from ..models.fields import ClaimId, ClaimSectionId
from ..records.library import Library
from .evidence import BackedView, build_backed


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


def claim(library: Library, id: ClaimId) -> BackedView[Claim]:
    """One claim with its strength of evidence, its sources and, where experts disagree, both sides.

    Example: {{ claim("<claims>") }}
    """
    return build_backed(library, library.get(Claim, id))[0]


def claim_list(library: Library, section: ClaimSectionId) -> tuple[BackedView[Claim], ...]:
    """Every claim of one section of site.yaml.

    Example: {{ claim_list("<site:claim_sections>") }}
    """
    return build_backed(library, *(item for item in library.all(Claim) if item.section == section))


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
