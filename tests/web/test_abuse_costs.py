"""Cheap request, costly work: what one person piles up makes no page heavy, and a job is put once."""

from __future__ import annotations

import io
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import event, select

from elearn.accounts.models import AccessRole, SignInAttempt
from elearn.kernel import jobs
from elearn.kernel.db import db, transaction
from elearn.learning import journal, services
from elearn.learning.acts import Act, ActKind
from elearn.render import shelf
from elearn.render.manifest import Outcome, State
from elearn.web import context
from tests.factories import courses as small
from tests.web.browser import Browser
from tests.web.test_abuse_records import record

MANY = 200
CHOOSE = "/en/downloads/manual/choose"


def _write(judge: Browser, texts: list[str]) -> None:
    enrolment, base = record(judge).enrolment.id, ""
    with judge.app.app_context(), transaction():
        revision = context.current().revision("en")
        for text in texts:
            act = Act(secrets.token_hex(16), ActKind.REFLECT, "m2-r1", base, revision.id, "en", text=text)
            services.record_act(enrolment, act, revision)
            base = act.event_id


def test_a_record_of_many_long_texts_is_a_page_and_not_a_library(judge: Browser) -> None:
    _write(judge, [f"version {number} {'x' * 15_000}" for number in range(MANY)])
    page = judge.html("/en/my-record/m2-story")
    assert len(page) < 20_000 * (journal.MOST_OF_ITEM + 1)
    assert "version 0 " in page and f"version {MANY - 1} " in page and "version 100 " not in page
    assert f"{MANY - journal.MOST_OF_ITEM} entries after this one are kept" in page


def test_a_record_that_is_not_long_is_shown_whole(judge: Browser) -> None:
    _write(judge, [f"version {number}." for number in range(journal.MOST_OF_ITEM)])
    page = judge.html("/en/my-record/m2-story")
    assert all(f"version {number}." in page for number in range(journal.MOST_OF_ITEM))
    assert "not shown here" not in page


def test_the_list_of_a_record_reads_no_word_of_it(judge: Browser) -> None:
    _write(judge, ["mine"])
    read: list[str] = []
    with judge.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *said: read.append(said[2]))
    assert "1 entry" in judge.html("/en/my-record")
    assert read and not any("event.payload" in statement for statement in read)


def test_a_storm_of_guesses_writes_nothing_once_it_must_wait(app: Flask, visitor: Browser) -> None:
    for number in range(40):
        sent = visitor.get(f"/verify/{number:020d}")
    assert sent.status_code == 429

    def counts() -> list[int]:
        with app.app_context():
            return list(db.session.scalars(select(SignInAttempt.failures)))

    before, begun = counts(), []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *said: begun.append(said[2]))
    assert visitor.get("/verify/" + "9" * 20).status_code == 429
    assert counts() == before
    assert not [each for each in begun if each.startswith(("INSERT", "UPDATE", "BEGIN IMMEDIATE"))]


def test_many_who_ask_for_a_manual_at_once_put_one_job_a_format(
    app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "put", lambda *ids: waiting.append(ids))
    trainers = [Browser(app) for _ in range(6)]
    for trainer in trainers:
        trainer.sign_in(AccessRole.TRAINER)
    sent = [(trainer, trainer.form(CHOOSE, CHOOSE, "agenda").values) for trainer in trainers]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: each[0].post(CHOOSE, {**each[1], "agenda": "tm-a1"}), sent))
    assert sorted(ids[3] for ids in waiting) == ["docx", "html", "pdf"]


def test_what_waits_is_claimed_by_one_and_what_failed_by_the_next(app: Flask) -> None:
    revision = small.small_revision().id
    with app.app_context():
        data = context.current().settings.data
    waiting = Outcome(State.WAITING, "1")
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: shelf.claim(data, revision, "manual.a.pdf", waiting), range(20)))
    assert claims.count(True) == 1
    shelf.note(data, revision, "manual.a.pdf", Outcome(State.FAILED, "1"))
    assert shelf.claim(data, revision, "manual.a.pdf", waiting)
    assert shelf.claim(data, revision, "manual.a.pdf", Outcome(State.WAITING, "2"))


@pytest.mark.parametrize("depth", [400, 900, 5_000, 30_000])
def test_an_id_nested_to_any_depth_is_another_kind_of_file(visitor: Browser, depth: int) -> None:
    raw = b'{"@context": 1, "proof": 1, "id": ' + b"[" * depth + b"]" * depth + b"}"
    form = visitor.form("/verify", "/verify", "file")
    sent = visitor.client.post(
        "/verify", data={**form.values, "file": (io.BytesIO(raw), "x.json")},
        content_type="multipart/form-data")
    assert sent.status_code == 200 and "The signature is genuine" not in sent.text
