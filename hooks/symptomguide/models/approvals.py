"""The model of approvals.yaml: who signed off which words, and when."""

from typing import Annotated

from pydantic import Field, Strict

from .fields import Date, Form, Name, Part

HASH_LENGTH = 16
CHECK_LENGTH = 4
"""The last characters of a code are made from the others, so that a slip in it shows."""
TREE = "tree"
"""Stands in place of kind/id where the whole decision tree was signed."""

SignedPath = Annotated[
    str,
    Strict(),
    Field(pattern=r"^(tree|[a-z-]+/[a-z0-9-]{1,64})$"),
    Form("write the kind/id of a record, such as causes/some-id, or 'tree'"),
]
Hash = Annotated[str, Strict(), Field(pattern=r"^[0-9a-f]{20}$"), Form("copy it from `symptomguide approval-hash`")]


class Approver(Part):
    """A person who is qualified to sign off the advice."""

    name: Name
    role: Name = Field(description="What they are: 'General practitioner'.")
    registration: Name = Field(description="With whom they are registered, and their number, in quotes.")


class Approval(Part):
    """One sign-off. It holds while what was signed still reads as it did: the hash says so."""

    record: SignedPath = Field(description="What was signed: kind/id of a record, or 'tree' for the decision tree.")
    approver: Approver
    date: Date = Field(description="The day of the sign-off.")
    hash: Hash = Field(description="In quotes, as `symptomguide approval-hash` prints it for that record.")


class Approvals(Part):
    """approvals.yaml."""

    approvals: tuple[Approval, ...] = ()
