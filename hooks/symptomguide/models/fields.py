"""The types of fields that records are made of."""

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from ..addresses import find_address_fault
from ..text import EMPHASIS, LINK, find_fault

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Urgency = Literal["emergency", "same-day", "soon", "self-care"]  # worst first
Strength = Literal["strong", "moderate", "limited", "conflicting", "opinion"]

URGENCIES: tuple[Urgency, ...] = ("emergency", "same-day", "soon", "self-care")
DANGER_LEVELS: tuple[Urgency, ...] = URGENCIES[:2]
"""The levels that cannot wait until tomorrow."""
STRENGTHS: tuple[Strength, ...] = ("strong", "moderate", "limited", "conflicting", "opinion")


REFERS_TO = "x-refers-to"
"""The mark of such a field in a schema, until the ids of the project stand in its place."""


@dataclass(frozen=True)
class RefTo:
    """Marks a field that holds the id of a record of `kind`, or of an entry of a list in site.yaml."""

    kind: str

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The schema of the field with the mark."""
        return {**handler(core_schema), REFERS_TO: self.kind}


@dataclass(frozen=True)
class Form:
    """Says in plain words how to write a text that must match a pattern; it stands beside each pattern."""

    advice: str


class Part(BaseModel):
    """A part of a record: frozen, and no field but those it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _refuse_faults(text: str) -> str:
    if text.strip() in ("", "…"):  # the sign stands for what is to be filled in
        raise PydanticCustomError("blank_text", "write its text")
    if fault := find_fault(text):
        raise PydanticCustomError("text_fault", "{why}", {"why": fault.message, "snippet": fault.snippet})
    return text


def _refuse_grammar(text: str) -> str:
    match = LINK.search(text) or EMPHASIS.search(text)
    if match:
        why = f"a name is plain; take the marks out of '{match[0]}'"
        raise PydanticCustomError("text_fault", "{why}", {"why": why, "snippet": match[0]})
    return text


def _only_dates(value: Any) -> Any:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("bad_date", "a date is written 2026-11-24 (year-month-day)") from None


def _only_https(value: str) -> str:
    if not value.startswith("https://") or any(char.isspace() or char in "<>\"'`{}\\" for char in value):
        raise PydanticCustomError("bad_address", "an address starts with https:// and has no spaces or quotes")
    if "@" in value.split("/")[2]:
        raise PydanticCustomError("bad_address", "an address holds no user name; take out what stands before the @")
    return value


_FAULTLESS = AfterValidator(_refuse_faults)


def _only_sites(value: str) -> str:
    if fault := find_address_fault(value):
        raise PydanticCustomError("bad_site_address", "{why}", {"why": fault})
    return value


Name = Annotated[str, Strict(), Field(min_length=1, max_length=90), _FAULTLESS, AfterValidator(_refuse_grammar)]
"""A title or a term: at most 90 characters, no emphasis, no links."""
Line = Annotated[str, Strict(), Field(min_length=1, max_length=320), _FAULTLESS]
"""One or two sentences: at most 320 characters."""
Prose = Annotated[str, Strict(), Field(min_length=1, max_length=1200), _FAULTLESS]
"""A paragraph: at most 1,200 characters."""
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0)]
Year = Annotated[int, Strict(), Field(ge=1500, le=2200)]
Date = Annotated[datetime.date, BeforeValidator(_only_dates)]
Address = Annotated[str, Strict(), Field(max_length=300), AfterValidator(_only_https)]
Mail = Annotated[
    str,
    Strict(),
    Field(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=90),
    Form("write a mail address, such as errors@example.org"),
]
Doi = Annotated[
    str,
    Strict(),
    Field(pattern=r"^10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]+$", max_length=90),
    Form("write the DOI alone, such as 10.1136/bmj.h4722, without the address of a site before it"),
]
"""What pages lead to behind the address of the registry of publications."""
PubMedNumber = Annotated[
    str,
    Strict(),
    Field(pattern=r"^[0-9]{1,9}$"),
    Form('write the number that PubMed gives, in quotes, such as "17940147"'),
]
SiteAddress = Annotated[Address, AfterValidator(_only_sites)]
"""Where a site is published: a host and a path, nothing behind them."""
Id = Annotated[
    str,
    Strict(),
    Field(pattern=ID_PATTERN, max_length=64),
    Form("an id has small letters, digits and single hyphens, at most 64"),
]

SourceId = Annotated[Id, RefTo("sources")]
ClaimId = Annotated[Id, RefTo("claims")]
MuscleId = Annotated[Id, RefTo("muscles")]
CauseId = Annotated[Id, RefTo("causes")]
MechanicId = Annotated[Id, RefTo("mechanics")]
RecoveryId = Annotated[Id, RefTo("recovery")]
RedFlagId = Annotated[Id, RefTo("red-flags")]
ExerciseId = Annotated[Id, RefTo("exercises")]
FigureId = Annotated[Id, RefTo("figures")]
ChartId = Annotated[Id, RefTo("charts")]
StatementId = Annotated[Id, RefTo("statements")]
PlanId = Annotated[Id, RefTo("plans")]
PhaseId = Annotated[Id, RefTo("site:phases")]
SignGroupId = Annotated[Id, RefTo("site:sign_groups")]
CauseGroupId = Annotated[Id, RefTo("site:cause_groups")]
OnsetId = Annotated[Id, RefTo("site:onsets")]
MuscleLayerId = Annotated[Id, RefTo("site:muscle_layers")]
ClaimSectionId = Annotated[Id, RefTo("site:claim_sections")]
ExerciseKindId = Annotated[Id, RefTo("site:exercise_kinds")]
PositionId = Annotated[Id, RefTo("site:positions")]
RiskWeightId = Annotated[Id, RefTo("site:risk_weights")]
RecordPath = Annotated[
    str,
    Strict(),
    Field(pattern=r"^[a-z-]+/[a-z0-9-]{1,64}$"),
    Form("write kind/id, such as causes/some-id"),
    RefTo("*"),
]
"""Any record, as `kind/id`."""


OldAddress = Annotated[
    str,
    Strict(),
    Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+)*$", max_length=120),
    Form("write it as it stood behind the address of the site, without a slash at its ends: causes/old-name"),
]
OldAddresses = Annotated[
    tuple[OldAddress, ...],
    Field(description="Addresses that this page had once, or that of a page it took the place of: they lead on to it."),
]
SearchWords = Annotated[
    tuple[Name, ...],
    Field(
        description="Everyday words and misspellings that readers type for it: search finds them, no page shows them."
    ),
]


def _let_says_stand(schema: dict[str, Any]) -> None:
    """In a schema, the name of a statement stands for all that is required beside it."""
    schema["anyOf"] = [{"required": ["says"]}, {"required": schema.pop("required")}]


class Action(Part):
    """Something the reader is told to do or not to do, with what it rests on."""

    model_config = ConfigDict(json_schema_extra=_let_says_stand)

    says: StatementId | None = Field(
        None, description="A statement that other records give too, by name, instead of text, strength and sources."
    )
    text: Line = Field(description="What to do, as an order: 'Stop at once.'")
    why: Line | None = Field(None, description="The reason, in one sentence.")
    short: Name | None = Field(None, description="Short words for the page to print; most actions have none.")
    phase: PhaseId | None = Field(None, description="When: a phase from site.yaml; leave out for 'now'.")
    strength: Strength = Field(description="How well evidence backs it.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Ids of the sources it rests on.")
    other_side: Line | None = Field(None, description="What speaks against it; needed where strength is conflicting.")


class Finding(Part):
    """A statement of fact with what it rests on."""

    text: Prose
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Record(Part):
    """One file. `id` is the file's name."""

    id: Id


class Advice(Record):
    """A record that gives advice and is checked against its sources at set times."""

    checked: Date = Field(description="When the facts were last compared with their sources.")
    next_check: Date = Field(description="When they must be compared again.")


class Paged(Advice):
    """A record with a page of its own."""

    was: OldAddresses = ()
