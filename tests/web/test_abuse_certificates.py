"""Certificates forged, altered, walked and taken from others; names that would be more than a name."""

from __future__ import annotations

import copy
import io
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from elearn.accounts.models import Person
from elearn.app import create_app
from elearn.document.certificate import CertificateSheet
from elearn.kernel.db import db, transaction
from elearn.learning.certificates import checking, proof, queries, services, signing
from elearn.learning.certificates.checking import Outcome
from elearn.learning.certificates.rules import State
from elearn.render.certificate import Paper, certificate_html, certificate_pdf
from tests.databases import Database
from tests.factories.certificates import certified, completed, credential_of, make, rows
from tests.factories.learners import Learner
from tests.factories.people import session_token
from tests.web.browser import Browser
from tests.web.sitting import Sitter

NAME_PAGE = "/en/certificates"
NAMES = ["O'Brien & <b>Sons</b>", 'A" onload="alert(1)', "<img src=file:///etc/passwd> Amara",
         "=cmd|' /C calc'!A0", "{{ config }} Amara", "Amara %(name)s {0}", "Amara (Tj) \\ ET", "@id",
         "A\\u003cscript\\u003e"]


@pytest.fixture
def amara(app: Flask) -> Learner:
    """A judge with a certificate whose files are made."""
    with app.app_context():
        return certified()


def signed_in(app: Flask, who: Learner) -> Browser:
    browser = Browser(app)
    with app.app_context():
        browser.use_token(session_token(db.session.get_one(Person, who.person_id)))
    return browser


def judged(app: Flask, document: Any) -> checking.Finding:
    with app.app_context():
        return checking.check(document if isinstance(document, bytes) else json.dumps(document).encode())


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_a_name_on_page_paper_and_in_the_credential(app: Flask, name: str) -> None:
    with app.app_context():
        who = certified(name)
        sheet: CertificateSheet = queries.held(who.person_id)[0].entry.sheet
        document = credential_of(who)
        html = certificate_html(sheet, Paper.A4)
        paper = pypdf.PdfReader(io.BytesIO(certificate_pdf(sheet, Paper.A4)))
    assert document["credentialSubject"]["identifier"][0]["identityHash"] == name
    assert judged(app, document).outcome is Outcome.GENUINE
    page = Browser(app).html(f"/verify/{sheet.code}") + signed_in(app, who).html(NAME_PAGE) + html
    for markup in ("<b>Sons", "<img src=file", '" onload="', "<script>"):
        assert markup not in page
    assert name.split()[-1] in " ".join(each.extract_text() for each in paper.pages)
    assert "root:" not in paper.pages[0].extract_text() and len(paper.pages) == 1


@pytest.mark.parametrize("name", [
    "Amara\u202eollekO", "Ama\u200bra", "A\u200dmara", "\u2066Amara",
    "A" + "\u0301" * 10_000, "A" + "\u0301" * 9,
    "Amara\r\nX-Injected: 1", "Amara\x00", "\ufeffAmara", "\ue000Amara", "Amara\u2028Okello", "12",
    "\u3164",
    "नरेन्द्र", "ส" * 5,
])
@pytest.mark.parametrize("door", ["cover", "certificates"])
def test_a_name_that_cannot_be_seen_or_printed_is_refused_at_every_door(
    tested_app: Flask, sitter: Sitter, door: str, name: str,
) -> None:
    sitter.declare()
    if door == "cover":
        sent = sitter.post_form("/en/tests/final", "/en/tests/final", {"name": name})
    else:
        token = sitter.form("/en/tests", "/en/theme").values["csrf_token"]
        sent = sitter.post("/en/certificates/name", {"csrf_token": token, "name": name})
    assert sent.status_code == 400
    assert "Attempts" in sitter.html("/en/tests/final") or "/en/tests/final" in sitter.html("/en/tests")
    with tested_app.app_context():
        assert not db.session.execute(db.text("SELECT * FROM certificate_name")).all()


def test_nobody_reaches_anothers_certificate_by_any_verb_or_spelling(
    app: Flask, judge: Browser, amara: Learner,
) -> None:
    with app.app_context():
        code = rows(amara)[0].code
    token = judge.form("/en/account", "/en/theme").values["csrf_token"]
    for spelling in (code, code.lower(), "-".join(code), f" {code} ", f"{code}?x=", f"{code}%00"):
        for kind in (*queries.FILES, "credential.JSON", "name", "..%2f..%2fkeys.db", "hours-a4.pdf%00"):
            for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
                sent = judge.client.open(f"/en/certificates/{spelling}/{kind}", method=method,
                                         data={"csrf_token": token, "person_id": amara.person_id})
                assert sent.status_code in (404, 405), (spelling, kind, method, sent.status)
    for etag in ("*", f'"{code}"'):
        sent = judge.get(f"/en/certificates/{code}/credential.json", **{"If-None-Match": etag})
        assert sent.status_code == 404


@pytest.mark.parametrize("act", ["name", "reissue"])
def test_no_certificate_comes_of_a_name_without_completing(app: Flask, judge: Browser, act: str) -> None:
    token = judge.form("/en/account", "/en/theme").values["csrf_token"]
    judge.post(f"/en/certificates/{act}", {
        "csrf_token": token, "name": "Mallory", "status": "completed", "state": "valid", "code": "0" * 20,
        "completed_on": "2020-01-01", "minutes": "6000", "route": "workshop"})
    with app.app_context():
        assert not db.session.execute(db.text("SELECT * FROM certificate")).all()


def test_a_revoked_certificate_comes_back_by_no_door(app: Flask, amara: Learner) -> None:
    browser = signed_in(app, amara)
    form = browser.form(NAME_PAGE, "/en/certificates/reissue")
    with app.app_context(), transaction():
        services.revoke(rows(amara)[0].code, "command-line", "given to another")
    for door in ("reissue", "name"):
        browser.post(f"/en/certificates/{door}", {**form.values, "name": "Amara A. Okello"})
    again = browser.form("/en/my-record", "/en/my-record", "act")
    browser.post("/en/my-record", {**again.values, "act": "again"})
    with app.app_context():
        amara.do_everything()
        make(amara)
        assert [row.state for row in rows(amara)] == [State.REVOKED]


def test_reissues_raced_leave_one_valid_certificate_and_keep_the_days_limit(
    app: Flask, amara: Learner,
) -> None:
    browsers = [signed_in(app, amara) for _ in range(8)]
    values = [each.form(NAME_PAGE, "/en/certificates/reissue").values for each in browsers]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: browsers[n].post(
            "/en/certificates/reissue", {**values[n], "name": f"Amara {'X' * (n + 1)}"}), range(8)))
    with app.app_context():
        states = [row.state for row in rows(amara)]
    assert states.count(State.VALID) == 1 and len(states) == 4


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "evil.example/verify/x?"])
def test_the_host_of_a_request_is_in_no_qr_code_address_or_credential(app: Flask, host: str) -> None:
    with app.app_context():
        who = completed()
    browser = signed_in(app, who)
    form = browser.form(NAME_PAGE, "/en/certificates/name")
    browser.client.post("/en/certificates/name", data={**form.values, "name": "Amara Okello"}, headers={
        "Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}"})
    with app.test_request_context(headers={"Host": "evil.example"}):
        services.confirm_name(who.id, "Amara Okello")
        db.session.commit()
        make(who)
        sheet = queries.held(who.person_id)[0].entry.sheet
        assert "evil.example" not in json.dumps(credential_of(who)) + sheet.address


def test_a_file_with_contexts_or_keys_of_elsewhere_opens_no_connection(
    app: Flask, amara: Learner, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*said: object, **named: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with app.app_context():
        good = credential_of(amara)
    contexts: tuple[Any, ...] = (
        "http://169.254.169.254/latest", ["http://127.0.0.1:1/x"], {"@import": "http://evil.example"},
        [*good["@context"], "file:///etc/passwd"], [good["@context"][0], "https://evil.example/v3p0"],
        [{"name": "http://evil.example/name"}, *good["@context"]], list(reversed(good["@context"])))
    for context in contexts:
        finding = judged(app, {**good, "@context": context})
        assert finding.outcome is Outcome.ALTERED
    for field in ("id", "name"):
        assert judged(app, {**good, field: "http://evil.example/x"}).outcome is not Outcome.GENUINE


def test_a_credential_signed_by_the_forgers_own_key_is_another_issuers(app: Flask, amara: Learner) -> None:
    key = Ed25519PrivateKey.generate()
    with app.app_context():
        forged = credential_of(amara)
        did = f"did:key:z{signing.to_base58(bytes((0xED, 1)) + key.public_key().public_bytes_raw())}"
        forged["issuer"]["id"], forged["proof"]["verificationMethod"] = did, signing.method_of(did)
        bare = {name: held for name, held in forged.items() if name != "proof"}
        said = {name: held for name, held in forged["proof"].items() if name != "proofValue"}
        value = key.sign(proof._digests(bare, said))
        forged["proof"]["proofValue"] = f"z{signing.to_base58(value)}"
        assert proof.holds(forged, did)
    assert judged(app, forged).outcome is Outcome.OTHER_ISSUER


@pytest.fixture(scope="module")
def issued(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, bytes]]:
    """An application and a credential it issued, for tests that write nothing."""
    settings = database.fresh(tmp_path_factory.mktemp("issued") / "data")
    app = create_app(settings)
    with app.app_context():
        who = certified()
        raw = queries.file(who.person_id, rows(who)[0].code, queries.CREDENTIAL)
        db.session.remove()
    yield app, raw
    with app.app_context():
        db.engine.dispose()
    database.drop(settings)


@pytest.mark.parametrize("change", [
    lambda raw: raw.replace(b'"name":', b'"name": "Forger", "name":', 1),
    lambda raw: raw.replace(b'"hashed": false', b'"hashed": NaN'),
    lambda raw: raw.replace(b'"hashed": false', b'"hashed": 0'),
    lambda raw: raw.replace(b'"hashed": false', b'"hashed": ' + b"9" * 5000),
    lambda raw: b"%PDF-1.7\n" + raw, lambda raw: raw + raw, lambda raw: b"PK\x03\x04" + raw,
    lambda raw: raw.decode().encode("utf-16"), lambda raw: raw[:-20], lambda raw: raw + b"\x00",
    lambda raw: b"[" + raw + b"]", lambda raw: raw.replace(b"Amara", "Аmara".encode()),
    lambda raw: raw.replace(b"Amara", b"Ama\\u200bra"), lambda raw: raw.replace(b"Amara", b"Am\\ud800ara"),
])
def test_a_polyglot_or_nearly_the_same_file_is_never_genuine(
    issued: tuple[Flask, bytes], change: Any,
) -> None:
    app, raw = issued
    assert judged(app, raw).outcome is Outcome.GENUINE
    assert change(raw) != raw and judged(app, change(raw)).outcome is not Outcome.GENUINE


def test_the_signature_of_one_is_none_on_anothers_credential(app: Flask, amara: Learner) -> None:
    with app.app_context():
        mallory = credential_of(certified("Mallory"))
        hers = credential_of(amara)
    swapped = copy.deepcopy(mallory)
    swapped["credentialSubject"]["identifier"] = hers["credentialSubject"]["identifier"]
    assert judged(app, swapped).outcome is Outcome.ALTERED
    assert judged(app, {**hers, "proof": mallory["proof"]}).outcome is Outcome.ALTERED
    assert judged(app, {**mallory, "id": hers["id"]}).outcome is Outcome.ALTERED


@pytest.mark.parametrize("addresses", [
    ["203.0.113.7"] * 40, [f"2001:db8:1:2::{number:x}" for number in range(40)],
    ["::ffff:203.0.113.7"] * 20 + ["203.0.113.7"] * 20])
def test_walking_the_register_from_one_line_is_slowed_whatever_it_says_of_itself(
    visitor: Browser, addresses: list[str],
) -> None:
    statuses = [
        visitor.client.get(f"/verify/{number:020d}", environ_base={"REMOTE_ADDR": address}, headers={
            "X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": f"198.51.100.{number}"}).status_code
        for number, address in enumerate(addresses)]
    assert statuses[0] == 404 and statuses[-1] == 429


def test_the_page_that_names_someone_stays_nowhere(app: Flask, visitor: Browser, amara: Learner) -> None:
    with app.app_context():
        code = rows(amara)[0].code
    sent = visitor.get(f"/verify/{code}")
    assert sent.headers["Cache-Control"] == "no-store" and "noindex" in sent.headers["X-Robots-Tag"]
    assert "ETag" not in sent.headers and amara.person_id not in sent.text and amara.id not in sent.text
