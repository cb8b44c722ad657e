"""The view of the choices that keep only some of the claims."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Claim
from ..records.library import Library


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


def build_claim_filter(library: Library) -> ClaimFilterView:
    """The choices for all claims of the site; a strength that no claim has is left out."""
    claims = library.all(Claim)
    choices = [ClaimChoiceView("", "All", len(claims))]
    for words in library.site.strength_words:
        count = sum(claim.strength == words.strength for claim in claims)
        if count:
            choices.append(ClaimChoiceView(words.strength, words.word, count))
    return ClaimFilterView(tuple(choices), len(claims), sum(claim.contested for claim in claims))
