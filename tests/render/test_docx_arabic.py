"""A document in Arabic runs from the right: paragraphs, runs, tables, the page itself."""

from __future__ import annotations

from typing import Any

import pytest

from elearn.render.docx.manual import manual_document
from elearn.render.docx.ooxml import text_runs
from tests.factories.scripts import revision_in
from tests.render.office import W, opened, part, words


@pytest.fixture(scope="module")
def made() -> bytes:
    return manual_document(revision_in("ar"))


@pytest.fixture(scope="module")
def body(made: bytes) -> Any:
    return part(made, "word/document.xml")[0]


def test_every_paragraph_says_that_it_runs_from_the_right(body: Any) -> None:
    written = [p for p in body.iter(f"{W}p") if words(p)]
    assert len(written) > 100
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in written)


def test_every_arabic_run_says_so_and_no_latin_one(body: Any) -> None:
    for run in body.iter(f"{W}r"):
        is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in words(run))
        assert (run.find(f"{W}rPr/{W}rtl") is not None) is is_arabic, words(run)


def test_a_line_of_two_scripts_is_cut_where_they_meet() -> None:
    runs = text_runs("الدعوى 45 B ثم")
    assert [words(run) for run in runs] == ["الدعوى 45 ", "B ", "ثم"]


def test_tables_begin_at_the_right_and_the_page_too(body: Any) -> None:
    tables = list(body.iter(f"{W}tbl"))
    assert tables and all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in tables)
    assert body[-1].tag == f"{W}sectPr" and body[-1].find(f"{W}bidi") is not None


def test_the_language_is_set_for_whoever_checks_spelling(made: bytes) -> None:
    lang = part(made, "word/styles.xml").find(f".//{W}docDefaults//{W}lang")
    assert lang.get(f"{W}bidi") == "ar-SA"
    assert opened(made).core_properties.language == "ar-SA"


def test_other_scripts_do_not_run_from_the_right() -> None:
    for lang, kind, tag in (("zh", "eastAsia", "zh-CN"), ("ru", "val", "ru-RU")):
        made = manual_document(revision_in(lang))
        assert not list(part(made, "word/document.xml").iter(f"{W}bidi", f"{W}rtl", f"{W}bidiVisual"))
        assert part(made, "word/styles.xml").find(f".//{W}docDefaults//{W}lang").get(f"{W}{kind}") == tag
