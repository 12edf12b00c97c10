"""The map of a story: every paragraph and choice, in shapes without words and in words without shapes."""

from __future__ import annotations

import dataclasses
import re

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.questions import Verdict
from elearn.render.manual import trainers_manual
from elearn.render.maps import story_map
from elearn.render.numbering import numbering
from tests.factories import courses as small
from tests.factories.scripts import revision_in


def test_every_paragraph_and_choice_is_on_it() -> None:
    story = small.scenario("m2-s1")
    laid = story_map(story, {step.id: place for place, step in enumerate(story.steps, start=1)})
    assert {spot.step for spot in laid.spots} == {step.id for step in story.steps}
    assert sum(map(len, laid.ways)) == sum(len(step.choices) for step in story.steps)
    assert [[(way.sign, way.target) for way in ways] for ways in laid.ways] == [
        [("A", 2), ("B", 3)], [("A", 4), ("B", 3)], [], []]


def test_it_goes_down_and_ends_on_the_last_row() -> None:
    laid = story_map(small.scenario("m2-s1"), {})
    heights = {spot.step: spot.y for spot in laid.spots}
    assert heights["m2-s1-start"] < heights["m2-s1-gift"] < heights["m2-s1-end"] == heights["m2-s1-bad"]
    assert len({(spot.x, spot.y) for spot in laid.spots}) == len(laid.spots)
    for spot in laid.spots:
        assert 19 < spot.x < laid.width - 19 and 19 < spot.y < laid.height - 19


def test_two_choices_with_one_end_stay_two_lines() -> None:
    story = small.scenario("m2-s1")
    twice = tuple(dataclasses.replace(c, target="m2-s1-end") for c in story.steps[0].choices)
    changed = dataclasses.replace(story, steps=(
        dataclasses.replace(story.steps[0], choices=twice), *story.steps[1:]))
    [first, second] = story_map(changed, {}).ways[0]
    assert first.path != second.path and (first.x, first.y) != (second.x, second.y)


def test_a_story_that_goes_in_a_circle_is_laid_out_all_the_same() -> None:
    story = small.scenario("m2-s1")
    back = b.Choice("c", small.words("Think again."), Verdict.DEFENSIBLE, "m2-s1-start")
    gift = dataclasses.replace(story.steps[1], choices=(*story.steps[1].choices, back))
    changed = dataclasses.replace(story, steps=(story.steps[0], gift, *story.steps[2:]))
    assert len(story_map(changed, {}).spots) == 4


def test_the_drawing_holds_no_words_and_the_table_says_all(revision: Revision) -> None:
    made = trainers_manual(revision, is_paged=False)
    [drawing] = re.findall(r"<svg.*?</svg>", made, re.S)
    assert "<text" not in drawing
    numbers = numbering(revision.open).steps
    twin = made.partition('<table class="ways">')[2].partition("</table>")[0]
    for step in small.scenario("m2-s1").steps:
        assert f'<a href="#{step.id}">{numbers[step.id]}</a>' in twin
    assert twin.count('class="way-on"') == 4
    assert re.findall(r"is-(\w+)", twin) == ["risky", "sound", "breach", "sound", "sound", "breach"]


def test_in_arabic_the_drawing_is_mirrored_with_its_labels() -> None:
    made = trainers_manual(revision_in("ar"), is_paged=False)
    assert "scale(-1 1)" in made
    assert 'class="spot" style="inset-inline-start' in made
    assert "scale(-1 1)" not in trainers_manual(revision_in("ru"), is_paged=False)
