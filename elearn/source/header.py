"""Front matter: `key: value` lines, all text, typed by a dataclass for each kind of file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar

from elearn.source.attributes import ID
from elearn.source.findings import Line, did_you_mean
from elearn.source.reading import Reading

_PAIR = re.compile(r"([^\s:]+): (\S.*?) *")
_MARK = re.compile(r"--- *")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_FORBIDDEN = re.compile(r"[{}<>\[\]`|\\]|::|&(?:#|\w+;)")
_ALLOWED = {"pool": ("final", "entry", "post"), "value": ("1", "2", "3", "4", "5", "6", "11")}


@dataclass(frozen=True)
class UnitHeader:
    id: str
    title: str
    minutes: int
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModuleHeader:
    id: str
    title: str
    summary: str


@dataclass(frozen=True)
class ChapterHeader:
    id: str
    title: str
    minutes: int = 0


@dataclass(frozen=True)
class GlossaryHeader:
    id: str
    title: str


@dataclass(frozen=True)
class BankHeader:
    id: str
    title: str
    pool: str
    value: str


H = TypeVar("H", UnitHeader, ModuleHeader, ChapterHeader, GlossaryHeader, BankHeader)


def read_header(lines: Sequence[Line], form: type[H], reading: Reading) -> tuple[H | None, Sequence[Line]]:
    """Return the front matter as `form` (None where anything is wrong with it) and the lines after it."""
    before = len(reading.findings)
    if not lines or not _MARK.fullmatch(lines[0].text):
        reading.problem(
            1, "no-front-matter", "a file begins with its front matter, between two lines “---”"
        )
        return None, lines
    end = next((n for n, line in enumerate(lines[1:], 1) if _MARK.fullmatch(line.text)), 0)
    blank = next((n for n, line in enumerate(lines[1:], 1) if line.is_blank), len(lines))
    if not end or blank < end:
        bad = next((line for line in lines[1:] if not _PAIR.fullmatch(line.text)), lines[-1])
        reading.problem(
            bad.number, "front-matter-open", "front matter ends with a line “---”, no blank line before it"
        )
        return None, lines[blank:]
    header = _typed(form, _pairs(lines[1:end], form, reading), reading)
    return (header if len(reading.findings) == before else None), lines[end + 1 :]


def _pairs(lines: Sequence[Line], form: type[H], reading: Reading) -> dict[str, Line]:
    known = [each.name for each in fields(form)]
    pairs: dict[str, Line] = {}
    for line in lines:
        matched = _PAIR.fullmatch(line.text)
        if not matched:
            reading.problem(
                line.number,
                "bad-front-matter",
                "front matter is written “key: value”, one a line, from the first column",
            )
        elif matched[1] not in known:
            reading.problem(
                line.number,
                "unknown-key",
                f"front matter has no key “{matched[1]}” here{did_you_mean(matched[1], known)}",
            )
        elif matched[1] in pairs:
            reading.problem(line.number, "header-twice", f"the key “{matched[1]}” is given twice")
        else:
            pairs[matched[1]] = Line(line.number, matched[2])
    return pairs


def _typed(form: type[H], pairs: dict[str, Line], reading: Reading) -> H | None:
    values: dict[str, Any] = {}
    for each in fields(form):
        line = pairs.get(each.name)
        if line is not None:
            values[each.name] = _value(each.name, str(each.type), line, reading)
        elif each.default is MISSING:
            reading.problem(1, "missing-key", f"the front matter lacks “{each.name}: …”")
    return form(**values) if len(values) == len(fields(form)) or _is_enough(form, values) else None


def _is_enough(form: type[H], values: dict[str, Any]) -> bool:
    return all(each.name in values or each.default is not MISSING for each in fields(form))


def _value(name: str, kind: str, line: Line, reading: Reading) -> object:
    text = line.text
    if _FORBIDDEN.search(text):
        reading.problem(line.number, "bad-front-matter", f"{name} is plain text, without markup")
    if kind == "int":
        if not _NUMBER.fullmatch(text):
            reading.problem(
                line.number, "bad-number", f"{name}: a whole number from 1 to 9999 in the digits 0-9"
            )
            return 0
        return int(text)
    if name == "id":
        if ID.fullmatch(text):
            reading.declare(text, line.number)
        else:
            reading.problem(
                line.number, "bad-id", f"the id “{text}”: small letters a-z, digits and hyphens"
            )
    if name in _ALLOWED and text not in _ALLOWED[name]:
        reading.problem(
            line.number, "bad-value", f"{name}: {text} means nothing{did_you_mean(text, _ALLOWED[name])}"
        )
    if kind.startswith("tuple"):
        parts = tuple(part.strip() for part in text.split(";"))
        if not all(parts):
            reading.problem(line.number, "bad-front-matter", f"{name} has an empty part between two “;”")
        return parts
    return text
