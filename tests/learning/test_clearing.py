"""Delete my text: the event stays, the words can be opened or guessed at by nobody, master key in hand."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sqlite3
from contextlib import closing

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from elearn.accounts import keys, texts
from elearn.kernel import clock, config
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Conflict
from elearn.learning import clearing, entries, journal, ledger, queries, verification
from elearn.learning.acts import EventKind, KeepWhich, Receipt, Status
from elearn.learning.keeping import queries as keeping
from elearn.learning.keeping import services as drafts
from elearn.learning.models import Event
from tests.factories.learners import Learner, new_id, stored

SECRET = "My brother-in-law sits on the other side's board."


def clear(of: Learner, base: str = "", event_id: str = "") -> Receipt:
    """Delete the text of the reflection as its page does."""
    own = of.own("m2-r1")
    with transaction():
        return clearing.clear_text(
            of.id, "m2-r1", event_id or new_id(), base or (own.event_id if own else ""), of.revision)


def sealed(of: Learner) -> list[str]:
    return [event.payload["sealed"] for event in of.events() if event.kind is EventKind.REFLECT]


def test_the_words_are_gone_and_the_events_stay_as_they_were(amara: Learner) -> None:
    first = stored(amara.write(SECRET))
    stored(amara.write(SECRET + " Still.", base=first.event_id))
    before = [(event.id, event.payload) for event in amara.events()]
    clear(amara)
    own = amara.own("m2-r1")
    assert own is not None and (own.text, own.is_done) == ("", False)
    assert [(event.id, event.payload) for event in amara.events()][:-1] == before
    assert amara.events()[-1].kind is EventKind.CLEAR
    assert list(verification.verify()) == []


def test_neither_the_service_nor_the_keys_open_the_old_payloads(amara: Learner) -> None:
    stored(amara.write(SECRET))
    old = sealed(amara)[0]
    assert texts.opened(amara.person_id, "m2-r1", old) == SECRET
    clear(amara)
    amara.write("Something new")
    assert texts.opened(amara.person_id, "m2-r1", old) is None
    # Everything that whoever holds keys.db and the master key could still derive is tried on it.
    root = keys.ring().key(amara.person_id)
    present = keys.ring().text_key(amara.person_id, "m2-r1", makes=False)
    assert present is not None
    held = base64.urlsafe_b64decode(old.removeprefix("2."))
    for parent in (root, present):
        for use in (b"seal", b"texts", b"digest", b""):
            key = hmac.new(parent, use, hashlib.sha256).digest() if use else parent
            with pytest.raises(InvalidTag):
                AESGCM(key).decrypt(held[:12], held[12:], f"{amara.person_id}\0m2-r1".encode())


def test_the_key_leaves_no_bytes_in_its_file(amara: Learner) -> None:
    amara.write(SECRET)
    path = config.current().data / "keys.db"
    with closing(sqlite3.connect(path)) as opened:
        wrapped = opened.execute("SELECT sealed FROM text_key").fetchone()[0]
    assert wrapped in path.read_bytes()
    clear(amara)
    assert not [each for each in path.parent.glob("keys.db*") if wrapped in each.read_bytes()]


def test_a_guess_at_the_words_cannot_be_confirmed(amara: Learner) -> None:
    amara.write("yes")
    digest = amara.events()[-1].payload["digest"]
    assert texts.is_digest(amara.person_id, "m2-r1", "yes", digest)
    clear(amara)
    assert not texts.is_digest(amara.person_id, "m2-r1", "yes", digest)
    assert digest != "2." + keys.digest(amara.person_id, "yes")


def test_other_texts_of_the_person_stay(amara: Learner) -> None:
    kept = texts.seal(amara.person_id, "m9-r1", "elsewhere")
    amara.write(SECRET)
    clear(amara)
    assert texts.opened(amara.person_id, "m9-r1", kept) == "elsewhere"


def test_the_person_may_write_anew(amara: Learner) -> None:
    amara.write(SECRET)
    gone = clear(amara)
    stored(amara.write("Something else", base=gone.event_id))
    own = amara.own("m2-r1")
    assert own is not None and (own.text, own.is_done) == ("Something else", True)
    assert list(verification.verify()) == []


def test_sent_twice_it_is_one_deletion(amara: Learner) -> None:
    written = stored(amara.write(SECRET))
    first = clear(amara, event_id="ab" * 16)
    again = clear(amara, base=written.event_id, event_id="ab" * 16)
    assert again.was_there_already and (again.event_id, again.seq) == (first.event_id, first.seq)
    assert len(amara.events()) == 3


def test_a_form_of_before_never_brings_the_words_back_unasked(amara: Learner) -> None:
    stored(amara.write(SECRET, event_id="cd" * 16))
    gone = clear(amara)
    for how in ({"event_id": "cd" * 16}, {}):
        assert amara.write(SECRET, **how) == KeepWhich(SECRET, "", gone.event_id)
    own = amara.own("m2-r1")
    assert own is not None and own.text == ""


def test_a_text_written_elsewhere_meanwhile_is_not_deleted_unseen(amara: Learner) -> None:
    first = stored(amara.write("seen"))
    stored(amara.write("not seen", base=first.event_id))
    with pytest.raises(Conflict):
        clear(amara, base=first.event_id)
    assert amara.own("m2-r1").text == "not seen"  # type: ignore[union-attr]


def test_where_nothing_was_written_there_is_nothing_to_delete(amara: Learner) -> None:
    amara.think()
    with pytest.raises(BadInput):
        clear(amara)
    own = amara.own("m2-r1")
    assert own is not None and own.is_done


def test_drafts_and_kept_forms_of_the_place_go_with_it(amara: Learner) -> None:
    amara.write("first")
    with transaction():
        drafts.save_draft(amara.person_id, drafts.Typed("m2-r1", new_id(), "", 1, SECRET))
        drafts.keep_post(amara.person_id, "/en/course/m2-story/m2-r1", "m2-r1", [("text", SECRET)])
    clear(amara)
    assert not keeping.drafts(amara.person_id, ["m2-r1"]) and not keeping.waiting(amara.person_id)


def test_who_has_completed_keeps_unit_course_and_certificate(amara: Learner) -> None:
    amara.do_everything()
    amara.write(SECRET)
    before = queries.enrolled(amara.id)
    assert before.status is Status.COMPLETED
    clear(amara)
    after = queries.enrolled(amara.id)
    assert (after.status, after.completed_at, after.complete_units) == (
        before.status, before.completed_at, before.complete_units)
    unit = queries.progress(amara.id)["m2-story"]
    assert unit.done == unit.total - 1 and unit.completed_at is not None
    assert list(verification.verify()) == []


def test_the_journal_says_that_words_were_deleted(amara: Learner) -> None:
    amara.write(SECRET)
    clear(amara)
    written, cleared = journal.opened(amara.id, ["m2-r1"])
    assert (written.kind, written.text) == (EventKind.REFLECT, None)
    assert (cleared.kind, cleared.text) == (EventKind.CLEAR, "")


def test_a_restored_key_is_destroyed_again(amara: Learner) -> None:
    amara.write(SECRET)
    path = config.current().data / "keys.db"
    backup = path.read_bytes()
    clear(amara)
    path.write_bytes(backup)
    old = sealed(amara)[0]
    assert texts.opened(amara.person_id, "m2-r1", old) == SECRET
    with transaction():
        assert clearing.destroy_cleared(db.session.connection()) == 1
    assert texts.opened(amara.person_id, "m2-r1", old) is None


def test_a_key_gone_before_its_event_was_written_is_a_text_that_is_gone(amara: Learner) -> None:
    written = stored(amara.write(SECRET))
    texts.destroy(amara.person_id, "m2-r1", texts.key_name(amara.person_id, "m2-r1"))
    own = amara.own("m2-r1")
    assert own is not None and own.text == ""
    assert amara.write("from a stale form") == KeepWhich("from a stale form", "", written.event_id)
    clear(amara)
    assert list(verification.verify()) == []


def _write_as_before(of: Learner, text: str) -> None:
    """Store a text as it was sealed before texts had keys of their own."""
    with transaction():
        held = ledger.lock(of.id)
        stands = ledger.standing(held, new_id(), "m2-r1")
        event = entries.entry(EventKind.REFLECT, "m2-r1", of.revision.id, "en", of.person_id, clock.now(), {
            "is_blank": False, "digest": keys.digest(of.person_id, text),
            "sealed": keys.seal(of.person_id, "m2-r1", text)})
        ledger.append(held, ledger.touched(held, "m2-r1", stands), event)


def test_an_old_text_is_read_repeated_and_replaced_as_ever(amara: Learner) -> None:
    _write_as_before(amara, "old words")
    own = amara.own("m2-r1")
    assert own is not None and own.text == "old words"
    assert stored(amara.write("old words")).was_there_already
    assert amara.write("new") == KeepWhich("new", "old words", own.event_id)


def test_the_words_of_an_old_text_leave_the_database_itself(amara: Learner) -> None:
    _write_as_before(amara, SECRET)
    clear(amara)
    event = amara.events()[1]
    assert event.payload == {"is_blank": False, "digest": "", "sealed": ""} and event.seq == 2
    assert journal.opened(amara.id, ["m2-r1"])[0].text is None
    assert list(verification.verify()) == []
    with pytest.raises(Exception, match=r"never changed|refused"), transaction():
        db.session.execute(Event.__table__.update().values(item_id="x"))  # type: ignore[attr-defined]


def test_an_event_is_emptied_for_one_person_alone(amara: Learner) -> None:
    _write_as_before(amara, SECRET)
    with pytest.raises(Exception, match=r"erasure alone|refused"), transaction():
        db.session.execute(Event.__table__.delete())  # type: ignore[attr-defined]
    assert db.session.scalars(select(Event.id)).all()


def test_a_form_of_before_asks_whatever_was_said_after_the_deletion(amara: Learner) -> None:
    first = stored(amara.write(SECRET))
    clear(amara)
    amara.think()
    for base in ("", first.event_id):
        late = amara.write(SECRET, base=base)
        assert isinstance(late, KeepWhich) and late.stored == ""
    drawn_now = amara.own("m2-r1")
    assert drawn_now is not None
    assert isinstance(amara.write("New words", base=drawn_now.event_id), Receipt)


def test_a_deletion_sent_for_another_item_says_nothing_of_this_one(amara: Learner) -> None:
    stored(amara.write(SECRET))
    done = clear(amara)
    with pytest.raises(BadInput), transaction():
        clearing.clear_text(amara.id, "m1-q1", done.event_id, "", amara.revision)


def test_what_was_deleted_is_not_deleted_again_after_a_thought(amara: Learner) -> None:
    stored(amara.write(SECRET))
    clear(amara)
    amara.think()
    with pytest.raises(BadInput):
        clear(amara)
    own = amara.own("m2-r1")
    assert own is not None and own.is_done
