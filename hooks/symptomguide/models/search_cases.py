"""The model of a case of the search: what a reader types, and what must come of it."""

from typing import Annotated

from pydantic import Field, Strict

from .fields import Flag, Form, Part

PageName = Annotated[
    str, Strict(), Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$"), Form("write an address, such as causes/some-id")
]


class SearchCase(Part):
    """One query."""

    query: Annotated[str, Strict(), Field(min_length=1, max_length=400)] = Field(description="What a reader types.")
    pages: tuple[PageName, ...] = Field(
        min_length=1, description="Pages by address, such as `causes/some-id`. One must be among the first three."
    )
    danger: Flag = Field(False, description="true where a page about danger must come first.")
    calm: Flag = Field(False, description="true where a page about danger first would frighten for nothing.")


class SearchCases(Part):
    """A file of cases of one kind."""

    cases: tuple[SearchCase, ...] = Field(min_length=1)
