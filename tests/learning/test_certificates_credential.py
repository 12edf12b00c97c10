"""The credential: signed by this issuer, the same bytes each time, judged whatever is brought."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from elearn.accounts import keys
from elearn.kernel import paths
from elearn.kernel.db import transaction
from elearn.learning.certificates import proof, queries, services, signing
from elearn.learning.certificates.checking import MOST_BYTES, Field, Outcome, check
from elearn.learning.certificates.rules import State
from elearn.work.certificates import make_certificate
from tests.factories.certificates import certified, credential_of, rows
from tests.factories.learners import Learner

DIGESTS = {
    "credentials-v2.json": "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f",
    "open-badges-3.0.3.json": "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
}
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course."""
    yield


@pytest.fixture
def amara(bare_app: Flask) -> Learner:
    return certified()


def _judged(document: object) -> tuple[Outcome, tuple[Field, ...]]:
    finding = check(json.dumps(document).encode())
    return finding.outcome, finding.changed


def _changed(who: Learner, change: Change) -> tuple[Outcome, tuple[Field, ...]]:
    document = copy.deepcopy(credential_of(who))
    change(document)
    return _judged(document)


def test_the_contexts_are_word_for_word_those_that_were_signed_with() -> None:
    folder = paths.shipped("assets") / "contexts"
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in proof.CONTEXTS.values()} == DIGESTS


@pytest.mark.parametrize("url", ["https://w3id.org/security/v2", "http://localhost/x", "file:///etc/passwd"])
def test_no_other_context_is_ever_loaded(url: str) -> None:
    with pytest.raises(jsonld.JsonLdError):
        proof.load_vendored(url)


def test_the_issuer_is_made_once_and_kept_sealed(bare_app: Flask) -> None:
    did = signing.issuer()
    assert did == signing.issuer() and did.startswith("did:key:z6Mk") and len(did) == 56
    seed = keys.ring().house_key("certificate issuer")
    held = (bare_app.extensions["elearn_settings"].data / "keys.db").read_bytes()
    assert len(seed) == 32 and seed not in held


@given(st.binary(max_size=70))
@settings(deadline=None)
def test_base58_leads_there_and_back(raw: bytes) -> None:
    assert signing.from_base58(signing.to_base58(raw)) == raw


def test_a_published_signature_holds_under_its_did() -> None:
    # RFC 8032, 7.1, test 1: the empty message; its did:key as another library writes it.
    did = "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b")
    assert signing.to_base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert signing.is_signed(did, signature, b"")
    assert not signing.is_signed(did, signature, b"not said")
    assert not signing.is_signed(did.replace("z6Mk", "z6Ml"), signature, b"")


def test_every_printed_field_is_in_the_credential_and_it_is_the_same_each_time(amara: Learner) -> None:
    [held] = queries.held(amara.person_id)
    first = {kind: queries.file(amara.person_id, held.code, kind) for kind in queries.FILES}
    words, sheet = first["credential.json"].decode(), held.entry.sheet
    for said in (sheet.code, sheet.name, sheet.course, sheet.edition, sheet.revision, sheet.route,
                 sheet.address, sheet.issuer, f" {sheet.minutes}.", str(sheet.started_on),
                 str(sheet.completed_on), str(sheet.issued_on), f'"inLanguage": "{sheet.lang}"'):
        assert said in words, said
    make_certificate(held.code)
    assert first == {kind: queries.file(amara.person_id, held.code, kind) for kind in queries.FILES}


def test_what_was_issued_is_genuine_and_its_state_is_told(amara: Learner) -> None:
    document = credential_of(amara)
    finding = check(json.dumps(document, indent=1).encode("utf-8-sig"))
    assert finding.outcome is Outcome.GENUINE
    assert finding.entry is not None and finding.entry.state is State.VALID
    with transaction():
        services.revoke(rows(amara)[0].code, "command-line", "A reason.")
    finding = check(json.dumps(document).encode())
    assert finding.outcome is Outcome.GENUINE
    assert finding.entry is not None and finding.entry.state is State.REVOKED


def test_of_an_erased_holder_the_signature_still_tells_true_from_false(amara: Learner) -> None:
    document = credential_of(amara)
    with transaction():
        services.forget_holder(amara.person_id)
    finding = check(json.dumps(document).encode())
    assert finding.outcome is Outcome.GENUINE
    assert finding.entry is not None and finding.entry.state is State.ERASED
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    assert _judged(document)[0] is Outcome.ALTERED


@pytest.mark.parametrize(("change", "field"), [
    (lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="Other"), Field.NAME),
    (lambda d: d["credentialSubject"].update(narrative="Nominal minutes: 9000."), Field.HOURS),
    (lambda d: d["credentialSubject"].update(activityEndDate="2020-01-01"), Field.COMPLETED),
    (lambda d: d["credentialSubject"].update(activityStartDate="no day at all"), Field.STARTED),
    (lambda d: d["credentialSubject"].update(licenseNumber="AAAA"), Field.CODE),
    (lambda d: d["credentialSubject"]["achievement"].update(version="2"), Field.EDITION),
    (lambda d: d["credentialSubject"]["achievement"].update(inLanguage="fr"), Field.LANGUAGE),
    (lambda d: d["credentialSubject"]["achievement"].update(name="Law"), Field.COURSE),
    (lambda d: d["credentialSubject"]["achievement"].update(id="not an address"), Field.COURSE),
    (lambda d: d.update(name="Another course"), Field.COURSE),
    (lambda d: d.update(validFrom="2020-01-01T00:00:00Z"), Field.ISSUED),
    (lambda d: d["issuer"].update(name="United Nations"), Field.ISSUER),
    (lambda d: d["proof"].update(created="2020-01-01T00:00:00Z"), Field.PROOF),
    (lambda d: d["proof"].update(proofPurpose="authentication"), Field.PROOF),
    (lambda d: d["proof"].update(cryptosuite="eddsa-jcs-2022"), Field.PROOF),
    (lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][:-2] + "zz"), Field.PROOF),
    (lambda d: d["proof"].update(proofValue="z" + "1" * 500), Field.PROOF),
    (lambda d: d["proof"].update(proofValue="u0OIl"), Field.PROOF),
    (lambda d: d["proof"].pop("proofValue"), Field.PROOF),
    (lambda d: d.update(extra="not signed"), Field.OTHER),
    (lambda d: d["credentialSubject"].update(name="not signed"), Field.OTHER),
    (lambda d: d["credentialSubject"].update(narrative=7), Field.HOURS),
    (lambda d: d["@context"].append("https://evil.example/context.json"), Field.OTHER),
    (lambda d: d.update({"@context": [{"name": "https://schema.org/x"}]}), Field.OTHER),
    (lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="A\nB"), Field.NAME),
    (lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="\ud800"), Field.NAME),
])
def test_whatever_is_altered_is_exposed_and_named(amara: Learner, change: Change, field: Field) -> None:
    assert _changed(amara, change) == (Outcome.ALTERED, (field,))


def test_a_credential_signed_by_another_is_not_ours(amara: Learner) -> None:
    private = Ed25519PrivateKey.generate()
    did = "did:key:z" + signing.to_base58(b"\xed\x01" + private.public_key().public_bytes_raw())
    document = {name: held for name, held in credential_of(amara).items() if name != "proof"}
    made = credential_of(amara)["proof"]
    for issuer in (did, signing.issuer()):
        forged = copy.deepcopy(document)
        forged["issuer"]["id"] = issuer
        bare = {**made, "verificationMethod": signing.method_of(did)}
        bare.pop("proofValue")
        signature = private.sign(proof._digests(forged, bare))
        forged["proof"] = {**bare, "proofValue": f"z{signing.to_base58(signature)}"}
        assert proof.holds(forged, did)
        assert _judged(forged)[0] is Outcome.OTHER_ISSUER


def test_our_signature_over_an_unknown_code_is_unknown(amara: Learner) -> None:
    document = {name: held for name, held in credential_of(amara).items() if name != "proof"}
    document["id"] = document["id"][:-4] + "0000"
    assert _judged(proof.signed(document, queries.held(amara.person_id)[0].entry.issued_at)) == (
        Outcome.UNKNOWN, ())


@pytest.mark.parametrize("raw", [
    b"", b"not json", b"\xff\xfe\x00", b"%PDF-1.7", b"[" * 60_000, b'{"a":' * 12_000, b'{"a":1,"a":2}',
    b'{"a":NaN}', b"1" * 60_000, b'{"a":"\xf0\x28\x8c\xbc"}', b"[" * 900 + b"]" * 900 + b"}",
])
def test_what_is_no_json_is_unreadable(raw: bytes) -> None:
    assert check(raw).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("document", [
    None, 1, "text", [], {}, [[]], {"@context": 1, "proof": 2}, {"@context": [], "proof": {}, "id": ["x"]},
    {"@context": {}, "proof": [], "id": {"a": "b"}}, json.loads("[" * 900 + "]" * 900),
    {"@context": json.loads('{"a":' * 800 + "1" + "}" * 800), "proof": {}},
])
def test_other_json_is_of_another_kind(document: object) -> None:
    assert check(json.dumps(document).encode()).outcome is Outcome.OTHER_KIND


def test_a_huge_file_is_refused_unread() -> None:
    assert check(b"[" * (MOST_BYTES + 1)).outcome is Outcome.TOO_LARGE


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@context", "proof", "id", "issuer", "type", "@id", "@graph"]), inner, max_size=4),
    max_leaves=12))
@settings(deadline=None, max_examples=60)
def test_whatever_is_brought_there_is_an_answer(document: object) -> None:
    raw = json.dumps(document).encode("utf-8", "surrogatepass")
    assert check(raw).outcome in (Outcome.OTHER_KIND, Outcome.UNREADABLE)
