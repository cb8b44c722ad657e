"""Views of the small things that pages are composed of: plain frozen data, ready to print."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..addresses import has_place
from ..models import URGENCIES, Action, Cause, Claim, Finding, RedFlag, Source, Strength, Urgency
from ..records.library import Library
from ..text import plain

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class LinkView:
    """A link inside the site: `to` is kind/id or the name of a page."""

    title: str
    to: str


@dataclass(frozen=True)
class TagView:
    """A level of care: its id and its word."""

    level: Urgency
    word: str


@dataclass(frozen=True)
class StrengthView:
    """How sure the evidence is; `bars` of four are filled."""

    word: str
    meaning: str
    bars: int


@dataclass(frozen=True)
class ChipView:
    """A source in short: `label` such as 'Bayer 2017'."""

    label: str
    to: str
    title: str


@dataclass(frozen=True)
class ActionView:
    """Something to do or not to do, with reason, strength, sources and the other side."""

    text: str
    why: str
    strength: StrengthView
    chips: tuple[ChipView, ...]
    other_side: str
    edit: str
    """Where a shared statement is edited, or ""."""


@dataclass(frozen=True)
class PhaseView:
    """What to do in one stretch of time."""

    id: str
    title: str
    summary: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class CardView:
    """A care card: level, heading, lines, and what to do."""

    tag: TagView
    heading: str
    lines: tuple[str, ...]
    act: str
    link: LinkView | None


@dataclass(frozen=True)
class RowView:
    """One row of a list of links; `tag` is None where no level applies."""

    link: LinkView
    text: str
    tag: TagView | None


@dataclass(frozen=True)
class FactView:
    """A label and its value, with a level or links where the value is one."""

    label: str
    text: str
    tag: TagView | None = None
    links: tuple[LinkView, ...] = ()


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
class SourceView:
    """A full citation; `href` is its public address or ""."""

    id: str
    label: str
    authors: str
    title: str
    where: str
    identifiers: str
    href: str
    kind: str
    supports: str
    studied_others: str
    confirmed: bool
    checked: str
    used_by: tuple[LinkView, ...] = ()


@dataclass(frozen=True)
class FindingView:
    """A statement with its strength and sources."""

    text: str
    strength: StrengthView
    chips: tuple[ChipView, ...]


@dataclass(frozen=True)
class NumberView:
    """A number to call, `dial` without spaces."""

    number: str
    dial: str
    where: str


def format_date(day: datetime.date) -> str:
    """24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_month(day: datetime.date) -> str:
    """November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def build_tag(library: Library, level: Urgency) -> TagView:
    """The tag of a level, in the words of site.yaml."""
    return TagView(level, library.site.urgency_words[URGENCIES.index(level)].word)


def build_numbers(library: Library) -> tuple[NumberView, ...]:
    """The emergency numbers, by region."""
    return tuple(
        NumberView(entry.number, entry.number.replace(" ", ""), entry.where) for entry in library.site.emergency_numbers
    )


def build_strength(library: Library, strength: Strength) -> StrengthView:
    """The badge of a strength, in the words of site.yaml."""
    words = next(words for words in library.site.strength_words if words.strength == strength)
    return StrengthView(words.word, words.meaning, words.bars)


def build_chips(library: Library, ids: Iterable[str]) -> tuple[ChipView, ...]:
    """The chips of sources, in the order given."""
    sources = [library.get(Source, name) for name in ids]
    return tuple(ChipView(source_label(source), f"sources/{source.id}", plain(source.title)) for source in sources)


def source_label(source: Source) -> str:
    """'Bayer 2017' for people, the shorter of organisation and journal otherwise."""
    if source.label:
        return source.label
    first = plain(source.authors).split(",")[0].split(" (")[0]
    words = first.split()
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 3:
        name = " ".join(words[:-1])
    else:
        name = min(first, plain(source.journal).split(" (")[0], key=len)
    return f"{name} {source.year}" if source.year else name


def build_action(library: Library, action: Action) -> ActionView:
    """The view of an action."""
    return ActionView(
        text=action.text,
        why=action.why or "",
        strength=build_strength(library, action.strength),
        chips=build_chips(library, action.sources),
        other_side=action.other_side or "",
        edit=edit_address(library, f"statements/{action.says}") if action.says else "",
    )


def edit_address(library: Library, record: str) -> str:
    """Where the file of a record, `kind/id`, is edited; "" while nobody has named a repository."""
    repository, branch = library.site.repository, library.site.branch
    return f"{repository}/edit/{branch}/{library.files[record].path}" if repository else ""


def build_actions(library: Library, actions: Iterable[Action]) -> tuple[ActionView, ...]:
    """The views of actions, in order."""
    return tuple(build_action(library, action) for action in actions)


def build_phases(library: Library, actions: Sequence[Action]) -> tuple[PhaseView, ...]:
    """Actions by phase, in the order of site.yaml; those without a phase come first, under 'Now'."""
    now = [action for action in actions if action.phase is None]
    phases = [PhaseView("now", "Now", "", build_actions(library, now))] if now else []
    for entry in library.site.phases:
        if found := [action for action in actions if action.phase == entry.id]:
            phases.append(PhaseView(entry.id, entry.title, entry.summary or "", build_actions(library, found)))
    return tuple(phases)


def build_finding(library: Library, finding: Finding) -> FindingView:
    """The view of a finding."""
    return FindingView(finding.text, build_strength(library, finding.strength), build_chips(library, finding.sources))


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


def build_sign_card(library: Library, level: Urgency, flags: Sequence[RedFlag], link: LinkView | None) -> CardView:
    """A care card of the signs of one level, group by group; signs that share a line show it once."""
    words = library.site.urgency_words[URGENCIES.index(level)]
    lines = [flag.card_line for group in library.site.sign_groups for flag in flags if flag.group == group.id]
    return CardView(build_tag(library, level), words.heading, tuple(dict.fromkeys(lines)), words.act, link)


def build_flag_cards(library: Library, ids: Iterable[str]) -> tuple[CardView, ...]:
    """A short care card for each level that `ids` of red flags have, most urgent first, a line for each sign."""
    flags = [library.get(RedFlag, name) for name in ids]
    cards = []
    for words in library.site.urgency_words:
        lines = tuple(flag.sign for flag in flags if flag.level == words.level)
        if lines:
            cards.append(CardView(build_tag(library, words.level), words.heading, lines, words.act, None))
    return tuple(cards)


def build_cause_row(library: Library, cause: Cause) -> RowView:
    """A row that leads to a cause."""
    return RowView(LinkView(cause.title, f"causes/{cause.id}"), cause.summary, build_tag(library, cause.urgency))


def sort_by_urgency(causes: Iterable[Cause]) -> list[Cause]:
    """Most urgent first, then by order, then by title."""
    return sorted(causes, key=lambda cause: (URGENCIES.index(cause.urgency), cause.order, cause.title))


def title_of(library: Library, kind: str, name: str) -> str:
    """What a reader calls a record: its title, sign, term or statement, without marks."""
    record = library.records[kind][name]
    words = (getattr(record, field, None) for field in ("title", "sign", "term", "statement"))
    return plain(next((word for word in words if word), name))


def build_links(library: Library, kind: str, ids: Iterable[str]) -> tuple[LinkView, ...]:
    """Links to the records of one kind, in the order given."""
    return tuple(LinkView(title_of(library, kind, name), f"{kind}/{name}") for name in ids)


def find_pages(library: Library, kind: str, name: str) -> tuple[LinkView, ...]:
    """Links to the records that name kind/name and have a place in the site; values have none."""
    mentions = library.mentions.get(f"{kind}/{name}", ())
    records = dict.fromkeys((mention.kind, mention.id) for mention in mentions if has_place(mention.kind))
    return tuple(LinkView(title_of(library, *record), "/".join(record)) for record in records)


def build_source(library: Library, source: Source) -> SourceView:
    """The full citation of a source, without what rests on it."""
    volume = f" {plain(source.volume)}" if source.volume else ""
    pages = f": {plain(source.pages)}" if source.pages else ""
    year = f" ({source.year})" if source.year else ""
    identifiers = [f"DOI {source.doi}"] if source.doi else []
    identifiers += [f"PubMed {source.pmid}"] if source.pmid else []
    return SourceView(
        id=source.id,
        label=source_label(source),
        authors=source.authors,
        title=source.title,
        where=f"{source.journal}{volume}{pages}{year}",
        identifiers=", ".join(identifiers),
        href=_public_address(source),
        kind=source.type.replace("-", " ").replace("rct", "randomised trial").capitalize(),
        supports=source.supports,
        studied_others=source.studied_others or "",
        confirmed=source.confidence == "high",
        checked=format_date(source.checked),
    )


def _public_address(source: Source) -> str:
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.url:
        return source.url
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else source.read_at or ""
