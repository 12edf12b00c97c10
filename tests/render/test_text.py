"""The self-directed text asks first and tells at the back."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from elearn.document import blocks as b
from elearn.document.catalogue import Revision, revision_of
from elearn.document.questions import Question, question_key
from elearn.document.walk import descendants
from elearn.render.answers import right_answer
from elearn.render.numbering import endings, numbering, printed_steps
from elearn.render.text import self_directed
from tests.factories import courses as small


def _halves(made: str) -> tuple[str, str]:
    before, _, after = made.partition('id="part-answers"')
    assert after
    return before, after


@pytest.mark.parametrize("is_paged", [False, True])
def test_nothing_that_belongs_after_an_answer_stands_before_the_answers(
        revision: Revision, is_paged: bool) -> None:
    before, after = _halves(self_directed(revision, is_paged=is_paged))
    told = (small.PLANTED_FEEDBACK, small.PLANTED_EXPLANATION, small.PLANTED_MODEL, small.PLANTED_DEBRIEF)
    assert not [word for word in told if word in before]
    assert all(word in after for word in told)


def test_nothing_for_trainers_editors_or_examiners_stands_anywhere(text_html: str) -> None:
    hidden = (small.PLANTED_TRAINER, small.PLANTED_SLOT_NOTE, small.PLANTED_BANK)
    assert not [word for word in hidden if word in text_html]


def test_no_mark_of_an_option_tells_the_key(text_html: str) -> None:
    before, _ = _halves(text_html.partition('id="m1"')[2])
    for item in re.findall(r'<ul class="options">(.*?)</ul>', before, re.S):
        shapes = {re.sub(r"<span class=\"(letter|option)\">.*?</span>", "", li) for li in
                  re.findall(r"<li>(.*?)</li>", item, re.S)}
        assert len(shapes) == 1
    assert "verdict" not in before
    assert "is-sound" not in before


def test_how_many_to_choose_is_said(text_html: str) -> None:
    for said in ("Choose one.", "Choose all that apply.", "Number them 1 to 4.", "Not every letter",
                 "Mark as many sentences as you find.", "there is no right one"):
        assert said in text_html


def test_steps_to_order_are_not_printed_in_the_right_order(text_html: str) -> None:
    steps = ["Notice the tie", "Disclose it", "Hear the parties", "Decide"]
    before, _ = _halves(text_html)
    places = [before.index(step) for step in steps]
    assert places != sorted(places)


def test_right_sides_to_match_do_not_stand_beside_their_lines(text_html: str) -> None:
    before, _ = _halves(text_html)
    sides = ("No favour", "Appearance", "No prejudice", "A spare right side")
    places = [before.index(side) for side in sides]
    assert places != sorted(places)


def test_the_answer_names_the_letters_that_were_printed(revision: Revision) -> None:
    questions = {x.id: x for x in descendants(revision.course.modules) if isinstance(x, Question)}
    assert right_answer(question_key(questions["m1-q1"])) == "B"
    assert right_answer(question_key(questions["m1-q2"])) == "A, C"
    assert right_answer(question_key(questions["m1-q5"])) == "2, 4"
    assert right_answer(question_key(questions["m1-q6"])) == ""
    opened = {x.id: x for x in descendants(revision.open.modules) if hasattr(x, "kind")}
    shown = [option.text[0].text for option in opened["m1-q3"].options]
    said = right_answer(question_key(questions["m1-q3"])).split(", ")
    assert [shown["ABCD".index(sign)] for sign in said] == [
        "Notice the tie", "Disclose it", "Hear the parties", "Decide"]
    sides = [option.text[0].text for option in opened["m1-q4"].counterparts]
    pairs = dict(pair.split() for pair in right_answer(question_key(questions["m1-q4"])).split(", "))
    assert sides["ABCD".index(pairs["1"])] == "No favour"
    assert sides["ABCD".index(pairs["3"])] == "No prejudice"


def test_every_question_leads_to_its_answer_and_back(text_html: str) -> None:
    for item in ("m1-q1", "m1-q2", "m1-q3", "m1-q4", "m1-q5", "m1-q6", "m2-r1"):
        assert text_html.count(f'href="#{item}-answer"') == 1
        assert f'id="{item}-answer"' in text_html
        assert f'href="#{item}">back to the question' in text_html


def test_no_link_leads_nowhere_and_no_id_is_given_twice(text_html: str, manual_html: str) -> None:
    for made in (text_html, manual_html):
        ids = re.findall(r'\sid="([^"]+)"', made)
        assert len(ids) == len(set(ids))
        assert not set(re.findall(r'href="#([^"]+)"', made)) - set(ids)


def test_a_scenario_is_told_in_numbered_paragraphs_with_its_endings_at_the_back(
        revision: Revision, text_html: str) -> None:
    before, after = _halves(text_html)
    numbers = numbering(revision.open).steps
    assert sorted(numbers.values()) == [1, 2, 3, 4]
    assert f"turn to {numbers['m2-s1-gift']}" in before
    for ending in ("m2-s1-end", "m2-s1-bad"):
        assert f'id="{ending}"' in after
        assert f'href="#{ending}"' in before


def test_scenario_paragraphs_stand_mixed_but_for_the_first() -> None:
    steps = tuple(b.OpenStep(f"m1-s1-{x}", (), (), is_ending=x > "f") for x in "abcdefgh")
    scenario = b.OpenScenario("m1-s1", "A story", (), (), steps)
    shown = printed_steps(scenario)
    assert shown[0] is steps[0]
    assert shown != steps[:6]
    assert set(shown) | set(endings(scenario)) == set(steps)


def test_writing_lines_are_as_many_as_the_author_asked_for(text_html: str) -> None:
    reflection = text_html.partition('id="m2-r1"')[2].partition("</section>")[0]
    assert reflection.count('class="line"') == 6


def test_the_index_leads_from_a_paragraph_to_its_places(text_html: str) -> None:
    index = text_html.partition('id="part-index"')[2].partition('id="part-glossary"')[0]
    entry = index.partition("2.5")[2].partition("</div>")[0]
    assert 'href="#m1-c1"' in entry
    assert 'href="#m1-q3"' in entry
    assert 'href="#m2-s1"' in entry


def test_what_is_for_another_publication_is_left_out_and_not_numbered(revision: Revision) -> None:
    course = revision.course
    unit = course.modules[0].units[0]
    section = dataclasses.replace(unit.sections[1], body=(
        b.Only("course", "screen", (small.one("m1-q8", "On the screen alone"),)),
        b.Only("self-directed", "paper", (small.one("m1-q9", "On paper alone"),)),
    ))
    unit = dataclasses.replace(unit, sections=(section,))
    module = dataclasses.replace(course.modules[0], units=(unit,))
    changed = revision_of(dataclasses.replace(course, modules=(module,)), revision.bank)
    made = self_directed(changed, is_paged=False)
    assert "On paper alone" in made
    assert "On the screen alone" not in made
    assert numbering(changed.open).items == {"m1-q9": 1}


def test_the_page_reads_without_styles_and_without_the_network(text_html: str) -> None:
    assert not re.findall(r'(?:src|href)="(?!#|https://example\.org)[^"]*"', text_html)
    assert "<script" not in text_html


def test_no_level_of_heading_is_skipped(text_html: str, manual_html: str) -> None:
    for made in (text_html, manual_html):
        levels = [int(level) for level in re.findall(r"<h([1-6])", made)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
