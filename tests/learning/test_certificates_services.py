"""Names confirmed and corrected, certificates revoked, holders forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.keys import erase_key
from elearn.kernel import audit, clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Closed, Conflict, NotFound
from elearn.learning import verification
from elearn.learning.certificates import earlier, queries, services
from elearn.learning.certificates.models import CertificateFile
from elearn.learning.certificates.rules import State
from elearn.work.certificates import make_certificate
from tests.factories.certificates import certified, completed, confirm, make, rows
from tests.factories.learners import Learner, learner


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course; afterwards the record agrees with itself."""
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []


def _reissue(who: Learner, name: str, actor: str = "") -> str:
    with transaction():
        return services.reissue(who.id, name, actor or who.person_id)


def _acts(who: Learner) -> list[str]:
    return [entry.action for entry in audit.about(who.person_id)]


def test_an_unconfirmed_certificate_is_nobodys_business() -> None:
    who = completed()
    [row] = rows(who)
    assert queries.register_entry(row.code) is None
    assert queries.unmade() == ()
    confirm(who, "Amara Okello")
    entry = queries.register_entry(row.code)
    assert entry is not None and entry.sheet.name == "Amara Okello"
    assert queries.unmade() == (row.code,)


@pytest.mark.parametrize(("typed", "kept"), [
    ("Jose\u0301 A\u0301lvarez", "Jos\u00e9 \u00c1lvarez"), ("  Amara   Okello ", "Amara Okello"),
    ("القاضية أمينة", "القاضية أمينة"), ("欧阳娜娜", "欧阳娜娜"),
])
def test_a_name_is_kept_composed_with_single_spaces(typed: str, kept: str) -> None:
    who = completed()
    confirm(who, typed)
    assert queries.confirmed_name(who.id) == kept


@pytest.mark.parametrize("name", [
    "", "  ", "1234", "A" * 121, "Amara\nOkello", "Amara\tOkello", "Amara\x00", "Amara\u202eollekO",
    "Amara\u200b Okello", "Amara\u2066", "Amara\ufe0f", "Amara\ud800", "\u3164\u3164", "Amara\u2028x",
])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    who = completed()
    for attempt in (lambda: confirm(who, name), lambda: _reissue(who, name)):
        with pytest.raises(BadInput):
            attempt()
    assert rows(who)[0].confirmed_at is None


def test_a_confirmed_name_is_changed_by_a_reissue_alone() -> None:
    who = certified()
    confirm(who, "Amara Okello")
    with pytest.raises(Conflict):
        confirm(who, "Amara A. Okello")
    assert len(rows(who)) == 1


def test_a_reissue_supersedes_and_says_the_same_of_the_record() -> None:
    who = certified()
    new_code = _reissue(who, "Amara A. Okello")
    make(who)
    old, new = rows(who)
    assert (old.state, new.state, new.version, new.code) == (State.SUPERSEDED, State.VALID, 2, new_code)
    for same in ("minutes", "started_on", "completed_on", "revision_id", "route"):
        assert getattr(old, same) == getattr(new, same)
    before, after = queries.register_entry(old.code), queries.register_entry(new.code)
    assert before is not None and after is not None
    assert (before.sheet.name, after.sheet.name) == ("Amara Okello", "Amara A. Okello")
    assert before.ended_on == clock.now().date() and after.ended_on is None
    assert queries.file(who.person_id, new.code, "certificate-a4.pdf").startswith(b"%PDF")
    assert _acts(who) == ["certificate_reissued"]


def test_a_reissue_needs_another_name_and_a_certificate_and_patience() -> None:
    who = certified()
    with pytest.raises(BadInput):
        _reissue(who, "Amara  Okello")
    with pytest.raises(Closed):
        _reissue(learner(), "Somebody Else")
    for number in range(3):
        _reissue(who, f"Amara {'ABC'[number]}. Okello")
    with pytest.raises(Closed):
        _reissue(who, "Amara D. Okello")
    assert _reissue(who, "Amara D. Okello", audit.COMMAND_LINE)
    with clock.fixed(clock.now() + timedelta(hours=25)):
        assert _reissue(who, "Amara E. Okello")


def test_a_certificate_is_revoked_once_for_a_reason_its_holder_may_read() -> None:
    who = certified()
    [row] = rows(who)
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(BadInput), transaction():
            services.revoke(row.code, audit.COMMAND_LINE, reason)
    with transaction():
        services.revoke(row.code.lower(), audit.COMMAND_LINE, "The test was taken by another person.")
    entry = queries.register_entry(row.code)
    assert entry is not None and entry.state is State.REVOKED and entry.ended_on is not None
    [held] = queries.held(who.person_id)
    assert held.reason == "The test was taken by another person." and not held.is_valid
    with pytest.raises(Closed), transaction():
        services.revoke(row.code, audit.COMMAND_LINE, "Again.")
    with pytest.raises(Closed):
        _reissue(who, "Another Name")
    with pytest.raises(NotFound), transaction():
        services.revoke("0" * 20, audit.COMMAND_LINE, "Nothing there.")
    assert _acts(who) == ["certificate_revoked"]


def test_a_forgotten_holder_leaves_state_and_nothing_of_themselves() -> None:
    who, other = certified(), certified("Other Person")
    first = rows(who)[0].code
    _reissue(who, "Amara A. Okello")
    make(who)
    second = rows(who)[1].code
    with transaction():
        assert services.forget_holder(who.person_id) == 2
    db.session.expire_all()
    entries = [queries.register_entry(code) for code in (first, second)]
    assert [entry.state for entry in entries if entry] == [State.SUPERSEDED, State.ERASED]
    assert [(entry.sheet.name, bool(entry.erased_on)) for entry in entries if entry] == [("", True)] * 2
    assert rows(who) == [] and queries.held(who.person_id) == ()
    left = set(db.session.scalars(select(CertificateFile.code)))
    assert left == {rows(other)[0].code}
    make_certificate(second)
    with transaction():
        services.keep_files(second, {"credential.json": b"{}"})
    assert set(db.session.scalars(select(CertificateFile.code))) == left
    with transaction():
        assert services.forget_holder(who.person_id) == 0
        # Their enrolment would go next; here it stays, and the record asks for a certificate again.
        assert earlier.issue_missing() == 1


def test_without_the_key_the_holder_counts_as_erased() -> None:
    who = certified()
    [row] = rows(who)
    erase_key(who.person_id)
    entry = queries.register_entry(row.code)
    assert entry is not None and (entry.state, entry.sheet.name) == (State.ERASED, "")
    with pytest.raises(NotFound):
        queries.file(who.person_id, row.code, "credential.json")


def test_files_are_their_holders_alone_and_sealed() -> None:
    who, other = certified(), certified("Other Person")
    code = rows(who)[0].code
    assert set(queries.held(who.person_id)[0].files) == set(queries.FILES)
    for kind in queries.FILES:
        assert queries.file(who.person_id, code, kind)
        with pytest.raises(NotFound):
            queries.file(other.person_id, code, kind)
    stored = list(db.session.scalars(select(CertificateFile.sealed)))
    assert all(b"Okello" not in each and not each.startswith(b"%PDF") for each in stored)


def test_a_code_is_long_and_forgives_who_types_it() -> None:
    who = certified()
    code = rows(who)[0].code
    shown = queries.held(who.person_id)[0].entry.sheet.code
    assert len(code) == 20 and shown.replace("-", "") == code  # 32 ** 20 = 100 bits
    for typed in (shown, shown.lower(), code, f" {shown.replace('-', ' ')} ", shown.replace("0", "o")):
        assert queries.register_entry(typed) is not None, typed
    for typed in ("", code[:-1], code + "A", "x" * 5000, code[:-1] + ("0" if code[-1] != "0" else "1")):
        assert queries.register_entry(typed) is None, typed
