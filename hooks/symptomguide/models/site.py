"""The settings of the site: every word about the topic that no record holds."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from .exercises import ExerciseRule, PoseMuscle
from .fields import Address, Count, Flag, Form, Id, Line, Mail, Name, Part, Prose, SiteAddress, Urgency
from .look import PLAIN_MARK, Colours, Mark
from .risks import RiskWeight

ENTRY_LISTS = (
    "phases",
    "sign_groups",
    "cause_groups",
    "onsets",
    "muscle_layers",
    "claim_sections",
    "exercise_kinds",
    "positions",
    "risk_weights",
)
"""The lists of site.yaml whose entries records name by id."""


Licence = Annotated[
    str,
    Strict(),
    Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]{1,39}$"),
    Form("write its short name in the SPDX list of licences: 'CC-BY-4.0'"),
]


class Words(Part):
    """The words of templates that differ from topic to topic. What is left out has plain words of the engine."""

    side: Name = Field("One side or both", description="The label of a cause's `side`.")
    job: Name = Field("What it does", description="The heading of a muscle's `job`.")
    load: Name = Field("What it does to your body", description="The heading of a mechanic's `load`.")
    parts: Name = Field("Parts of the body", description="Before the muscles of an exercise.")
    parts_involved: Name = Field("Parts of the body involved", description="Heads the muscles of a cause.")
    parts_loaded: Name = Field("Parts of the body it loads", description="Heads the muscles of a mechanic.")
    habits: Name = Field("Habits involved", description="Heads the mechanics of a cause.")
    back: Name = Field("When to go back", description="Heads the tests of a mild result: 'When you can run again'.")
    emergency_number: Name = Field("emergency number", description="How texts say the number to call, lower case.")
    ladder_easy: Name = Field("Easy", description="The column of a ladder's easy minutes, such as 'Walk'.")
    ladder_hard: Name = Field("Hard", description="The column of a ladder's hard minutes.")
    ladder_rules: Name = Field("Rules for each session", description="The heading of a ladder's `rules`.")


class Entry(Part):
    """One entry of a list that records refer to by id."""

    id: Id
    title: Name
    summary: Line | None = None


class UrgencyWords(Part):
    """How one level of care is put into words."""

    level: Urgency
    word: Name = Field(description="The word on tags: 'Today'.")
    meaning: Line = Field(description="What it means, in one sentence.")
    heading: Name = Field(description="Heading of a card that lists signs: 'Be seen today if any of these is true'.")
    act: Line = Field(description="What to do, as the last line of the card.")


class StrengthWords(Part):
    """How one strength of evidence is put into words."""

    strength: Name
    word: Name
    meaning: Line
    bars: Count = Field(le=4, description="How many of the four bars are filled.")


class Section(Part):
    """A section of the site: a kind of record with a page for each, and the page that lists them.

    A section without records does not exist: its page is left out, and no menu names it.
    """

    id: Literal["causes", "muscles", "mechanics", "recovery"] = Field(description="The kind of record.")
    title: Name
    one: Name = Field(description="The word for one of them: 'Cause'.")
    summary: Line


class Emergency(Part):
    """A number to call, and where it works."""

    number: Annotated[str, Strict(), Field(pattern=r"^[0-9 +]{2,20}$"), Form("write digits and spaces")]
    where: Name


class Strip(Part):
    """The line on top of each page that has no emergency card."""

    text: Line
    link: Name


class Start(Part):
    """One of the buttons of the home page."""

    page: Id = Field(description="The page it leads to.")
    title: Name


class SameNumber(Part):
    """A number that more than one record says in the same words, and why it may."""

    words: Line = Field(description="The words as the check tells them, number included.")
    because: Line


class MilderWords(Part):
    """A sentence with words of a milder level than its record has, which mean something else there, and why."""

    text: Line = Field(description="The sentence, as readers see it.")
    because: Line


class SaidTwice(Part):
    """A piece of advice that may stand beside a near twin, and why."""

    text: Line = Field(description="One of the two texts, as it stands.")
    because: Line


class Movement(Part):
    """A movement that advice can ask for or forbid, and the words it goes by."""

    id: Id
    words: tuple[Name, ...] = Field(min_length=1, description="Beginnings of words: 'lift' finds 'lifting', too.")


class Owner(Part):
    """Who runs the site. Empty until someone does."""

    name: Name
    address: Address | None = None


class Site(Part):
    """site.yaml."""

    name: Name = Field(description="A name that can be said aloud: 'The Elbow Guide'.")
    question: Name | None = Field(
        None, description="What readers ask, beside the name: in the title of the home page, on the picture for links."
    )
    short_name: Id = Field(description="For file names, such as the offline bundle.")
    description: Line
    topic: Name | None = Field(None, description="What the site is about, in a few words, for search engines.")
    audience: Line
    owner: Owner | None = None
    repository: Address | None = Field(None, description="Public address of the repository; edit buttons need it.")
    branch: Name = "main"
    mail: Mail | None = Field(None, description="Where readers write who find an error; the page report.md shows it.")
    editor_pages: Flag = Field(
        False, description="true to publish the page for editors, macros/; the live preview always has it."
    )
    public_address: SiteAddress | None = Field(None, description="Where the site is published.")
    same_numbers: tuple[SameNumber, ...] = Field((), description="Numbers said in the same words by two records.")
    said_twice: tuple[SaidTwice, ...] = Field((), description="Advice that may stand beside a near twin.")
    milder_words: tuple[MilderWords, ...] = Field(
        (), description="Sentences that only seem milder than the level of their record."
    )
    movements: tuple[Movement, ...] = Field((), description="What no result may both ask for and forbid.")
    review_months: Count = Field(ge=1, le=36, description="Longest time between two checks, in months.")
    disclaimer: Prose
    privacy: Line
    licence: Line
    records_licence: Licence | None = Field(
        None, description="The licence of the records as open data, by its name in the SPDX list: 'CC-BY-4.0'."
    )
    strip: Strip
    start: tuple[Start, ...] = Field(description="The buttons of the home page, the main one first.")
    emergency_numbers: tuple[Emergency, ...] = Field(min_length=1)
    urgency_words: tuple[UrgencyWords, ...]
    strength_words: tuple[StrengthWords, ...]
    mark: Mark = PLAIN_MARK
    colours: Colours = Colours()
    words: Words = Words()
    sections: tuple[Section, ...] = Field((), description="In the order of the home page.")
    header: tuple[Id, ...] = Field(description="Pages in the header, by address.")
    footer: tuple[Id, ...] = Field(description="Pages in the footer, by address.")
    self_care_signs: tuple[Line, ...] = Field(description="What must all be true to look after it at home.")
    sign_groups: tuple[Entry, ...] = ()
    cause_groups: tuple[Entry, ...] = ()
    onsets: tuple[Entry, ...] = Field((), description="When it can begin, by which readers narrow the lists of causes.")
    muscle_layers: tuple[Entry, ...] = ()
    phases: tuple[Entry, ...] = ()
    claim_sections: tuple[Entry, ...] = ()
    exercise_kinds: tuple[Entry, ...] = ()
    positions: tuple[Entry, ...] = Field((), description="How a joint is held in an exercise: 'Straight elbow'.")
    exercise_rule: ExerciseRule | None = Field(None, description="What holds for every exercise.")
    exercise_muscle: PoseMuscle | None = Field(
        None, description="The muscle that is coloured on the people in drawings of exercises; none is if left out."
    )
    risk_weights: tuple[RiskWeight, ...] = Field((), description="How much a risk weighs, the heaviest first.")
