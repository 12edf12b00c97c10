"""What is deleted when its time is over, and who is written to before they are erased."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts import services
from elearn.accounts.models import AccessRole, Person
from elearn.kernel import audit, clock, config, mail
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, transaction
from elearn.learning import erasure, retention
from elearn.learning.keeping import services as keeping
from elearn.learning.keeping.models import Draft
from elearn.learning.keeping.services import Typed
from tests.factories.learners import learner, new_id
from tests.factories.people import person

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course, inside its context."""
    yield


@pytest.fixture
def keep(bare_app: Flask) -> Callable[..., None]:
    """Change settings of the application at work."""
    def change(**values: int) -> None:
        bare_app.extensions["elearn_settings"] = config.current().model_copy(update=values)

    return change


def sweep(at: datetime) -> dict[str, int]:
    with clock.fixed(at), transaction():
        return dict(retention.sweep())


def test_each_kind_goes_when_its_time_is_over_and_not_before() -> None:
    who, now = learner(), clock.now()
    with transaction():
        services.start_session(who.person_id)
        services.remember_device(who.person_id, "")
        services.new_reset(who.person_id)
        services.invite(audit.COMMAND_LINE, uses=3, days=10)
        keeping.save_draft(who.person_id, Typed("m2-r1", new_id(), "", 1, "half a thought"))
        keeping.keep_post(who.person_id, "/en/course/m2-story/m2-r1", "m2-r1", [("text", "late")])
        sent = mail.send("a@example.net", "reset", "en", link="http://127.0.0.1/x")
        db.session.get_one(mail.Letter, sent).sent_at = now
    due = [(timedelta(minutes=11), "links_over"), (DAY + timedelta(minutes=1), "posts_unclaimed"),
           (15 * DAY, "sign_ins_ended"), (31 * DAY, "letters_sent"), (91 * DAY, "drafts_left"),
           (101 * DAY, "invitations_over"), (181 * DAY, "devices_unused")]
    assert sweep(now) == {}
    for after, name in due:
        with clock.fixed(now + after):
            assert retention.counted().get(name) == 1, name
        assert sweep(now + after).get(name) == 1, name
        assert sweep(now + after) == {}
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "retention")))
    assert [entry.detail for entry in entries] == [{name: 1} for _, name in due]
    assert {entry.actor_id for entry in entries} == {audit.WORKER}


def test_settings_say_how_long(keep: Callable[..., None]) -> None:
    who, now = learner(), clock.now()
    with transaction():
        keeping.save_draft(who.person_id, Typed("m2-r1", new_id(), "", 1, "half a thought"))
    keep(keep_drafts_days=7)
    assert sweep(now + 6 * DAY) == {} and sweep(now + 8 * DAY) == {"drafts_left": 1}
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_letters_in_the_folder_go_too() -> None:
    with transaction():
        letter = mail.send("a@example.net", "reset", "en", link="http://127.0.0.1/x")
    mail.deliver(letter)
    [file] = (config.current().data / "mail").glob("*.eml")
    old = (clock.now() - 40 * DAY).timestamp()
    os.utime(file, (old, old))
    assert sweep(clock.now())["letters_in_the_folder"] == 1 and not file.exists()


def test_an_unused_account_is_kept_for_ever_unless_the_settings_say_otherwise() -> None:
    person()
    assert sweep(clock.now() + 3650 * DAY) == {}


def test_who_does_not_come_back_after_a_letter_is_erased(keep: Callable[..., None]) -> None:
    keep(keep_unused_months=12, keep_warned_days=30)
    gone, back, active = (person(email=f"{name}@court.example").id for name in ("gone", "back", "active"))
    now, later = clock.now(), clock.now() + 370 * DAY
    with clock.fixed(now + 200 * DAY), transaction():
        services.start_session(active)
    assert sweep(later)["accounts_warned"] == 2
    assert "accounts_warned" not in sweep(later + DAY), "written to once"
    assert {each.address for each in db.session.scalars(select(mail.Letter))} == {
        "gone@court.example", "back@court.example"}
    with clock.fixed(later + 2 * DAY), transaction():
        services.start_session(back)
    with clock.fixed(later + 29 * DAY):
        assert retention.erase_unused() == 0
    with clock.fixed(later + 31 * DAY):
        assert retention.counted()["accounts_erased"] == 1
        assert retention.erase_unused() == 1
    assert set(db.session.scalars(select(Person.id))) == {back, active}
    assert audit.about(gone)[0].detail == {"reason": erasure.Reason.UNUSED.value}
    with clock.fixed(later + 800 * DAY):
        assert retention.erase_unused() == 0, "whoever came back is written to again first"


def test_the_last_administrator_is_never_unused(keep: Callable[..., None]) -> None:
    keep(keep_unused_months=1)
    last = person(access_role=AccessRole.ADMINISTRATOR)
    sweep(clock.now() + 100 * DAY)
    with clock.fixed(clock.now() + 200 * DAY):
        assert retention.erase_unused() == 0
    assert db.session.get(Person, last.id) is not None


def test_signing_in_does_not_restate_the_facts_of_the_record() -> None:
    who = learner()
    with transaction():
        services.start_session(who.person_id)
    db.session.expire_all()
    held = db.session.get_one(Person, who.person_id)
    assert held.last_seen_on == clock.now().date() and held.warned_at is None
