"""An interface in a language that the course is not yet in: right to left around left to right."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from elearn.kernel import db, mail
from tests.web.browser import Browser
from tests.web.sitting import Sitter

_ELSEWHERE = "معروض باللغة التي كُتب بها"


def test_a_page_has_the_language_of_its_address(visitor: Browser) -> None:
    page = visitor.html("/ar/help")
    assert '<html lang="ar" dir="rtl"' in page
    assert 'href="/en/help" lang="en"' in page and 'href="/ar/course/"' in page


def test_content_that_is_missing_is_shown_in_its_own_language(visitor: Browser) -> None:
    page = visitor.html("/ar/course/m1-choose")
    assert '<article class="unit" lang="en" dir="ltr">' in page
    assert page.count(_ELSEWHERE) == 1
    assert '<legend lang="ar" dir="rtl">' in page and '<button class="button main" lang="ar"' in page
    assert "shown in the language it was written in" not in visitor.html("/en/course/m1-choose")


def test_answering_works_in_either_language_on_one_record(judge: Browser) -> None:
    sent = judge.post_form("/ar/course/m1-choose", "/ar/course/m1-choose/m1-q1", {"choice": "2"})
    assert sent.location == "/ar/course/m1-choose#m1-q1-verdict"
    assert "1 of 2 done" in judge.html("/en/course/m1-choose")
    assert "أُنجز 1 من 2" in judge.html("/ar/course/m1-choose")


def test_the_root_asks_the_browser(visitor: Browser) -> None:
    assert visitor.get("/", **{"Accept-Language": "ar-EG, en;q=0.5"}).location == "/ar/"
    assert visitor.get("/", **{"Accept-Language": "sw"}).location == "/en/"


def test_a_test_that_is_not_in_this_language_leads_to_the_one_that_is(sitter: Sitter) -> None:
    page = sitter.html("/fr/tests/entry")
    assert '<a href="/en/tests/entry" hreflang="en">' in page and "Commencer le test" not in page


@pytest.mark.parametrize(("lang", "direction", "subject"), [
    ("ar", "rtl", "أكّد عنوان بريدك الإلكتروني"), ("fr", "ltr", "Confirmez votre adresse électronique")])
def test_a_letter_is_written_in_its_readers_language(
    app: Flask, lang: str, direction: str, subject: str,
) -> None:
    with app.app_context():
        db.begin_write()
        held = mail.send("judge@court.example", "confirm-address", lang, link="https://course.example/x")
        letter = db.db.session.get_one(mail.Letter, held)
        assert letter.subject == subject and f'<html lang="{lang}" dir="{direction}">' in letter.html
        assert letter.text.count("https://course.example/x") == 1 and not re.search("<[a-z]", letter.text)
        assert "Open this page" not in letter.text + letter.html
        db.db.session.rollback()


def test_figures_are_western_and_dates_and_countries_are_those_of_the_language(judge: Browser) -> None:
    judge.post_form("/ar/course/m1-choose", "/ar/course/m1-choose/m1-q1", {"choice": "2"})
    pages = [judge.html(f"/ar{path}") for path in (
        "/course/m1-choose", "/my-record", "/my-record/m1-choose", "/account/sessions", "/account/profile")]
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", "".join(pages))
    assert "كينيا" in pages[-1]
    assert re.search("[0-9]{1,2}\u200f/[0-9]{1,2}\u200f/20[0-9]{2}", pages[3])
    assert "Kenya" in judge.html("/fr/account/profile") and "Tchad" in judge.html("/fr/account/profile")
