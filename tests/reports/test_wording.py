"""Every table, dimension and figure of the closed list has words, in every language, and a definition."""

from __future__ import annotations

import pytest

from elearn.kernel import words
from elearn.learning.acts import Source
from elearn.reports import tables
from elearn.reports.wording import charts, definitions, names, sheets
from elearn.reports.wording import tables as wording
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value
from tests.factories.courses import small_revision
from tests.factories.figures import COUNTED, table

ENGLISH = Tongue("en")


@pytest.mark.parametrize("page", tables.PAGES)
def test_a_table_is_worded_with_its_rows_columns_and_filters(page: str) -> None:
    held = tables.listed(page)
    assert names.title(ENGLISH, page) != page
    for each in (held.rows, *(name for listed in held.filters for name in listed)):
        assert names.dimension(ENGLISH, each) != each, each
    for column in held.columns:
        assert names.column(ENGLISH, column) != column, column
        defined = definitions.of_column(ENGLISH, column)
        assert defined and defined.counts and defined.unit and defined.printing, column


def test_every_family_has_a_heading() -> None:
    assert all(names.family(ENGLISH, each) != each for each in tables.families())


@pytest.mark.parametrize("lang", [each.tag for each in words.INTERFACE])
def test_every_sentence_can_be_said_in_every_language(lang: str) -> None:
    t = Tongue(lang)
    for column in definitions.names():
        assert definitions.of_column(t, column)
    assert names.pages(t) and names.columns(t) and names.flags(t) and definitions.notes(t)


@pytest.mark.parametrize(("dimension", "held", "said"), [
    ("country", "XA", "Velmara"), ("country", "KE", "Kenya"), ("role", "judge", "Judge"),
    ("gender", "undisclosed", "Not said"), ("month", "2026-04", "April 2026"),
    ("year", "2026-04", "April 2026 to March 2027"), ("year", "2026-01", "January 2026 to December 2026"),
    ("year", "2025-12", "December 2025 to November 2026"), ("language", "fr", "French"),
    ("site", "none", "No training site"), ("stage", "final-test-sat", "Final test sat"),
    ("stage", "m1", "Independence"), ("starts", "04", "April"), ("site", "nai", "Nairobi"),
    ("role", "", "All"),
])
def test_a_value_is_named(dimension: str, held: str, said: str) -> None:
    t = Tongue("en", {"stage": {"m1": "Independence"}, "site": {"nai": "Nairobi"}})
    assert value(t, dimension, held) == said


def test_a_table_keeps_its_printed_cells_and_names_its_filters() -> None:
    held = table("by-role", {"judge": "100 | 90 | 60 | <10 | 60 %", "": "100 | 90 | 60 | <10 | 60 %"},
                 country="XA")
    worded = wording.worded(ENGLISH, held)
    assert worded.title == "Completion by role: Velmara"
    assert worded.rows[0] == ("Judge", "100", "90", "60", "<10", "60 %") and worded.has_total
    assert worded.as_of == "22 November 2026, 1:10\u202fam (UTC)"


def test_flags_of_questions_are_said_in_words() -> None:
    held = table("items", {"i1": "60 | 98 % | 0.02 | a 98 % | too-easy does-not-discriminate"})
    assert wording.worded(ENGLISH, held).rows[0][-1] == "too easy, does not tell who knows more"


def test_a_chart_of_many_rows_draws_the_twelve_largest() -> None:
    rows = {f"m{number}": f"{number * 10} | – | {number * 10} | – | –" for number in range(1, 20)}
    drawn = charts.chart(ENGLISH, table("by-site", rows))
    assert drawn and len(drawn.rows) == 12 and drawn.rows[0] == ("m19", "190")


def test_a_table_in_which_nothing_is_printed_has_no_chart() -> None:
    assert charts.chart(ENGLISH, table("by-role", {"judge": "<10 | <10 | <10 | <10 | –"})) is None


def test_a_sheet_names_modules_as_the_course_does() -> None:
    revision = small_revision()
    t = sheets.tongue("en", revision, {})
    module = revision.course.modules[0]
    sheet = sheets.table_sheet(t, "A course", table("funnel", {module.id: "100 | – | –"}), COUNTED)
    assert sheet.table.rows[0][0] == module.title and sheet.dated == COUNTED


@pytest.mark.parametrize("source", list(Source))
def test_every_way_by_which_an_event_comes_is_named_among_the_checks(source: Source) -> None:
    assert not value(ENGLISH, "check", f"source-{source.value}").startswith("source-")
