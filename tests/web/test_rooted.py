"""Links of the text lead to the same places from every page that shows a piece of it."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from flask import Flask

from elearn.web.rooted import rooted
from tests.web.browser import Browser

UNIT = "/en/course/m1-choose"


@pytest.mark.parametrize(("link", "leads"), [
    ("m2-story#m2-r1", "/en/course/m2-story#m2-r1"), ("../principles/bp-2.5", "/en/principles/bp-2.5"),
    ("glossary#bias", "/en/course/glossary#bias"), ("media/a.svg", "/en/course/media/a.svg"),
    ("#main", "#main"), ("/en/", "/en/"), ("?again=m1-q1", "?again=m1-q1"),
    ("https://a.example/", "https://a.example/"), ("mailto:a@b.example", "mailto:a@b.example")])
def test_a_link_leads_where_it_would_from_a_unit(app: Flask, link: str, leads: str) -> None:
    with app.test_request_context("/en/course/m1-choose"):
        assert rooted(f'<a class="x" href="{link}">') == f'<a class="x" href="{leads}">'


def inner(page: str, at: str) -> set[str]:
    """Return where the links of a page lead that stands at an address."""
    found = re.findall(r'\bhref="([^"#]+)', page)
    return {urljoin(at, each).split("?")[0] for each in found if not each.startswith("http")}


def test_a_page_drawn_where_a_form_was_sent_leads_to_the_same_places(judge: Browser) -> None:
    form = judge.form(UNIT, f"{UNIT}/m1-q1")
    again = judge.post(form.action, form.values)
    assert again.status_code == 400
    before = inner(judge.html(UNIT), UNIT)
    assert "/en/principles/bp-2.5" in before
    assert inner(again.text, form.action) == before


def test_every_link_of_a_record_leads_somewhere(judge: Browser) -> None:
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    for place in inner(judge.html("/en/my-record/m1-choose"), "/en/my-record/m1-choose"):
        assert judge.get(place).status_code in (200, 303), place
