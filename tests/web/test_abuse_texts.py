"""Learner's texts anywhere but with their owner; script, templates and formulas in what people type."""

from __future__ import annotations

import logging
from itertools import product

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from tests.databases import Database, everything
from tests.web.browser import Browser

STORY = "/en/course/m2-story"
SECRET = "My cousin Zebulon pleads before me"
SCRIPTS = ("<script>alert(1)</script>", "{{121667*907}} ${121667*907} {% raw %}",
           "</textarea><img src=x onerror=x>",
           "=HYPERLINK(\"https://evil.example\")", "%(name)s %s {0}", "\x00csrf\x00 \x00text\x00",
           "\u202eevil\u2066")
STATIC = ("/static/", "/healthz", "/readyz", "/en/course/media/", "/en/downloads/")


def _pages(app: Flask) -> list[str]:
    """Return an address of every page."""
    places = {"lang": "en", "unit_id": "m2-story", "item_id": "m2-r1", "section_id": "m2-story",
              "token": "x" * 43,
              "name": "elearn.css", "page": "by-country", "file_format": "html", "test": "entry",
              "place": 1, "code": "0000-0000-0000-0000-0000", "kind": "a4", "block_id": "m2-r1",
              "report_id": "0" * 32, "agenda_id": "tm-a1", "part": "m1-c1", "paragraph": "bp-2.5",
              "look": 1, "enrolment": "0" * 32, "site": "nairobi", "key": "all_all_en"}
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return sorted(adapter.build(rule.endpoint, {name: places[name] for name in rule.arguments})
                      for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()))


def _write_everywhere(judge: Browser) -> None:
    """Take the words through every way a form can go: stored, in conflict, too long, without a token."""
    old = judge.form(STORY, f"{STORY}/m2-r1", "text")
    judge.post(f"{STORY}/m2-r1", {**old.values, "act": "reflect", "text": SECRET})
    judge.post(f"{STORY}/m2-r1", {**old.values, "act": "reflect", "text": f"{SECRET} again"})
    judge.post(f"{STORY}/m2-r1", {**old.values, "act": "reflect", "text": f"{SECRET} " * 2000})
    judge.post(f"{STORY}/m2-r1", {"act": "reflect", "text": SECRET})
    judge.post(f"{STORY}/nowhere", {**old.values, "text": SECRET})
    Browser(judge.app).post_form(STORY, f"{STORY}/m2-r1", {"text": SECRET})


def test_words_are_in_no_file_and_in_no_log(
    app: Flask, settings: Settings, database: Database, judge: Browser, caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        _write_everywhere(judge)
    assert SECRET in judge.html(STORY) and "Zebulon" not in caplog.text
    with app.app_context():
        db.engine.dispose()
    files = database.files(settings)
    assert len(files) > 3 and settings.data / "keys.db" in files
    for path in files:
        held = path.read_bytes()
        assert b"Zebulon" not in held and "Zebulon".encode("utf-16-le") not in held, path.name


@pytest.mark.parametrize("role", list(AccessRole))
def test_words_are_on_no_page_of_anyone_else(app: Flask, judge: Browser, role: AccessRole) -> None:
    _write_everywhere(judge)
    for reader in (Browser(app), Browser(app)):
        if role:
            reader.sign_in(role)
        for page in _pages(app):
            assert b"Zebulon" not in reader.client.get(page, buffered=True).data, page


def test_names_and_addresses_are_in_one_table_alone(
    app: Flask, caplog: pytest.LogCaptureFixture,
) -> None:
    browser = Browser(app)
    with caplog.at_level(logging.DEBUG):
        browser.sign_in(display_name="Zebulon Planted", email="zebulon@court.example")
        browser.post_form("/en/course/", "/en/enrol", {})
        browser.answer("m1-choose", "m1-q1", {"choice": "1"})
        browser.post_form("/en/account", "/en/sign-out", {})
        for name in ("zebulon@court.example", "zebulon.unknown@court.example"):
            browser.post_form("/en/sign-in", "/en/sign-in", {"name": name, "password": "zebulon's guess"})
    assert "ebulon" not in caplog.text
    with app.app_context():
        holding = {table for table, rows in everything().items() if any("ebulon" in row for row in rows)}
    assert holding == {"personal"}


@pytest.mark.parametrize("text", SCRIPTS)
def test_script_and_templates_in_a_text_are_text(app: Flask, judge: Browser, text: str) -> None:
    form = judge.form(STORY, f"{STORY}/m2-r1", "text")
    stored = judge.post(f"{STORY}/m2-r1", {**form.values, "act": "reflect", "text": text})
    conflict = judge.post(f"{STORY}/m2-r1", {**form.values, "act": "reflect", "text": text + "!"})
    stale = judge.post(f"{STORY}/m2-r1", {"act": "reflect", "text": text})
    visited = Browser(app).post_form(STORY, f"{STORY}/m2-r1", {"text": text})
    assert (stored.status_code, conflict.status_code, stale.status_code, visited.status_code) == (
        303, 409, 400, 401)
    for page in (judge.html(STORY), conflict.text, stale.text, visited.text):
        assert "<script>alert" not in page and "<img src=x" not in page and "110351969" not in page
        assert page.count('name="csrf_token"') == page.count("<form")


@pytest.mark.parametrize("name", [
    "<script>alert(1)</script>", "{{121667*907}} Okello", "=1+1 Okello", "%(name)s %s {0} Okello",
    "O\"><img src=x>"])
def test_script_templates_and_formulas_in_a_name_are_a_name(app: Flask, name: str) -> None:
    browser = Browser(app)
    browser.sign_in(AccessRole.ADMINISTRATOR, display_name=name)
    for page in _pages(app):
        sent = browser.client.get(page, buffered=True)
        assert sent.status_code < 500, page
        assert b"<script>alert" not in sent.data and b"<img src=x" not in sent.data, page
        assert b"110351969" not in sent.data or page.startswith("/static"), page


@pytest.mark.parametrize("role", [AccessRole.LEARNER, AccessRole.ADMINISTRATOR])
def test_no_personal_page_stays_on_a_shared_phone(app: Flask, role: AccessRole) -> None:
    browser = Browser(app)
    browser.sign_in(role)
    for page, method in product(_pages(app), ("GET", "HEAD")):
        kept = browser.client.open(page, method=method, buffered=True).headers["Cache-Control"]
        assert kept == "no-store" or page.startswith(STATIC), f"{page}: {kept}"
        assert "public" not in kept or page.startswith("/static/"), f"{page}: {kept}"


def test_the_manual_is_answered_to_nobody_by_its_tag(app: Flask) -> None:
    tag = {"If-None-Match": "*", "If-Modified-Since": "Sun, 22 Nov 2099 00:00:00 GMT", "Range": "bytes=0-9"}
    for role in (None, AccessRole.LEARNER):
        browser = Browser(app)
        if role:
            browser.sign_in(role)
        sent = browser.get("/en/downloads/manual.html", **tag)
        assert sent.status_code in (303, 403) and "ETag" not in sent.headers
