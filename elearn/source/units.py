"""One file of content: a unit, a module's opening page, a chapter, the glossary, or test items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from elearn.document.blocks import Block
from elearn.document.course import Chapter, GlossaryEntry, Section, TestItem, Unit
from elearn.document.nodes import Prose
from elearn.document.problems import Problem
from elearn.document.questions import Question
from elearn.document.sources import SourceCatalogue
from elearn.document.walk import plain_text
from elearn.source.build import body
from elearn.source.characters import clean
from elearn.source.findings import Findings, Line
from elearn.source.header import (
    BankHeader,
    ChapterHeader,
    GlossaryHeader,
    H,
    ModuleHeader,
    UnitHeader,
    read_header,
)
from elearn.source.prose import inlines
from elearn.source.reading import Mention, Reading
from elearn.source.scan import RawHeading, RawPart, RawRun, scan

V = TypeVar("V")
LARGEST_FILE = 400_000


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[V]):
    """What one file holds; `value` is None where it has any problem. `positions` maps ids to lines."""

    value: V | None
    problems: tuple[Problem, ...]
    positions: Mapping[str, int]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module.md: the words about a module; which units it has is read from its folder."""

    id: str
    title: str
    summary: str
    introduction: tuple[Prose, ...]


def read_unit(text: str, file: str, sources: SourceCatalogue | None) -> ParsedFile[Unit[Block]]:
    """Read one unit."""
    return _read(
        text,
        file,
        sources,
        UnitHeader,
        lambda header, parts, reading: Unit(
            header.id,
            header.title,
            header.minutes,
            header.objectives,
            _sections(header.id, parts, "unit", reading),
        ),
    )


def read_chapter(text: str, file: str, sources: SourceCatalogue | None) -> ParsedFile[Chapter]:
    """Read one chapter of the trainers' manual."""
    return _read(
        text,
        file,
        sources,
        ChapterHeader,
        lambda header, parts, reading: Chapter(
            header.id, header.title, header.minutes, _sections(header.id, parts, "chapter", reading)
        ),
    )


def read_module(text: str, file: str, sources: SourceCatalogue | None) -> ParsedFile[ModulePage]:
    """Read the opening page of a module: front matter and prose."""
    return _read(
        text,
        file,
        sources,
        ModuleHeader,
        lambda header, parts, reading: ModulePage(
            header.id, header.title, header.summary, _plain(parts, "module", reading)
        ),
    )


def read_glossary(
    text: str, file: str, sources: SourceCatalogue | None
) -> ParsedFile[tuple[GlossaryEntry, ...]]:
    """Read the glossary: a heading and prose for each term."""
    return _read(text, file, sources, GlossaryHeader, _entries)


def read_bank(text: str, file: str, sources: SourceCatalogue | None) -> ParsedFile[tuple[TestItem, ...]]:
    """Read the test items of one value and pool."""
    return _read(text, file, sources, BankHeader, _items)


def _read(
    text: str,
    file: str,
    sources: SourceCatalogue | None,
    form: type[H],
    make: Callable[[H, list[RawPart], Reading], V],
) -> ParsedFile[V]:
    reading = Reading(file, sources, Findings(file))
    value = None
    if len(text) > LARGEST_FILE:
        reading.problem(1, "file-too-large", f"over {LARGEST_FILE:,} characters: part the file")
    else:
        header, rest = read_header(clean(text, reading.findings), form, reading)
        parts = scan(rest, reading.findings)
        value = make(header or _stand_in(form), parts, reading)
    problems = reading.findings.in_order()
    return ParsedFile(
        None if problems else value,
        problems,
        {**reading.declared, **reading.option_lines},
        tuple(reading.mentions),
    )


def _stand_in(form: type[H]) -> H:
    """Return an empty header, so that the body is read, and its problems found, without a good one."""
    values: dict[str, Any] = {"id": "", "title": "", "minutes": 0, "summary": "", "pool": "", "value": ""}
    return form(**{name: values[name] for name in form.__dataclass_fields__ if name in values})


def _sections(
    unit_id: str, parts: Sequence[RawPart], parent: str, reading: Reading
) -> tuple[Section[Block], ...]:
    """Return the sections, heading to heading; what stands above the first has the unit's own id."""
    found: list[Section[Block]] = []
    opening: RawHeading | None = None
    held: list[RawPart] = []
    for part in [*parts, None]:
        if part is not None and not isinstance(part, RawHeading):
            held.append(part)
            continue
        built = body(held, parent, reading)
        if opening:
            title = inlines([Line(opening.line, opening.text)], reading)
            found.append(Section(opening.id, opening.level, title, built))
        elif built:
            found.append(Section(unit_id, 1, (), built))
        if part is not None:
            _declare_heading(part, opening, reading)
        opening, held = part, []
    return tuple(found)


def _declare_heading(heading: RawHeading, above: RawHeading | None, reading: Reading) -> None:
    reading.declare(heading.id, heading.line)
    if heading.level == 3 and above is None:
        reading.problem(heading.line, "heading-level", "the first heading of a file is “##”")


def _plain(parts: Sequence[RawPart], parent: str, reading: Reading) -> tuple[Any, ...]:
    for part in parts:
        if isinstance(part, RawHeading):
            reading.problem(part.line, "heading-in-prose", "no headings here")
    return body(parts, parent, reading)


def _entries(header: GlossaryHeader, parts: list[RawPart], reading: Reading) -> tuple[GlossaryEntry, ...]:
    if parts and isinstance(parts[0], RawRun) and not parts[0].is_blank:
        first = next(line for line in parts[0].lines if not line.is_blank)
        reading.problem(
            first.number, "text-before-term", "the glossary begins with its first “## Term {#g-term}”"
        )
    return tuple(
        GlossaryEntry(section.id, plain_text(section.title), section.body)  # type: ignore[arg-type]
        for section in _sections(header.id, parts, "glossary", reading)
    )


def _items(header: BankHeader, parts: list[RawPart], reading: Reading) -> tuple[TestItem, ...]:
    for part in parts:
        if isinstance(part, RawRun) and not part.is_blank:
            first = next(line for line in part.lines if not line.is_blank)
            reading.problem(
                first.number,
                "text-between-items",
                "a file of the test bank holds questions alone; the "
                "case of an item is written inside its question",
            )
    found = _plain([part for part in parts if not isinstance(part, RawRun)], "bank", reading)
    return tuple(TestItem(header.pool, header.value, each) for each in found if isinstance(each, Question))
