"""Parity is found in what was made, and a block a renderer forgets is found out."""

from __future__ import annotations

import dataclasses

import pytest
from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document.catalogue import Revision, revision_of
from elearn.render import text
from elearn.render.parity import parity
from elearn.render.proof import ParityRow, State, counts
from tests.factories.courses import prose


def _of(rows: tuple[ParityRow, ...], thing: str) -> dict[str, State]:
    return {row.publication: row.state for row in rows if row.thing == thing}


def test_the_small_course_has_no_gap(revision: Revision) -> None:
    rows = parity(revision)
    assert not [row for row in rows if row.state is State.GAP]
    assert counts(rows)["en", "self-directed"][State.PRESENT] > 50


def test_what_is_for_trainers_is_left_out_elsewhere_with_the_reason(revision: Revision) -> None:
    rows = parity(revision)
    left_out = dict.fromkeys(("course", "self-directed", "self-directed.epub"), State.LEFT_OUT)
    left_out |= dict.fromkeys(("manual", "manual.docx"), State.PRESENT)
    assert _of(rows, "tm-s1") == left_out
    assert _of(rows, "m1-c1/trainer-1") == left_out
    assert _of(rows, "m1-q1/explanation") == dict.fromkeys(left_out, State.PRESENT)


def test_a_renderer_that_forgets_a_block_is_found_out(
        revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text.TextRenderer, "take_away", lambda self, node: Markup(""))
    gaps = [row for row in parity(revision) if row.state is State.GAP]
    assert [(row.publication, row.thing) for row in gaps] == [
        ("self-directed", "m2-read-work/takeaway-1"), ("self-directed.epub", "m2-read-work/takeaway-1")]
    assert "Keep this in mind." in gaps[0].reason


def test_an_option_lost_before_the_answers_is_found_out_though_they_repeat_it(
        revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text.TextRenderer, "open_question", lambda self, node: Markup(
        '<section id="{}"></section>').format(node.id))
    gaps = {row.thing for row in parity(revision) if row.state is State.GAP}
    assert gaps == {f"m1-q{number}" for number in range(1, 7)}


def _with_only(revision: Revision) -> Revision:
    course = revision.course
    module = course.modules[1]
    unit = module.units[1]
    body = (
        b.Only("course", "Only a screen can do it", (*prose("Select the words."),)),
        b.Only("self-directed", "A pen works by numbers", (*prose("Write the numbers."),)),
        *prose("Between."),
        b.Only("course", "A film", (*prose("Watch it."),)),
    )
    unit = dataclasses.replace(unit, sections=(dataclasses.replace(unit.sections[1], body=body),))
    module = dataclasses.replace(module, units=(unit,))
    return revision_of(dataclasses.replace(course, modules=(module,)), revision.bank)


def test_an_only_block_is_replaced_by_its_neighbour_or_left_out_for_its_reason(
        revision: Revision) -> None:
    rows = parity(_with_only(revision))
    elsewhere = dict.fromkeys(
        ("self-directed", "self-directed.epub", "manual", "manual.docx"), State.LEFT_OUT)
    replaced = dict.fromkeys(("self-directed", "self-directed.epub"), State.REPLACED)
    assert _of(rows, "m2-read-work/only-1") == {"course": State.PRESENT, **elsewhere, **replaced}
    assert _of(rows, "m2-read-work/only-3") == {"course": State.PRESENT, **elsewhere}
    reasons = {row.reason for row in rows if row.thing == "m2-read-work/only-3" and row.reason}
    assert reasons == {"A film"}


def test_what_a_language_lacks_is_a_gap_in_it(revision: Revision) -> None:
    course = revision.course
    shorter = dataclasses.replace(course, modules=course.modules[:1])
    rows = parity(revision_of(shorter, revision.bank), revision)
    missing = {row.thing for row in rows if row.reason == "not translated"}
    assert {"m2", "m2-story", "m2-s1", "m2-s1-gift", "m2-r1"} <= missing
    assert "m1-q1" not in missing
