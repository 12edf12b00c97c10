"""A manual for one agenda has its sessions, what they lean on, and nothing of the other days."""

from __future__ import annotations

import dataclasses
import html
import re

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Chapter, Section
from elearn.render.agendas import UnknownAgenda, agenda_id, course_for, find_agenda
from elearn.render.docx.manual import manual_document
from elearn.render.manual import trainers_manual
from tests.factories import courses as small
from tests.render.office import part, words

_HELD = ("tm-one-day", "tm-two-days", "m2-agenda-half-day")


def _session(name: str, title: str, *body: n.Prose) -> b.Session:
    return b.Session(name, title, 30, "To practise", (), "Talk", "", body, (
        b.PlanStep("Talk", 30, "", ()),))


def _revision() -> Revision:
    """Return the small course with a second session and agenda, and a chapter without any."""
    course = small.small_course()
    link = n.Paragraph((n.Link("#m2-s1", small.words("the wedding")),))
    other = _session("tm-s2", "Another day", link)
    unit_session = _session("m1-ses", "In a unit")
    agenda = b.Agenda("tm-a2", "The second day", 60, (), (
        b.PlanStep("", 30, "tm-s2", ()), b.PlanStep("", 30, "m1-ses", ())))
    plain = Chapter("manual-plain", "How to speak", 0, (
        Section("manual-plain", 1, (), small.prose("Slowly.")),))
    second = Chapter("manual-second", "Second", 0, (
        Section("manual-second", 1, (), small.prose("About the second day.")),
        Section("manual-s2", 2, small.words("Its plans"), (other, agenda))))
    first, *others = course.modules
    arranging = first.units[1]
    with_plan = dataclasses.replace(arranging, sections=(
        *arranging.sections, Section("m1-plan", 2, small.words("For trainers"), (
            unit_session, _session("m1-ses-2", "Not today")))))
    modules = (dataclasses.replace(first, units=(first.units[0], with_plan)), *others)
    return revision_of(dataclasses.replace(
        course, modules=modules, chapters=(*course.chapters, plain, second)), small.small_bank())


@pytest.fixture(scope="module")
def revision() -> Revision:
    return _revision()


@pytest.mark.parametrize(("wanted", "meant"), [
    ("tm-one-day", "tm-one-day"), ("one-day", "tm-one-day"), ("half-day", "m2-agenda-half-day"),
    ("two-days", "tm-two-days")])
def test_the_end_of_an_id_is_enough(wanted: str, meant: str) -> None:
    assert agenda_id(wanted, _HELD) == meant


@pytest.mark.parametrize(("wanted", "said"), [
    ("one-dya", "did you mean one-day?"), ("half_day", "there are: one-day, two-days, m2-agenda-half-day"),
    ("", "there are: one-day"), ("zzz", "there are: one-day")])
def test_an_unknown_agenda_is_refused_with_the_list(wanted: str, said: str) -> None:
    with pytest.raises(UnknownAgenda) as refused:
        agenda_id(wanted, _HELD)
    assert said in refused.value.message


def test_an_end_that_two_ids_share_names_neither() -> None:
    with pytest.raises(UnknownAgenda):
        agenda_id("day", ("tm-one-day", "tm-other-day"))


def test_a_short_name_is_the_manuals_own_agenda_before_the_end_of_another_id() -> None:
    assert agenda_id("half-day", ("m2-agenda-half-day", "tm-half-day")) == "tm-half-day"


def test_a_course_without_agendas_says_so() -> None:
    with pytest.raises(UnknownAgenda, match="nor any other"):
        agenda_id("one-day", ())


def test_the_sessions_of_other_days_are_left_out(revision: Revision) -> None:
    made = trainers_manual(revision, is_paged=False, agenda="a2")
    for held in ("tm-a2", "tm-s2", "m1-ses"):
        assert f'id="{held}"' in made, held
    for left in ("tm-a1", "tm-s1", "manual-sessions", "m1-ses-2"):
        assert f'id="{left}"' not in made, left


def test_chapters_without_plans_stay(revision: Revision) -> None:
    assert "Slowly." in trainers_manual(revision, is_paged=False, agenda="a2")
    assert "Slowly." in trainers_manual(revision, is_paged=False, agenda="a1")


def test_the_unit_of_a_session_stays_whole_and_of_others_what_is_linked_to(revision: Revision) -> None:
    course = course_for(revision.course, find_agenda(revision.course, "tm-a2"))
    units = {unit.id: unit for module in course.modules for unit in module.units}
    assert list(units) == ["m1-arrange", "m2-story"]
    assert [section.id for section in units["m1-arrange"].sections] == [
        "m1-arrange", "m1-arrange-work", "m1-plan"]
    [section] = units["m2-story"].sections
    assert [getattr(block, "id", "") for block in section.body] == ["m2-s1"]


def test_the_numbers_stay_those_of_the_whole_course(revision: Revision) -> None:
    whole = trainers_manual(revision, is_paged=False)
    chosen = trainers_manual(revision, is_paged=False, agenda="a2")
    [number] = re.findall(r'id="m2-s1">.*?Scenario (\d+)', whole, re.S)[:1]
    assert f"Scenario {number}" in chosen


def test_a_chosen_manual_leads_nowhere_outside_itself(revision: Revision) -> None:
    made = html.unescape(trainers_manual(revision, is_paged=False, agenda="a2"))
    ids = set(re.findall(r'id="([^"]+)"', made))
    assert set(re.findall(r'href="#([^"]*)"', made)) <= ids


def test_its_cover_and_its_document_name_the_agenda(revision: Revision) -> None:
    made = trainers_manual(revision, is_paged=False, agenda="a2")
    assert "<title>A small course: The second day</title>" in made
    document = words(part(manual_document(revision, "a2"), "word/document.xml"))
    assert "Trainers’ manual: The second day" in document
    assert "Another day" in document and "The dinner, together" not in document
