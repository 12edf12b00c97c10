"""The Principles, paragraph by paragraph, and every place of the course that leans on each."""

from __future__ import annotations

from flask import Flask

from tests.factories.courses import PLANTED
from tests.web.browser import Browser
from tests.web.test_shell import queries


def test_every_paragraph_has_a_page_that_says_what_it_says(visitor: Browser) -> None:
    index = visitor.html("/en/principles/")
    for place, gist in (
            ("bp-2.5", "Step aside where"), ("bp-2.5.1", "Actual bias."), ("uncac-11.1", "Strengthen")):
        assert f'href="/en/principles/{place}"' in index and f'id="src-{place}"' in index
        page = visitor.html(f"/en/principles/{place}")
        assert gist in page and 'rel="noopener" href="https://example.org/' in page


def test_a_paragraph_names_what_practises_it(visitor: Browser) -> None:
    page = visitor.html("/en/principles/bp-2.5")
    for item in ("/en/course/m1-choose#m1-q1", "/en/course/m2-story#m2-s1"):
        assert f'href="{item}"' in page
    assert "Question 1" in page and "The wedding" in page
    assert not [word for word in PLANTED if word in page] and "t-2" not in page


def test_a_value_lists_its_paragraphs_and_a_paragraph_its_neighbours(visitor: Browser) -> None:
    assert 'href="/en/principles/bp-2.5"' in visitor.html("/en/principles/bp-2")
    page = visitor.html("/en/principles/bp-2.5")
    assert 'class="back" href="/en/principles/bp-2"' in page
    assert 'class="onward" href="/en/principles/bp-2.5.1"' in page
    assert 'href="/en/principles/bp-2" lang="en"' in page


def test_what_is_no_paragraph_is_no_page(visitor: Browser) -> None:
    for place in ("bp-9.9", "nothing", "bp-", "t-2"):
        assert visitor.get(f"/en/principles/{place}").status_code == 404


def test_the_page_of_sources_of_before_leads_here(visitor: Browser) -> None:
    sent = visitor.get("/en/course/sources")
    assert sent.status_code == 301 and sent.location == "/en/principles/"


def test_a_citation_in_a_unit_leads_to_its_paragraph(visitor: Browser) -> None:
    assert 'href="../principles/bp-2.5"' in visitor.html("/en/course/m1-choose")


def test_these_pages_ask_the_database_nothing(app: Flask, visitor: Browser, judge: Browser) -> None:
    for path in ("/en/principles/", "/en/principles/bp-2.5"):
        assert queries(app, visitor, path) == 0
        assert queries(app, judge, path) <= 1
