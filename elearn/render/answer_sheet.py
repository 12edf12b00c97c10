"""The answer sheet of the self-directed text: a short code and empty boxes for each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.codes import by_code
from elearn.document.course import Unit
from elearn.document.questions import OpenQuestion, QuestionKind
from elearn.document.walk import OpenActing
from elearn.render.numbering import letter, printed_items
from elearn.render.text import imprint, text_renderer


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet. `signs` are printed in boxes to tick, `places` beside boxes to write in."""

    number: int
    code: str
    signs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRows:
    unit: Unit[Any]
    number: int
    rows: tuple[Row, ...]


def answer_sheet(revision: Revision) -> str:
    """Return the sheet as the HTML that its PDF is made of; it holds no word of any question.

    Raise ValueError where two items of the course share a code.
    """
    page = text_renderer(revision.self_study, is_paged=True)
    page.imprint = imprint(page, revision)
    codes = {item_id: code for code, item_id in by_code(page.numbers.items).items()}
    units = [unit for module in revision.open.modules for unit in module.units]
    made = [UnitRows(unit, page.numbers.units[unit.id], tuple(
        _row(item, page.number(item.id), codes[item.id]) for item in _asked(unit))) for unit in units]
    return str(page.template(
        "answer-sheet", header=page.header, revision=revision, units=[each for each in made if each.rows]))


def _asked(unit: Unit[Any]) -> Iterator[OpenActing]:
    """Yield what a unit asks that a sheet can carry: a reflection is nobody else's."""
    for section in unit.sections:
        for item in printed_items(section.body, "self-directed"):
            if not isinstance(item, b.OpenReflection):
                yield item


def _row(item: OpenActing, number: int, code: str) -> Row:
    if not isinstance(item, OpenQuestion):
        return Row(number, code, places=("",))
    places = range(1, len(item.options) + 1)
    if item.kind in (QuestionKind.ORDER, QuestionKind.MATCH):
        # In the text, steps to order have letters and take numbers; lines to match the other way round.
        named = letter if item.kind is QuestionKind.ORDER else str
        return Row(number, code, places=tuple(named(place) for place in places))
    named = str if item.kind is QuestionKind.SPOT else letter
    return Row(number, code, signs=tuple(named(place) for place in places))
