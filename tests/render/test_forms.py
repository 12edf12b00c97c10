"""Forms have pages of their own, boxes to tick, cells and lines to write upon, on paper and in Word."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.cuts import open_blocks
from elearn.document.walk import descendants
from elearn.kernel.errors import NotFound
from elearn.render.docx.manual import manual_document
from elearn.render.forms import fields
from elearn.render.manual import trainers_manual
from elearn.render.pdf import page_count, pdf_of
from elearn.render.single_forms import form_parts, single_form
from elearn.render.text import self_directed
from tests.factories.constructs import every_revision
from tests.render.office import W, opened, part

BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"


@pytest.fixture(scope="module")
def revision() -> Revision:
    return every_revision()


@pytest.fixture(scope="module")
def shown(revision: Revision) -> str:
    made = trainers_manual(revision, is_paged=False)
    return made.partition('id="m3-form"')[2].partition("</section>")[0]


@pytest.fixture(scope="module")
def typed(revision: Revision) -> bytes:
    return manual_document(revision)


def the_form(revision: Revision) -> b.Form:
    return next(x for x in descendants(revision.course) if isinstance(x, b.Form))


def table(typed: bytes, head: str, place: int) -> Any:
    return [t for t in opened(typed).tables if t.cell(0, 0).text == head][place]


def test_nobody_but_trainers_sees_a_form(revision: Revision) -> None:
    assert open_blocks((the_form(revision),)) == ()
    assert "m3-form" not in self_directed(revision, is_paged=False)


def test_points_to_choose_have_boxes_and_a_lone_question_has_lines(shown: str) -> None:
    points = shown.partition("<ul")[2].partition("</ul>")[0]
    assert "is-one" in points and "is-row" in points
    assert points.count('class="box"') == 2
    assert shown.count('class="line"') == 3


def test_empty_cells_are_ticked_or_written_into(shown: str) -> None:
    to_tick, to_write = re.findall(r'<table class="blank-table">(.*?)</table>', shown, re.S)
    assert to_tick.count('class="blank-cell"><span class="box"') == 2
    assert re.findall(r"<col .*?inline-size: ([\d.]+)%", to_tick) == ["75.0", "25.0"]
    assert to_write.count('class="blank-cell"></td>') == 2
    assert "<col" not in to_write
    assert "block-size: 4.5em" in to_write


def test_fields_that_ask_in_words_are_counted(shown: str) -> None:
    assert re.findall(r'field-number">(\d+)<', shown) == ["1", "2"]


def test_a_form_is_in_the_list_of_forms(revision: Revision) -> None:
    listed = trainers_manual(revision, is_paged=False).partition('id="list-checklists"')[2]
    assert '<a href="#m3-form">After the day' in listed.partition("</section>")[0]


def test_a_wide_form_is_a_section_of_its_own_and_no_empty_one_stands_beside_it(revision: Revision) -> None:
    def with_forms(section: Any, *forms: b.Form) -> Any:
        return dataclasses.replace(section, body=forms)

    form, course = the_form(revision), revision.course
    other = dataclasses.replace(form, id="m3-form-2")
    module = course.modules[-1]
    unit = dataclasses.replace(
        module.units[-1], sections=(with_forms(module.units[-1].sections[0], form, other),))
    cut = dataclasses.replace(course, modules=(dataclasses.replace(module, units=(unit,)),))
    document = part(manual_document(revision_of(cut, revision.bank)), "word/document.xml")
    sections = list(document.iter(f"{W}sectPr"))
    ways = [x.find(f"{W}pgSz").get(f"{W}orient") for x in sections]
    assert ways == [None, "landscape", "landscape", None]
    assert all(x.find(f"{W}footerReference") is not None for x in sections)
    assert [x.find(f"{W}titlePg") is not None for x in sections] == [True, False, False, False]


def test_a_typed_form_can_be_ticked_and_written_upon(typed: bytes) -> None:
    to_tick, to_write = table(typed, "Row", 0), table(typed, "Row", 1)
    assert len(list(to_tick._tbl.iter(BOX))) == 2
    assert not list(to_write._tbl.iter(BOX))
    heights = [int(x.get(f"{W}val")) for x in to_write._tbl.iter(f"{W}trHeight")]
    assert heights == [800, 800]
    widths = [int(x.get(f"{W}w")) for x in to_tick._tbl.iter(f"{W}gridCol")]
    assert sum(widths) == 14230 and widths[0] // widths[1] == 2


def test_a_form_on_upright_paper_makes_no_section(revision: Revision) -> None:
    form = dataclasses.replace(the_form(revision), is_wide=False, body=(
        b.Field(1, "", (), (n.Paragraph((n.Text("Where?"),)),)),))
    module = revision.course.modules[-1]
    unit = dataclasses.replace(module.units[-1], sections=(
        dataclasses.replace(module.units[-1].sections[0], body=(form,)),))
    cut = dataclasses.replace(revision.course, modules=(dataclasses.replace(module, units=(unit,)),))
    document = part(manual_document(revision_of(cut, revision.bank)), "word/document.xml")
    assert len(list(document.iter(f"{W}sectPr"))) == 1


def test_every_place_for_national_law_has_room_to_write(revision: Revision, typed: bytes) -> None:
    slots = [x for x in descendants(revision.course) if isinstance(x, b.Slot)]
    book = trainers_manual(revision, is_paged=False)
    made = book.partition('id="part-gaps"')[2].partition("</section>")[0]
    assert slots
    assert [*re.findall(r'<a href="#([^"]+)"', made)] == [slot.id for slot in slots]
    assert made.count('<td class="blank-cell"></td>') == len(slots)
    rows = next(t for t in opened(typed).tables if t.cell(0, 2).text == "Rule, source and date").rows
    assert [row.cells[1].text for row in rows[1:]] == [slot.note for slot in slots]


def test_a_lone_question_needs_no_number() -> None:
    asked = b.Field(1, "", (), (n.Paragraph((n.Text("Where?"),)),))
    table = b.Field(0, "", (), (n.Table(((),), (((),),), ("",)),))
    assert [number for number, _ in fields(b.Form("a", "A", False, (table, asked)))] == [0, 0]
    assert [number for number, _ in fields(b.Form("a", "A", False, (asked, table, asked)))] == [1, 0, 2]


def test_each_form_is_a_file_of_its_own(revision: Revision) -> None:
    assert [(part.key, part.title) for part in form_parts(revision)] == [("m3-form", "After the day")]
    made = single_form(revision, "m3-form")
    assert made.count("<h1") == 1 and 'id="m3-form"' in made
    assert page_count(pdf_of(made)) == 1
    with pytest.raises(NotFound):
        single_form(revision, "m3-gone")
