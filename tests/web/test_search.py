"""Searching the course by its words: whatever is typed, in any script, and nothing kept back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from elearn.learning import search
from elearn.web import context
from tests.factories.courses import PLANTED
from tests.web.browser import Browser
from tests.web.test_shell import queries


def found(page: str) -> list[str]:
    """Return the titles of what a page of results shows."""
    return re.findall(r'<h3[^>]*><a href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_word_is_found_in_another_form_and_case(visitor: Browser) -> None:
    for typed in ("gift", "GIFTS", "gifted"):
        page = visitor.html(f"/en/search?q={typed}")
        assert "<mark>gift</mark>" in page or "<mark>Gift</mark>" in page, typed


@pytest.mark.parametrize("typed", [
    "2.5", "§ 2.5", "§2.5", "bp 2.5", "Principle 2.5", "٢٫٥", "paragraph 2.5."])
def test_the_number_of_a_paragraph_leads_straight_to_it(visitor: Browser, typed: str) -> None:
    sent = visitor.client.get("/en/search", query_string={"q": typed})
    assert sent.status_code == 302 and sent.location == "/en/principles/bp-2.5"


def test_an_article_and_a_measure_have_their_own_pages(visitor: Browser) -> None:
    sent = visitor.client.get("/en/search", query_string={"q": "art. 11(1)"})
    assert sent.location == "/en/principles/uncac-11.1"
    assert visitor.get("/en/search?q=9.9").status_code == 200


def test_nothing_kept_back_is_stored_to_be_found(app: Flask, _context: None) -> None:
    with app.test_request_context():
        revision = context.current().revision("en")
    for word in PLANTED:
        parts = tuple(word.split("-"))
        every = search.find(revision.id, ("planted",), is_any=True)
        assert not every.others, word
        assert not search.find(revision.id, parts).places, word


def test_nothing_found_says_what_to_do(visitor: Browser) -> None:
    page = visitor.html("/en/search?q=xyzzy")
    assert "Nothing in the course has these words" in page
    assert 'href="/en/principles/"' in page and 'value="xyzzy"' in page
    assert "Type at least one word" in visitor.html("/en/search?q=%25%27%22")
    assert "Nothing in the course" not in visitor.html("/en/search")


def test_what_was_typed_comes_back_as_words(visitor: Browser) -> None:
    page = visitor.client.get("/en/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("typed", [
    '"', "'", "gift AND", "NOT gift", "NEAR(gift 2)", "title_words : gift", "gift*", "^gift", "(gift",
    "gift)", "gift OR", "-gift", "gift & | !", "gift:*", "'gift' <-> 'a'",
    "\\", "%", "_", "\x00gift", "a" * 5000,
    "; DROP TABLE search_place", "١٢٣ هدية", "独", "礼物 独立", "\u202egift", "🎁"])
def test_operators_are_words(visitor: Browser, typed: str) -> None:
    assert visitor.client.get("/en/search", query_string={"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["-1", "1e9", "99999999", "x", "٣", ""])
def test_a_page_that_is_not_there_is_no_error(visitor: Browser, typed: str) -> None:
    assert visitor.client.get("/en/search", query_string={"q": "gift", "after": typed}).status_code == 200


@given(st.text(max_size=60))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_is_an_error(visitor: Browser, typed: str) -> None:
    assert visitor.client.get("/en/search", query_string={"q": typed}).status_code in (200, 302)


def test_a_search_costs_two_queries_at_most(app: Flask, visitor: Browser, judge: Browser) -> None:
    for path in ("/en/search?q=gift", "/en/search?q=gift+wedding+lawyer"):
        assert queries(app, visitor, path) <= 2
    assert queries(app, judge, "/en/search?q=gift+wedding+lawyer") <= 3
