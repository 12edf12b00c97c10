"""CSRF everywhere, JSON as text/plain too: nothing changes by a post that no page of ours sent."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from flask import Flask

from elearn.accounts.models import AccessRole
from tests.databases import everything
from tests.web.browser import Browser

FIELDS = {
    "theme": "dark", "whose": "mine", "which": "others", "choice": "1", "event": "ab" * 16, "next": "/en/",
    "text": "planted by another", "act": "reflect", "email": "a@court.example", "name": "a@court.example",
    "password": "seven quiet rivers at dusk", "again": "seven quiet rivers at dusk", "code": "000000",
    "current": "seven quiet rivers at dusk", "display_name": "Mallory", "country": "KE",
    "judicial_role": "judge", "language": "en", "gender": "", "court_level": "",
}
KINDS = ("application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data")
PLACES = {"lang": "en", "unit_id": "m2-story", "item_id": "m2-r1", "section_id": "m2-story",
          "test": "entry", "place": 1,
          "block_id": "m2-r1", "where": "m2-r1", "report_id": "0" * 32, "agenda_id": "tm-a1",
          "file_format": "pdf", "paragraph": "bp-2.5",
          "look": 1, "enrolment": "0" * 32, "site": "nairobi", "key": "all_all_en"}


def _posts(app: Flask) -> list[str]:
    """Return an address of every route that takes a post."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return sorted(
            adapter.build(rule.endpoint, {name: PLACES[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set()))


def _everything(app: Flask) -> dict[str, list[str]]:
    """Return every row of every table."""
    with app.app_context():
        return everything()


def _body(kind: str, token: str) -> bytes | dict[str, str]:
    fields = {**FIELDS, "csrf_token": token} if token else FIELDS
    if kind == "multipart/form-data":
        return fields
    if kind == "application/x-www-form-urlencoded":
        return urlencode(fields).encode()
    return json.dumps(fields).encode()


@pytest.fixture
def staff(app: Flask) -> Browser:
    """An administrator, whose posts could do most."""
    browser = Browser(app)
    browser.sign_in(AccessRole.ADMINISTRATOR)
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_no_post_without_a_token_changes_anything(app: Flask, staff: Browser, kind: str) -> None:
    staff.html("/en/account/password")
    before, addresses = _everything(app), _posts(app)
    assert len(addresses) > 15
    for address in addresses:
        for headers in ({}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}):
            sent = staff.client.post(address, data=_body(kind, ""), content_type=kind, headers=headers)
            assert sent.status_code in (400, 401), (address, sent.status)
    assert _everything(app) == before


def test_a_token_in_json_in_plain_text_or_in_the_address_is_no_token(app: Flask, staff: Browser) -> None:
    token = str(staff.form("/en/account/password", "/en/account/password").values["csrf_token"])
    before = _everything(app)
    for address in _posts(app):
        for kind in ("application/json", "text/plain"):
            sent = staff.client.post(
                f"{address}?csrf_token={token}", data=_body(kind, token), content_type=kind)
            assert sent.status_code in (400, 401), (address, kind, sent.status)
    assert _everything(app) == before


def test_the_token_of_one_browser_is_none_in_another(app: Flask, staff: Browser, visitor: Browser) -> None:
    attacker = str(visitor.form("/en/sign-in", "/en/sign-in").values["csrf_token"])
    staff.html("/en/account/password")
    before = _everything(app)
    for address in _posts(app):
        sent = staff.client.post(address, data={**FIELDS, "csrf_token": attacker})
        assert sent.status_code in (400, 401), (address, sent.status)
    assert _everything(app) == before


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
    {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
])
@pytest.mark.parametrize("is_known", [True, False])
def test_words_of_another_site_are_never_put_into_a_form_of_ours(
    judge: Browser, visitor: Browser, headers: dict[str, str], is_known: bool,
) -> None:
    sent = (judge if is_known else visitor).client.post(
        "/en/course/m2-story/m2-r1", data={"text": "planted by another"}, headers=headers)
    assert sent.status_code == 400 and "planted by another" not in sent.text


def test_words_sent_from_our_own_page_come_back_whatever_the_token(judge: Browser) -> None:
    for headers in ({"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}):
        sent = judge.client.post(
            "/en/course/m2-story/m2-r1", data={"text": "my own words"}, headers=headers)
        assert sent.status_code == 400 and "my own words" in sent.text


def test_opening_pages_changes_nothing_but_who_looked_at_what(app: Flask, staff: Browser) -> None:
    before = _everything(app)
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        places = {**PLACES, "token": "x" * 43, "name": "elearn.css", "page": "by-country",
                  "code": "0" * 20, "kind": "credential.json", "part": "m2-c1"}
        addresses = [adapter.build(rule.endpoint, {name: places[name] for name in rule.arguments})
                     for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    for address in addresses:
        for query in ("", "?theme=dark&whose=mine&which=others&user_id=1&role=administrator&act=keep"):
            for method in ("GET", "HEAD", "OPTIONS"):
                staff.client.open(address + query, method=method, buffered=True)
    after = _everything(app)
    changed = {name for name in after if after[name] != before[name]}
    # An unknown code at the page of verification counts as a guess.
    assert changed <= {"audit_entry", "sign_in_attempt"}
