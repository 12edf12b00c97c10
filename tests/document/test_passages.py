"""Every block with an id is a passage that a reader can point at."""

from __future__ import annotations

from elearn.document.passages import passage, passages
from tests.factories.courses import small_revision

COURSE = small_revision().open


def test_a_unit_names_its_text_cases_questions_and_figures() -> None:
    units = [unit for module in COURSE.modules for unit in module.units]
    found = {each.id: each for unit in units for each in passages(unit)}
    kinds = {each.kind for each in found.values()}
    assert kinds >= {"section", "case", "question", "scenario", "reflection"}
    assert all(each.unit_id in {unit.id for unit in units} for each in found.values())
    opening = found["m1-choose"]
    assert (opening.kind, opening.title) == ("section", units[0].title)


def test_what_no_reader_sees_is_no_passage() -> None:
    every = {each.id for module in COURSE.modules for unit in module.units for each in passages(unit)}
    assert passage(COURSE, next(iter(every))) is not None
    assert passage(COURSE, "tm-session") is None and passage(COURSE, "") is None
