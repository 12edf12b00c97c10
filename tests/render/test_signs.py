"""A sign that no shipped font draws is found before it is printed as an empty box."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elearn.document.course import Course
from elearn.render.signs import strange_signs, told
from tests.factories.constructs import every_course
from tests.factories.scripts import revision_in


def _with(course: Course, sign: str) -> Course:
    first, *others = course.modules
    unit = replace(first.units[0], objectives=(f"Know {sign} when you see it",))
    return replace(course, modules=(replace(first, units=(unit, *first.units[1:])), *others))


@pytest.mark.parametrize("lang", ["ar", "zh", "ru"])
def test_the_shipped_fonts_draw_every_sign_of_the_scripts(lang: str) -> None:
    assert not [*strange_signs(revision_in(lang).course)]


@pytest.mark.parametrize("sign", ["\N{GOTHIC LETTER AHSA}", "\N{THAI CHARACTER KO KAI}", "\U0002A700"])
def test_a_sign_without_a_font_is_told_with_its_block(sign: str) -> None:
    course = _with(every_course(), sign)
    assert [*strange_signs(course)] == [(course.modules[0].units[0].id, sign)]


@pytest.mark.parametrize("sign", ["é", "ё", "§", "‏", "\u00a0", "→", "法", "ض"])
def test_a_sign_with_a_font_is_not(sign: str) -> None:
    assert not [*strange_signs(_with(every_course(), sign))]


def test_a_sign_is_named() -> None:
    assert told("\N{THAI CHARACTER KO KAI}") == "U+0E01 THAI CHARACTER KO KAI"
