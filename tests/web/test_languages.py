"""An interface in a language that the course is not yet in: right to left around left to right."""

from __future__ import annotations

from tests.web.browser import Browser

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
