"""A person's words stand in their own direction, whatever the direction of the page around them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from tests.web.browser import Browser

NAMES = ("القاضية أمينة بنت (سعيد)", "השופטת Dana כהן (J.)")
SITE = "مركز 12 – Nairobi"


def _bare(html: str, words: str) -> list[str]:
    """Return what stands before each place of `words` that has no direction of its own."""
    own = re.compile(r'<(bdi|strong|textarea|blockquote|div|li|p|option)\b[^>]*>\s*$')
    found = []
    for place in re.finditer(re.escape(words), html):
        before = html[:place.start()]
        tag = re.search(r"<[^<]*$", before)
        if tag and ">" not in tag[0]:
            if 'dir="auto"' not in html[tag.start():html.index(">", place.end())]:
                found.append(tag[0])  # A value of an input.
        elif not (re.search(r"<bdi[^>]*>(<strong>)?\s*$", before) or (
                own.search(before) and 'dir="auto"' in before[before.rindex("<"):])):
            found.append(before[-60:])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_set_apart_on_every_page_that_shows_it(app: Flask, name: str) -> None:
    browser = Browser(app)
    browser.sign_in(AccessRole.TRAINER, display_name=name, site=SITE)
    seen = 0
    for lang in ("en", "ar"):
        for path in ("/account", "/account/profile", "/account/export/my-data.html", "/account/log"):
            html = browser.html(f"/{lang}{path}")
            assert not _bare(html, name) and not _bare(html, SITE), path
            seen += name in html
    assert seen >= 6


@pytest.mark.parametrize("path", ["/register", "/account/profile"])
def test_what_takes_a_name_takes_either_direction(judge: Browser, visitor: Browser, path: str) -> None:
    html = (visitor if path == "/register" else judge).html(f"/ar{path}")
    assert re.search(r'<input[^>]*dir="auto"[^>]*name="display_name"', html)


def test_what_one_wrote_is_read_in_its_own_direction(judge: Browser) -> None:
    judge.post_form("/ar/course/m2-story", "/ar/course/m2-story/m2-r1", {"text": NAMES[1], "act": "save"})
    for path in ("/en/my-record/m2-story", "/ar/my-record/m2-story", "/ar/course/m2-story"):
        html = judge.html(path)
        assert NAMES[1] in html and not _bare(html, NAMES[1]), path


def test_a_word_without_a_direction_is_found() -> None:
    assert _bare(f"<p>By {NAMES[0]}</p>", NAMES[0]) and _bare(f'<input value="{NAMES[0]}">', NAMES[0])
    assert not _bare(f"<bdi>{NAMES[0]}</bdi>", NAMES[0])
