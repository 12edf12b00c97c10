"""A handout gives a case to a table and no answer to anybody."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest

from elearn.document import blocks as b
from elearn.document.catalogue import Revision, revision_of
from elearn.kernel.errors import NotFound
from elearn.render.handouts import handout, handout_parts
from elearn.render.pdf import page_count, pdf_of
from tests.factories import courses as small
from tests.factories.scripts import OPTION, revision_in
from tests.render.conftest import pages_of


def test_every_case_and_story_has_its_sheet(revision: Revision) -> None:
    assert [(part.key, part.title) for part in handout_parts(revision)] == [
        ("m1-c1", "The dinner"), ("m2-s1", "The wedding")]


@pytest.mark.parametrize("item", ["m1-c1", "m2-s1"])
def test_no_sheet_carries_a_planted_word(revision: Revision, item: str) -> None:
    made = handout(revision, item)
    for word in small.PLANTED:
        assert word not in made, word
    assert not re.search(r"is-(sound|defensible|risky|breach)", made)


def test_no_pdf_carries_a_planted_word(revision: Revision, tmp_path: Path) -> None:
    made = pdf_of(handout(revision, "m1-c1"))
    read = " ".join(pages_of(made, tmp_path))
    assert "Disclose and hear the parties." in read
    for word in small.PLANTED:
        assert word not in read, word
    assert page_count(made) == 1


def test_a_sheet_holds_its_case_alone(revision: Revision) -> None:
    made = handout(revision, "m1-c1")
    assert "Judge Amara Okello" in made and 'id="m1-q1"' in made
    assert 'id="m1-q2"' not in made and "The wedding" not in made


def test_a_story_is_given_out_with_its_endings_and_without_their_verdicts(revision: Revision) -> None:
    made = handout(revision, "m2-s1")
    assert made.count("The story ends.") == 2
    assert made.count('class="step"') == 4
    assert "Breach" not in made and "Sound" not in made


@pytest.mark.parametrize("item", ["m1-c1", "m2-s1"])
def test_a_sheet_leads_nowhere_outside_itself(revision: Revision, item: str) -> None:
    made = html.unescape(handout(revision, item))
    ids = set(re.findall(r'id="([^"]+)"', made))
    assert set(re.findall(r'href="#([^"]*)"', made)) <= ids
    assert "answer on page" not in made


def test_what_is_not_a_case_is_refused(revision: Revision) -> None:
    with pytest.raises(NotFound):
        handout(revision, "m1-q1")


def test_a_case_for_the_manual_alone_is_given_to_nobody() -> None:
    course = small.small_course()
    case = b.Case("m1-c9", "Only for trainers", (), small.prose(small.PLANTED_TRAINER))
    first, *others = course.modules
    unit, *units = first.units
    section = dataclasses.replace(unit.sections[1], body=(
        *unit.sections[1].body, b.Only("manual", "it tells the answer", (case,))))
    changed = dataclasses.replace(first, units=(
        dataclasses.replace(unit, sections=(unit.sections[0], section)), *units))
    made = revision_of(dataclasses.replace(course, modules=(changed, *others)), small.small_bank())
    assert "m1-c9" not in {part.key for part in handout_parts(made)}


def test_an_arabic_sheet_runs_from_the_right(tmp_path: Path) -> None:
    revision = revision_in("ar")
    made = handout(revision, "m1-c1")
    assert '<html lang="ar" dir="rtl">' in made
    assert page_count(pdf_of(made)) >= 1
    assert OPTION[:10] in "".join(handout(revision, part.key) for part in handout_parts(revision))


def test_the_same_case_gives_the_same_bytes(revision: Revision) -> None:
    assert pdf_of(handout(revision, "m1-c1")) == pdf_of(handout(revision, "m1-c1"))
