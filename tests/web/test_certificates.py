"""One's own certificates, and the page where anyone checks one, without JavaScript."""

from __future__ import annotations

import copy
import io
import json
import re
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from elearn.accounts.models import Person
from elearn.kernel.db import db, transaction
from elearn.learning.certificates import queries, services
from elearn.render.certificate import Paper, certificate_pdf
from tests.factories.certificates import certified, completed, credential_of, make, rows
from tests.factories.learners import Learner
from tests.factories.people import session_token
from tests.web.browser import Browser


@pytest.fixture
def amara(app: Flask) -> Learner:
    """A judge with a certificate whose files are made."""
    with app.app_context():
        return certified()


def _signed_in(app: Flask, who: Learner) -> Browser:
    browser = Browser(app)
    with app.app_context():
        browser.use_token(session_token(db.session.get_one(Person, who.person_id)))
    return browser


def _code(app: Flask, who: Learner) -> str:
    with app.app_context():
        return str(rows(who)[-1].code)


def _credential(app: Flask, who: Learner) -> dict[str, Any]:
    with app.app_context():
        return credential_of(who)


def _bring(browser: Browser, content: bytes, name: str = "credential.json") -> TestResponse:
    form = browser.form("/verify", "/verify", "file")
    return browser.client.post("/verify", data={**form.values, "file": (io.BytesIO(content), name)},
                               content_type="multipart/form-data")


def test_a_code_shows_every_printed_field_and_the_state(
    app: Flask, visitor: Browser, amara: Learner,
) -> None:
    page = visitor.html(f"/verify/{_code(app, amara)}")
    for said in ("Valid", "Amara Okello", "A small course", "International edition", "E-learning",
                 "English", amara.revision.id[:12], "did:key:z6Mk", "/verify/", "Compare every line"):
        assert said in page, said
    response = visitor.get(f"/verify/{_code(app, amara)}")
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_typed_code_finds_its_address_however_it_was_typed(
    app: Flask, visitor: Browser, amara: Learner,
) -> None:
    code = _code(app, amara)
    shown = "-".join(code[place:place + 4] for place in range(0, 20, 4))
    for typed in (code.lower(), shown, f"  {shown.replace('-', ' ')} "):
        sent = visitor.client.get("/verify", query_string={"code": typed})
        assert (sent.status_code, sent.location) == (303, f"/verify/{shown}")
    for typed in ("", "short", "x" * 300, "<script>alert(1)</script>"):
        sent = visitor.client.get("/verify", query_string={"code": typed})
        assert sent.status_code == 400 and "Error:" in sent.text and "<script>alert" not in sent.text


def test_the_states_are_told_and_the_new_code_is_not(app: Flask, visitor: Browser, amara: Learner) -> None:
    old = _code(app, amara)
    with app.app_context(), transaction():
        new = services.reissue(amara.id, "Amara A. Okello", amara.person_id)
    page = visitor.html(f"/verify/{old}")
    assert "Superseded" in page and "Amara Okello" in page
    shown = "-".join(new[place:place + 4] for place in range(0, 20, 4))
    assert new not in page and shown not in page and "Amara A." not in page
    with app.app_context(), transaction():
        services.revoke(new, "command-line", "A reason that is the holder's alone")
    page = visitor.html(f"/verify/{new}")
    assert "Revoked on" in page and "holder's alone" not in page
    with app.app_context(), transaction():
        services.forget_holder(amara.person_id)
    for code, state in ((old, "Superseded"), (new, "Revoked")):
        page = visitor.html(f"/verify/{code}")
        assert state in page and "not kept any more" in page and "Amara" not in page


def test_an_erased_holder_is_neither_named_nor_linked(app: Flask, visitor: Browser, amara: Learner) -> None:
    code = _code(app, amara)
    with app.app_context(), transaction():
        services.forget_holder(amara.person_id)
    page = visitor.html(f"/verify/{code}")
    assert "Holder erased" in page and "Amara" not in page and amara.person_id not in page
    assert amara.id not in page


def test_an_unknown_or_unconfirmed_code_is_no_certificate(app: Flask, visitor: Browser) -> None:
    with app.app_context():
        waiting = completed()
        code = rows(waiting)[0].code
    for typed in (code, "0" * 20, "x", "<b>bold</b>", "%00", "a" * 3000):
        sent = visitor.get(f"/verify/{typed}")
        assert sent.status_code == 404, typed
        assert "<b>bold" not in sent.text


def test_a_guesser_waits_and_nobody_else_does_not_even_beside_them(
    app: Flask, visitor: Browser, amara: Learner,
) -> None:
    code, statuses = _code(app, amara), []
    for number in range(40):
        sent = visitor.client.get(f"/verify/{number:020d}", environ_base={"REMOTE_ADDR": "203.0.113.7"})
        statuses.append(sent.status_code)
    assert statuses[:29] == [404] * 29 and set(statuses[31:]) == {429}
    assert int(sent.headers["Retry-After"]) > 0
    here = visitor.client.get(f"/verify/{code}", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    there = visitor.client.get(f"/verify/{code}", environ_base={"REMOTE_ADDR": "203.0.113.8"})
    assert (here.status_code, there.status_code) == (200, 200)


def test_looking_at_what_exists_is_never_throttled(app: Flask, visitor: Browser, amara: Learner) -> None:
    code = _code(app, amara)
    assert {visitor.get(f"/verify/{code}").status_code for _ in range(60)} == {200}


def test_the_file_as_issued_is_genuine_and_an_altered_one_is_exposed(
    app: Flask, visitor: Browser, amara: Learner,
) -> None:
    issued = _credential(app, amara)
    page = _bring(visitor, json.dumps(issued).encode()).text
    assert "The signature is genuine" in page and "Valid" in page and "Amara Okello" in page
    forged = copy.deepcopy(issued)
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "<img src=x> Forger"
    page = _bring(visitor, json.dumps(forged).encode()).text
    assert "This file was altered" in page and "<li>Name</li>" in page
    assert "Amara Okello" in page and "Forger" not in page and "<img src" not in page


def test_a_paper_that_was_altered_is_exposed_by_the_page_it_leads_to(
    app: Flask, visitor: Browser, amara: Learner,
) -> None:
    with app.app_context():
        sheet = queries.held(amara.person_id)[0].entry.sheet
    forged = certificate_pdf(replace(sheet, name="Forged Name", minutes=6000), Paper.A4)
    paper = pypdf.PdfReader(io.BytesIO(forged)).pages[0].extract_text()
    assert "Forged Name" in paper and "100 hours" in paper
    found = re.search(r"/verify/[0-9A-Z-]{24}", paper)
    assert found is not None
    page = visitor.html(found.group())
    assert "Amara Okello" in page and "32 minutes" in page and "Compare every line" in page
    assert "Forged Name" not in page and "100 hours" not in page


@pytest.mark.parametrize(("content", "told"), [
    (b"", "Choose the file"), (b"%PDF-1.7 no json", "cannot be read"), (b"[" * 60_000, "cannot be read"),
    (b'{"a":' * 10_000, "cannot be read"), (b"{}", "another kind"), (b"null", "another kind"),
    (b"[" * 900 + b"]" * 900, "another kind"), (b"x" * 70_000, "too large"),
    (b"\xff\xfe", "cannot be read"), (b"x" * 400_000, "too long"),
])
def test_every_file_has_an_answer_and_none_is_a_fault(visitor: Browser, content: bytes, told: str) -> None:
    sent = _bring(visitor, content)
    assert sent.status_code in (200, 400, 413) and told in sent.text


def test_a_file_needs_the_token_of_the_page(visitor: Browser) -> None:
    sent = visitor.client.post("/verify", data={"file": (io.BytesIO(b"{}"), "x.json")})
    assert sent.status_code == 400 and "another kind" not in sent.text


def test_files_by_the_hundred_are_slowed_down(visitor: Browser) -> None:
    form = visitor.form("/verify", "/verify", "file")
    statuses = [
        visitor.client.post("/verify", data={**form.values, "file": (io.BytesIO(b"{}"), "x")}).status_code
        for _ in range(70)]
    assert statuses[:59] == [200] * 59 and statuses[-1] == 429


def test_a_judge_confirms_the_name_and_downloads_what_was_made(app: Flask) -> None:
    with app.app_context():
        who = completed("amara okello")
    browser = _signed_in(app, who)
    page = browser.html("/en/certificates")
    assert "You have completed the course" in page and 'value="amara okello"' in page
    sent = browser.post_form("/en/certificates", "/en/certificates/name", {"name": "القاضية أمينة"})
    assert (sent.status_code, sent.location) == (303, "/en/certificates")
    assert "Being prepared" in browser.html("/en/certificates")
    with app.app_context():
        make(who)
    page = browser.html("/en/certificates")
    code = _code(app, who)
    shown = "-".join(code[place:place + 4] for place in range(0, 20, 4))
    for kind, begins in (
            ("certificate-a4.pdf", b"%PDF-"), ("certificate-letter.pdf", b"%PDF-"),
            ("hours-a4.pdf", b"%PDF-"), ("hours-letter.pdf", b"%PDF-"), ("credential.json", b"{")):
        assert f"/en/certificates/{shown}/{kind}" in page
        sent = browser.get(f"/en/certificates/{shown}/{kind}")
        assert sent.status_code == 200 and sent.data.startswith(begins)
        assert sent.headers["Cache-Control"] == "no-store"
        assert sent.headers["Content-Disposition"] == f'attachment; filename="{kind}"'
    assert "القاضية أمينة" in page


@pytest.mark.parametrize(("name", "told"), [
    ("", "Enter your name"), ("12", "Enter your name"), ("A" * 121, "at most 120"),
    ("Amara\u202eollekO", "cannot be seen"), ("नरेन्द्र", "cannot be printed yet"),
])
def test_a_name_that_cannot_be_is_asked_for_again(app: Flask, name: str, told: str) -> None:
    with app.app_context():
        who = completed()
    browser = _signed_in(app, who)
    form = browser.form("/en/certificates", "/en/certificates/name")
    sent = browser.post("/en/certificates/name", {**form.values, "name": name})
    assert sent.status_code == 400 and told in sent.text and "Error:" in sent.text
    assert "You have completed the course" in sent.text


def test_a_judge_has_it_issued_again_and_sees_the_old_one_go(app: Flask, amara: Learner) -> None:
    browser, old = _signed_in(app, amara), _code(app, amara)
    sent = browser.post_form("/en/certificates", "/en/certificates/reissue", {"name": "Amara A. Okello"})
    assert sent.status_code == 303
    page = browser.html("/en/certificates")
    assert "Superseded" in page and _code(app, amara) != old
    again = browser.post_form("/en/certificates", "/en/certificates/reissue", {"name": "Amara A. Okello"})
    assert again.status_code == 400 and "bears this name already" in again.text


def test_nobody_reaches_a_certificate_of_another(app: Flask, judge: Browser, amara: Learner) -> None:
    code = _code(app, amara)
    assert "You hold no certificate yet" in judge.html("/en/certificates")
    for kind in ("certificate-a4.pdf", "credential.json", "../keys.db", "nothing"):
        assert judge.get(f"/en/certificates/{code}/{kind}").status_code == 404
    form = judge.form("/en/account", "/en/theme")
    sent = judge.post(
        "/en/certificates/reissue", {**form.values, "name": "Forger", "enrolment_id": amara.id})
    assert sent.status_code in (400, 410)
    with app.app_context():
        assert len(rows(amara)) == 1


def test_who_is_not_signed_in_is_asked_to(visitor: Browser) -> None:
    assert "/en/sign-in" in (visitor.get("/en/certificates").location or "")
    assert visitor.get("/en/certificates/x/credential.json").status_code == 303
