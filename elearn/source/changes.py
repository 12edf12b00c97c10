"""`changes.toml`: what authors say about the changes of a release, in each language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from elearn.document.comparison import AuthorsWord
from elearn.document.problems import Problem
from elearn.document.weighing import Weight
from elearn.source import toml_lines
from elearn.source.check_ids import retired, retired_lines
from elearn.source.findings import did_you_mean
from elearn.source.review import Review, problem_at

CHANGES_FILE = "changes.toml"
SENTENCE_LIMIT = 400


class _Entry(BaseModel):
    """One change: its day, the id it speaks of, the class its author gives it, a sentence by language."""

    model_config = ConfigDict(extra="forbid")

    released: date
    id: str = ""
    weight: Literal["typo", "wording"] | None = Field(None, alias="class")
    words: dict[str, str] = Field(default_factory=dict)


class _File(BaseModel):
    """The whole file: a list of changes."""

    model_config = ConfigDict(extra="forbid")

    change: list[_Entry] = Field(default_factory=list)


def load_words(content_dir: Path, lang: str) -> tuple[AuthorsWord, ...]:
    """Return what `changes.toml` says in one language; nothing where there is no such file.

    The file must have passed `check_changes`.
    """
    entries, _ = _read(content_dir)
    return tuple(
        AuthorsWord(each.released, each.id, Weight(each.weight) if each.weight else None,
                    " ".join(each.words.get(lang, "").split()))
        for each in entries)


def check_changes(review: Review) -> Iterator[Problem]:
    """Yield what is wrong with `changes.toml`: its form, days, ids and languages."""
    entries, problems = _read(review.content_dir)
    yield from problems
    text = _text(review.content_dir)
    lines = toml_lines.key_lines(text) if entries else {}
    rules = review.course.rules
    langs = {rules.source_language, *rules.published, *rules.drafts}
    known = {each.near for each in review.seen if each.near}
    gone = retired(retired_lines(review.content_dir))
    seen: set[tuple[date, str]] = set()
    for place, each in enumerate(entries):
        for key, message in _wrong(each, known, gone, langs, seen):
            line = toml_lines.line_of(lines, ("change", place, *key))
            yield problem_at("changes-value", CHANGES_FILE, line, message)
        seen.add((each.released, each.id))


def _wrong(
    entry: _Entry, known: set[str], gone: frozenset[str], langs: set[str], seen: set[tuple[date, str]],
) -> Iterator[tuple[tuple[str, ...], str]]:
    if entry.id and entry.id not in known and entry.id not in gone:
        guess = did_you_mean(entry.id, known)
        yield ("id",), f"no id {entry.id} in the course or in retired-ids.txt{guess}"
    if (entry.released, entry.id) in seen:
        yield ("id",), f"{entry.id or 'the release'} of {entry.released} stands twice"
    if entry.weight is not None and not entry.id:
        yield ("class",), "a class belongs to one id, not to the release as a whole"
    if not entry.words and entry.weight is None:
        yield (), "says nothing: give a class, or words in a language"
    for lang, words in entry.words.items():
        if lang not in langs:
            yield ("words",), f"no language {lang!r} in this course; there are {', '.join(sorted(langs))}"
        if not len(words.split()) > 0 or len(words) > SENTENCE_LIMIT:
            yield ("words",), f"the words in {lang} must be 1 to {SENTENCE_LIMIT} characters"


def _text(content_dir: Path) -> str:
    file = content_dir / CHANGES_FILE
    return file.read_bytes().decode("utf-8", errors="replace") if file.is_file() else ""


def _read(content_dir: Path) -> tuple[tuple[_Entry, ...], tuple[Problem, ...]]:
    text = _text(content_dir)
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = toml_lines.error_line(str(error))
        return (), (problem_at("changes-toml", CHANGES_FILE, line, f"this is not TOML: {error}"),)
    try:
        return tuple(_File.model_validate(written).change), ()
    except ValidationError as error:
        lines = toml_lines.key_lines(text)
        return (), tuple(_problem(each, lines) for each in error.errors(include_url=False))


def _problem(error: Any, lines: Mapping[toml_lines.Path, int]) -> Problem:
    where = tuple(error["loc"])
    shown = where[-1] if where else CHANGES_FILE
    return problem_at("changes-toml", CHANGES_FILE, toml_lines.line_of(lines, where),
                      f"{shown}: {error['msg']}")
