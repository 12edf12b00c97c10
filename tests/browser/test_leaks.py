"""Before an answer, nothing that belongs after it is in a page: as a visitor and as a fresh learner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

import pytest

from elearn.document.blocks import Block, Reflection, Scenario, Trainer
from elearn.document.course import Unit
from elearn.document.questions import Question
from elearn.document.walk import acting_blocks, descendants, plain_text
from tests.browser.answering import wrong
from tests.browser.conftest import Opener
from tests.browser.serving import PASSWORD, Server

pytestmark = pytest.mark.browser


def told_after(item: object) -> Iterable[object]:
    """Yield each text that is told only after an answer to this item."""
    if isinstance(item, Question):
        yield from item.explanation
        yield from (each for option in item.options for each in option.feedback)
    if isinstance(item, Reflection):
        yield from item.model
    if isinstance(item, Scenario):
        for step in item.steps:
            yield from step.feedback
            yield from (each for choice in step.choices for each in choice.feedback)
            yield from step.debrief.body if step.debrief else ()


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without numbers and signs."""
    return re.findall(r"[^\W\d_]+", text.lower())


def marks_of(texts: Iterable[object]) -> set[str]:
    """Return from each text the longest five words in a row, as a mark by which to know it."""
    found = set()
    for text in texts:
        words = words_of(plain_text(text))
        runs = [" ".join(words[start:start + 5]) for start in range(len(words) - 4)]
        if runs:
            found.add(max(runs, key=len))
    return found


def plain(html: str) -> str:
    """Return all words of a page, attributes and scripts included, in one line of small letters."""
    text = unescape(re.sub(r"<(?=/?\w)[^<>]*>", _attributes, html))
    return " ".join(words_of(text))


def _attributes(tag: re.Match[str]) -> str:
    """Keep the values of attributes; a tag within a sentence does not part its words."""
    values = re.findall(r'(?:alt|title|value|content|aria-label|data-[\w-]+)="([^"]*)"', tag.group())
    return f" {' '.join(values)} " if values else ""


def hidden_of(server: Server) -> dict[str, set[str]]:
    """Return for each unit the marks of all that its page must not say before an answer."""
    course = server.revision.course
    # What the course says twice, or a paragraph says in the margin, marks nothing.
    gists = [paragraph.gist for source in course.sources.sources for paragraph in source.paragraphs]
    said = " ".join(words_of(plain_text(course)))
    whole = " ".join([said, *(" ".join(words_of(gist)) for gist in gists)])
    return {unit.id: {mark for mark in _marks_of_unit(unit) if whole.count(mark) == 1}
            for module in course.modules for unit in module.units}


def _marks_of_unit(unit: Unit[Block]) -> set[str]:
    trainer = [each for node in descendants(unit) if isinstance(node, Trainer) for each in node.body]
    return marks_of([*trainer, *(text for item in acting_blocks(unit) for text in told_after(item))])


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_no_page_tells_before_the_answer(open_window: Opener, server: Server, who: str) -> None:
    walk = open_window(java_script_enabled=False)
    if who == "learner":
        walk.sign_in(server.add_person(), PASSWORD)
        walk.enrol()
    hidden = hidden_of(server)
    assert sum(map(len, hidden.values())) > 150
    every = set().union(*hidden.values())
    for unit in walk.units():
        walk.open(f"course/{unit}")
        page = plain(walk.page.content())
        assert not sorted(mark for mark in every if mark in page), unit


def test_the_marks_are_found_once_an_answer_is_given(open_window: Opener, server: Server) -> None:
    walk = open_window(java_script_enabled=False)
    hidden = hidden_of(server)["m2-bias"]
    walk.open("course/m2-bias")
    walk.answer("m2-q1", wrong(walk.key("m2-q1")))
    page = plain(walk.page.content())
    assert len([mark for mark in hidden if mark in page]) >= 4


def test_no_verdict_stands_in_a_page_before_the_answer(open_window: Opener, server: Server) -> None:
    walk = open_window(java_script_enabled=False)
    for unit in walk.units():
        walk.open(f"course/{unit}")
        html = walk.page.content()
        main = html[html.index("<article"):html.index("</article>")]
        assert not re.findall(r"\bis-(?:sound|defensible|risky|breach|right|partly)\b", main), unit
        assert not re.findall(r'(?:value|id|data-[\w-]+)="[^"]*\b(?:sound|defensible|risky|breach)\b', main)
