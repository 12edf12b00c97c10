"""Slides ask without answering; answers and all that is for the trainer stand elsewhere."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.kernel.errors import NotFound
from elearn.render.slides.deck import deck as planned
from elearn.render.slides.deck import sessions
from elearn.render.slides.session import session_slides
from elearn.render.slides.slide import Slide
from elearn.render.slides.writing import scale_for
from tests.factories import courses as small
from tests.factories.scripts import revision_in
from tests.render.office import A, dates, deck, parts, words

_ASKED = ("m1-c1", "m1-q2", "m1-q3", "m1-q4", "m1-q5", "m1-q6", "m2-s1")


def _revision_whose_session_uses_everything() -> Revision:
    """Return the small course, a step of its session linking to each item."""
    course = small.small_course()
    links = n.Paragraph(tuple(n.Link(f"#{each}", small.words(each)) for each in _ASKED))
    figure = b.Figure("m1-f1", "recusal-path.svg", "A path from a fact to a decision")
    first, *others = course.modules
    unit = first.units[0]
    drawn = dataclasses.replace(unit, sections=(*unit.sections, dataclasses.replace(
        unit.sections[-1], id="m1-drawn", body=(figure,))))
    shown = n.Paragraph((n.Link("#m1-f1", small.words("the figure")),))
    chapter = course.chapters[0]
    session = next(iter(sessions(course)))
    step = dataclasses.replace(session.steps[0], body=(links, shown))
    changed = dataclasses.replace(session, steps=(step, *session.steps[1:]))
    plans = dataclasses.replace(chapter.sections[1], body=(changed, chapter.sections[1].body[1]))
    return revision_of(dataclasses.replace(
        course, rules=dataclasses.replace(course.rules, content="bangalore_principles"),
        modules=(dataclasses.replace(first, units=(drawn, *first.units[1:])), *others),
        chapters=(dataclasses.replace(chapter, sections=(chapter.sections[0], plans)),)),
        small.small_bank())


@pytest.fixture(scope="module")
def revision() -> Revision:
    return _revision_whose_session_uses_everything()


@pytest.fixture(scope="module")
def slides(revision: Revision) -> tuple[Slide, ...]:
    return planned(revision, sessions(revision.course)[0])


@pytest.fixture(scope="module")
def made(revision: Revision) -> bytes:
    return session_slides(revision, "tm-s1")


def _shown(slide: Slide) -> str:
    return " ".join((slide.title, *slide.lines, *slide.options))


def _said(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_slide_that_asks_shows_no_answer(slides: tuple[Slide, ...]) -> None:
    asking = [slide for slide in slides if slide.kind == "question"]
    assert len(asking) >= 6
    for slide in asking:
        assert not re.search("Sound|Defensible|Risky|Breach|Right", _shown(slide))


def test_no_slide_shows_what_is_for_the_trainer(made: bytes) -> None:
    shown = [_said(slide) for slide in deck(made).slides]
    for word in small.PLANTED:
        assert not [text for text in shown if word in text], word


def test_the_notes_hold_trainer_text_reasons_and_debriefs(made: bytes) -> None:
    notes = "\n".join(slide.notes_slide.notes_text_frame.text
                      for slide in deck(made).slides if slide.has_notes_slide)
    for word in (small.PLANTED_TRAINER, small.PLANTED_FEEDBACK, small.PLANTED_EXPLANATION,
                 small.PLANTED_DEBRIEF):
        assert word in notes, word
    assert small.PLANTED_BANK not in notes


def test_verdicts_come_on_the_slide_after(slides: tuple[Slide, ...]) -> None:
    place = next(i for i, slide in enumerate(slides) if "What do you do first?" in _shown(slide))
    assert slides[place].options == (
        "A\tSay nothing.", "B\tDisclose and hear the parties.", "C\tRecuse at once.")
    after = slides[place + 1]
    assert after.title == "After the vote"
    assert after.lines == ("A\t▲ Risky", "B\t✓ Sound", "C\t○ Defensible")


def test_an_order_a_match_and_a_spot_are_answered_too(slides: tuple[Slide, ...]) -> None:
    answered = [slide.lines[0] for slide in slides if slide.title == "After the vote"]
    assert "Right: 2, 4" in answered
    assert sum(line.startswith("Right: ") for line in answered) == 3


def test_a_story_is_asked_paragraph_by_paragraph(slides: tuple[Slide, ...]) -> None:
    told = [slide for slide in slides if slide.title.startswith("The wedding: ")]
    assert [slide.kind for slide in told] == ["question", "question", "content", "content"]
    assert told[0].options == ("A\tAccept.", "B\tDecline.")
    assert "Risky" in told[0].notes[0]


def test_a_step_is_a_slide_with_its_minutes(slides: tuple[Slide, ...]) -> None:
    steps = [slide for slide in slides if slide.kind == "section"]
    assert [(slide.title, slide.lines) for slide in steps] == [
        ("Read the case", ("10 minutes",)), ("Discuss", ("15 minutes",)), ("Debrief", ("§ 2.5",))]


def test_the_deck_is_wide_and_set_in_layouts(made: bytes, slides: tuple[Slide, ...]) -> None:
    held = deck(made)
    assert held.slide_width * 9 == held.slide_height * 16
    assert {layout.name for layout in held.slide_layouts} == {
        "Title", "Content", "Section", "Question", "Question with text", "Two columns", "Picture"}
    assert len(held.slides) == len(slides)
    for slide in held.slides:
        assert slide.shapes.title.text
        assert all(shape.is_placeholder for shape in slide.shapes)
        assert not [s for s in slide.placeholders if s.has_text_frame and not s.text_frame.text.strip()]
        assert len({shape.shape_id for shape in slide.shapes}) == len(list(slide.shapes))


def test_nothing_stands_outside_its_slide(made: bytes) -> None:
    held = deck(made)
    for slide in held.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= held.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= held.slide_height


def test_a_picture_is_whole_and_told_in_words(made: bytes) -> None:
    [picture] = [shape for slide in deck(made).slides for shape in slide.shapes
                 if shape._element.tag.endswith("}pic")]
    assert picture._element.nvPicPr.cNvPr.get("descr") == "A path from a fact to a decision"
    across, down = picture.image.size
    assert abs(picture.width / picture.height - across / down) < 0.01
    assert picture.crop_top == picture.crop_left == 0


def test_every_run_says_in_which_language_it_is(made: bytes) -> None:
    for slide in deck(made).slides:
        for element in (slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])):
            for run in element.iter(f"{A}r"):
                assert run.find(f"{A}rPr").get("lang") == "en-GB", words(run)


def test_arabic_runs_from_the_right() -> None:
    held = deck(session_slides(revision_in("ar"), "tm-s1"))
    for slide in held.slides:
        for paragraph in slide._element.iter(f"{A}p"):
            assert paragraph.find(f"{A}pPr").get("rtl") == "1"
        for run in slide._element.iter(f"{A}r"):
            assert run.find(f"{A}rPr").get("lang") == "ar-SA"
    title = held.slide_master.placeholders[0]
    assert held.slide_width - title.left - title.width == 620000
    level = held.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr")
    assert (level.get("rtl"), level.get("algn")) == ("1", "r")


def test_long_text_is_set_smaller_and_short_text_is_not() -> None:
    assert scale_for(["A short line."], 800, 350) == 100
    assert 50 <= scale_for(["word " * 60] * 4, 800, 350) < 100


def test_the_same_session_gives_the_same_bytes(made: bytes, revision: Revision) -> None:
    assert session_slides(revision, "tm-s1") == made
    assert dates(made) == {(1980, 1, 1, 0, 0, 0)}
    told = deck(made).core_properties
    assert told.created == told.modified == datetime(2026, 1, 15)
    assert not [name for name in parts(made) if "thumbnail" in name or "printer" in name]


def test_a_session_that_is_not_there_is_refused(revision: Revision) -> None:
    with pytest.raises(NotFound):
        session_slides(revision, "tm-s9")
