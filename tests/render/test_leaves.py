"""The answer sheet and the summary cards: single leaves, with no answer on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elearn.document.catalogue import Revision
from elearn.document.codes import code_of
from elearn.kernel.errors import NotFound
from elearn.render.answer_sheet import answer_sheet
from elearn.render.numbering import numbering
from elearn.render.pdf import page_count, pdf_of
from elearn.render.summary_card import card_page, card_parts, summary_card
from tests.factories import courses as small
from tests.render.conftest import pages_of


def _row(sheet: str, number: int) -> str:
    return sheet.partition(f'class="row-number">{number}<')[2].partition("</tr>")[0]


def test_a_sheet_has_a_line_for_each_question_with_its_code(revision: Revision, text_html: str) -> None:
    sheet = answer_sheet(revision)
    for item, number in numbering(revision.open).items.items():
        asked = item != "m2-r1"
        assert (code_of(item) in sheet) is asked
        assert (code_of(item) in _row(sheet, number)) is asked
        assert code_of(item) in text_html or not asked or item == "m2-s1"


@pytest.mark.parametrize(("number", "boxes", "places"), [
    (1, "ABC", ""), (2, "ABCD", ""), (3, "", "ABCD"), (4, "", "123"), (5, "1234", ""), (6, "ABC", "")])
def test_the_boxes_of_a_line_are_those_of_the_question(
        revision: Revision, number: int, boxes: str, places: str) -> None:
    row = _row(answer_sheet(revision), number)
    assert "".join(re.findall(r'tick-box">(\w)<', row)) == boxes
    assert "".join(re.findall(r'class="place">(\w) ', row)) == places


def test_a_sheet_tells_its_revision_at_the_foot_and_asks_for_no_name(
        revision: Revision, tmp_path: Path) -> None:
    for page in pages_of(pdf_of(answer_sheet(revision)), tmp_path):
        assert f"A small course, revision {revision.id[:12]}" in page.splitlines()[-1]
    assert "Participant code" in answer_sheet(revision)


def test_no_leaf_tells_an_answer_or_what_is_for_others(revision: Revision) -> None:
    for made in (answer_sheet(revision), card_page(revision, "2")):
        assert not [word for word in small.PLANTED if word in made]
        assert "Disclose and hear the parties" not in made


def test_there_is_a_card_for_a_value_that_a_module_teaches_and_no_other(revision: Revision) -> None:
    assert [(part.key, part.title) for part in card_parts(revision)] == [("2", "Impartiality")]
    with pytest.raises(NotFound):
        card_page(revision, "4")


def test_a_card_gathers_gists_and_take_aways_of_the_module_that_teaches_it(revision: Revision) -> None:
    made = card_page(revision, "2")
    for said in ("Impartiality is essential.", "Step aside where a reasonable observer", "Actual bias."):
        assert said in made
    assert "Accept restrictions freely." not in made


def test_a_card_is_one_page_however_much_it_holds(
        revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page_count(summary_card(revision, "2")) == 1
    crowded = card_page(revision, "2").replace("Actual bias.", "Actual bias. " * 420)
    monkeypatch.setattr(
        "elearn.render.summary_card.card_page",
        lambda *asked, is_brief: crowded.replace("10.5pt", f"{asked[2]}pt"))
    assert page_count(pdf_of(crowded)) > 1
    assert page_count(summary_card(revision, "2")) == 1
