"""The shape of a course file: which keys there are and what each may say."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ROUTES = ("e-learning", "self-directed", "workshop")
VALUES = ("1", "2", "3", "4", "5", "6", "11")

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
ModuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")]
Folder = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Count = Annotated[int, Field(ge=1, le=1000)]

A_LANGUAGE = "a language tag such as \"en\", \"ar\" or \"zh-Hans\""
A_NAME = "lower-case letters, digits, - and _, beginning with a letter"
A_FOLDER = "the name of one folder: letters, digits, dots, - and _"


class Strict(BaseModel):
    """A table whose every key is known and whose every value has exactly its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ModuleTable(Strict):
    id: ModuleId = Field(description="lower-case letters and digits, beginning with a letter: \"m2\"")
    folder: Folder = Field(description=A_FOLDER)
    elective: bool = Field(default=False, description="true or false")


class TestTable(Strict):
    pass_mark: Count = Field(description="a whole number, no higher than the items drawn")
    attempts_per_day: Annotated[int, Field(ge=0, le=100)] = Field(
        default=0, description="a whole number from 0 (as many as one likes) to 100")
    minutes: Annotated[int, Field(ge=0, le=600)] = Field(
        default=0, description="a whole number of minutes from 0 (not said) to 600")
    blueprint: dict[str, Count] = Field(
        min_length=1, description="a whole number of items for each value (1 to 6, or 11)")


class CourseTable(Strict):
    key: Key = Field(description=A_NAME)
    edition: Key = Field(description=A_NAME)
    content: Folder = Field(description=A_FOLDER)
    released: date = Field(description="a date without quotes, year first: 2026-11-22")
    source_language: Language = Field(description=A_LANGUAGE)
    published: list[Language] = Field(description=f"a list, each entry {A_LANGUAGE}")
    drafts: list[Language] = Field(
        default_factory=list, description=f"a list, each entry {A_LANGUAGE}")
    routes: list[str] = Field(min_length=1, description=f"a list of some of {', '.join(ROUTES)}")
    title: dict[Language, Words] = Field(description="one title for each language, not empty")
    modules: list[ModuleTable] = Field(
        min_length=1, description="at least one [[modules]] with id and folder")
    final_test: TestTable = Field(description="a table with pass_mark and blueprint")
    entry_test: TestTable = Field(description="a table with pass_mark and blueprint")
