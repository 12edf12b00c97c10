"""The manual tells trainers everything, under a clock that adds up."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.walk import descendants
from elearn.render.manual import trainers_manual
from elearn.render.numbering import numbering
from elearn.render.plans import length, plan_rows
from elearn.render.templating import clock
from tests.factories import courses as small


def _between(made: str, start: str, end: str) -> str:
    return made.partition(start)[2].partition(end)[0]


def test_everything_but_the_bank_is_in_the_manual(manual_html: str) -> None:
    for word in small.PLANTED:
        assert (word in manual_html) == (word != small.PLANTED_BANK), word


def test_trainer_text_stands_beside_its_case(manual_html: str) -> None:
    case = _between(manual_html, 'id="m1-c1"', 'id="m1-q2"')
    assert "For the trainer" in case
    assert "5 minutes" in case
    assert small.PLANTED_TRAINER in case


def test_every_key_and_verdict_is_told(manual_html: str) -> None:
    question = _between(manual_html, 'id="m1-q1"', "</section>")
    assert "Right: B" in question
    assert [*re.findall(r'class="verdict is-(\w+)"', question)] == ["risky", "sound", "defensible"]


def test_the_numbers_are_those_of_the_self_directed_text(
        revision: Revision, manual_html: str, text_html: str) -> None:
    for item, number in numbering(revision.open).items.items():
        for made in (manual_html, text_html):
            assert re.search(rf'id="{item}".*?(?:Question|Scenario|Reflection) {number}\b', made, re.S)


def test_a_decision_table_says_choice_verdict_and_next(revision: Revision, manual_html: str) -> None:
    numbers = numbering(revision.open).steps
    step = _between(manual_html, 'id="m2-s1-start"', "</section>")
    assert "is-risky" in step
    assert f'<a href="#m2-s1-gift">{numbers["m2-s1-gift"]}</a>' in step
    assert "Ending" in _between(manual_html, 'id="m2-s1-bad"', "</section>")


def test_the_clock_of_a_session_runs_through_its_steps_and_debrief(manual_html: str) -> None:
    session = _between(manual_html, 'id="tm-s1"', "</section>")
    assert re.findall(r"<td>(\d:\d\d)</td><td>(\d+)</td>", session) == [
        ("0:00", "10"), ("0:10", "15"), ("0:25", "5")]


def test_an_agenda_takes_the_title_of_the_session_it_names_and_ends(manual_html: str) -> None:
    agenda = _between(manual_html, 'id="tm-a1"', "</section>")
    assert "The dinner" in agenda
    assert 'href="#tm-s1"' in agenda
    assert "0:30" in agenda


def test_a_step_without_a_title_takes_that_of_its_session(revision: Revision) -> None:
    session = next(x for x in descendants(revision.course) if isinstance(x, b.Session))
    steps = tuple(b.PlanStep(title, minutes, session, ()) for title, minutes, session in (
        ("", 40, "tm-s1"), ("Break", 20, ""), ("Close", 35, "")))
    rows = plan_rows(steps, {"tm-s1": session})
    assert [(row.start, row.title) for row in rows] == [
        (0, "The dinner, together"), (40, "Break"), (60, "Close")]
    assert clock(length(steps)) == "1:35"


def test_a_slot_speaks_to_the_national_editor(manual_html: str) -> None:
    assert f"To the national editor: {small.PLANTED_SLOT_NOTE}" in manual_html


def test_the_case_bank_is_ordered_by_paragraph(manual_html: str) -> None:
    bank = _between(manual_html, 'id="part-bank"', 'id="part-index"')
    assert 'href="#m1-c1"' in bank
    assert 'href="#m2-s1"' in bank
    assert 'href="#m1-q2"' not in bank


def test_a_checklist_is_for_ticking(manual_html: str) -> None:
    assert 'class="checklist" id="m2-k1"' in manual_html


def test_a_form_stands_after_the_plan_that_names_it_with_room_to_write() -> None:
    course = small.small_course()
    chapter = course.chapters[0]
    session, agenda = chapter.sections[1].body
    assert isinstance(session, b.Session)
    form = b.Checklist("tm-k1", "What I shall do", (n.BulletList((n.ListItem(small.prose("One act.")),)),))
    step = dataclasses.replace(session.steps[0], body=(*small.prose("Alone."), form))
    plans = dataclasses.replace(chapter.sections[1], body=(
        dataclasses.replace(session, steps=(step, *session.steps[1:])), agenda))
    made = trainers_manual(revision_of(dataclasses.replace(course, chapters=(
        dataclasses.replace(chapter, sections=(chapter.sections[0], plans)),)), small.small_bank()),
        is_paged=False)
    plan = _between(made, 'id="tm-s1"', "</table>")
    assert '<a href="#tm-k1">Form: What I shall do</a>' in plan and "One act." not in plan
    after = _between(made, 'id="tm-k1"', "</section>")
    assert re.search(r'<td><span class="box"></span></td><td><p>One act.</p>\s*</td><td></td>', after)


def test_an_agenda_that_says_when_it_begins_shows_the_time_of_day(revision: Revision) -> None:
    steps = (b.PlanStep("Talk", 50, "", ()), b.PlanStep("Break", 20, "", ()))
    rows = plan_rows(steps, {}, begins=545)
    assert [clock(row.start) for row in rows] == ["9:05", "9:55"]
    agenda = next(x for x in descendants(revision.course) if isinstance(x, b.Agenda))
    timed = dataclasses.replace(agenda, begins=540)
    chapters = tuple(_with(chapter, agenda, timed) for chapter in revision.course.chapters)
    course = dataclasses.replace(revision.course, chapters=chapters)
    made = trainers_manual(revision_of(course, revision.bank), is_paged=False)
    shown = _between(made, f'id="{agenda.id}"', "</section>")
    assert re.findall(r"<td>(\d+:\d\d)</td>", shown) == ["9:00", "9:30"]


def _with(chapter: Any, old: b.Agenda, new: b.Agenda) -> Any:
    sections = tuple(dataclasses.replace(
        section, body=tuple(new if block == old else block for block in section.body))
        for section in chapter.sections)
    return dataclasses.replace(chapter, sections=sections)
