"""The pages for everyone: each audience starts in one click, and what is promised is what is set."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from elearn.kernel.config import Settings
from elearn.web.public.contacts import contact
from tests.web.browser import Browser
from tests.web.test_shell import queries


def links(page: str) -> list[str]:
    """Return where the text of a page leads, menu and footer left out."""
    return re.findall(r'href="([^"]+)"', page[page.index("<main"):page.index("</main>")])


def test_each_audience_starts_in_one_click(visitor: Browser) -> None:
    held = links(visitor.html("/en/"))
    for place in ("/en/course/", "/en/downloads", "/en/principles/", "/en/about#own",
                  "/en/sign-in?next=/en/training", "/en/sign-in?next=/en/reports/"):
        assert place in held, place
    for place in held:
        assert visitor.get(place.partition("#")[0]).status_code == 200, place


def test_home_leads_a_judge_to_where_they_were(judge: Browser) -> None:
    assert "/en/course/m1-choose" in links(judge.html("/en/"))
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    held = links(judge.html("/en/"))
    assert "/en/course/m1-choose#m1-q2" in held
    assert not [place for place in held if "reports" in place]


def test_home_offers_the_figures_to_whoever_may_see_them(app: Flask) -> None:
    officer = Browser(app)
    officer.sign_in(AccessRole.OFFICER)
    assert ("/en/reports/" in links(officer.html("/en/"))) is ("/en/reports/" in officer.html("/en/help"))


def test_home_costs_few_queries(app: Flask, visitor: Browser, judge: Browser) -> None:
    assert queries(app, visitor, "/en/") == 0
    assert queries(app, judge, "/en/") <= 3


@pytest.mark.parametrize(("typed", "address"), [
    ("help@court.example", "mailto:help@court.example"), ("https://court.example/help",) * 2,
    ("the clerk, room 4", ""), ("javascript:alert(1)", ""), ("a@b?bcc=c@d", ""), ("", None)])
def test_a_contact_is_an_address_a_page_or_words(typed: str, address: str | None) -> None:
    found = contact(Settings(contact=typed))
    assert (found.address if found else None) == address


@pytest.mark.parametrize("path", ["/en/help", "/en/privacy", "/en/accessibility"])
def test_whoever_needs_help_is_told_whom_to_ask(
    app: Flask, visitor: Browser, settings: Settings, path: str,
) -> None:
    assert "names no address" in visitor.html(path)
    app.extensions["elearn_settings"] = settings.model_copy(update={"contact": "help@court.example"})
    assert 'href="mailto:help@court.example"' in visitor.html(path)


def test_privacy_says_what_is_set(app: Flask, visitor: Browser, settings: Settings) -> None:
    page = visitor.html("/en/privacy")
    assert "never deleted for want of use" in page and "90 days after you last wrote" in page
    app.extensions["elearn_settings"] = settings.model_copy(
        update={"keep_unused_months": 36, "keep_drafts_days": 7})
    page = visitor.html("/en/privacy")
    assert "for 36 months" in page and "7 days after you last wrote" in page


def test_the_outline_says_what_is_required_and_how_long(visitor: Browser) -> None:
    page = visitor.html("/en/course/")
    assert "4 units in 2 modules are required" in page
    assert page.count("Required · 2 units · ") == 2
