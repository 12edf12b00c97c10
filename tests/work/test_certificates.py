"""The jobs of certificates: files made once a name is confirmed, and again without harm."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select

from elearn.kernel import jobs
from elearn.kernel.db import db, transaction
from elearn.learning.certificates import queries, services
from elearn.learning.certificates.models import Certificate, CertificateFile
from elearn.render.publication import LacksLibrary
from elearn.work import certificates, tasks
from tests.factories.certificates import completed, confirm, nearly_completed, rows


def _work(app: Flask) -> None:
    """Do the jobs that wait, as the worker does, but leave the publications of the shelf alone."""
    queue: jobs.Queue = app.extensions["elearn_queue"]
    while (task := queue.huey.dequeue()) is not None:
        if task.args[0] != "publications":
            queue.huey.execute(task)
    db.session.rollback()  # What the jobs committed is seen by a new transaction alone.


def _kinds() -> list[tuple[str, str]]:
    db.session.rollback()
    return sorted((row.code, row.kind) for row in db.session.execute(
        select(CertificateFile.code, CertificateFile.kind)))


def test_confirming_asks_the_worker_and_the_worker_makes_every_file(bare_app: Flask) -> None:
    who = completed()
    _work(bare_app)
    assert _kinds() == []
    confirm(who, "Amara Okello")
    _work(bare_app)
    code = rows(who)[0].code
    assert _kinds() == sorted((code, kind) for kind in queries.FILES)


def test_a_name_confirmed_before_is_printed_with_the_completion(bare_app: Flask) -> None:
    who = nearly_completed()
    confirm(who, "Amara A. Okello")
    _work(bare_app)
    assert _kinds() == []
    who.read()
    _work(bare_app)
    assert len(_kinds()) == len(queries.FILES)
    assert queries.held(who.person_id)[0].entry.sheet.name == "Amara A. Okello"


def test_what_was_left_unmade_is_made_when_the_worker_starts(bare_app: Flask) -> None:
    who = completed()
    confirm(who, "Amara Okello")
    bare_app.extensions["elearn_queue"].huey.flush()
    tasks.put_what_is_missing()
    _work(bare_app)
    assert len(_kinds()) == len(queries.FILES) and queries.unmade() == ()


def test_whoever_completed_before_there_were_certificates_gets_one(bare_app: Flask) -> None:
    who = completed()
    with transaction():
        db.session.execute(delete(Certificate))
    tasks.put_what_is_missing()
    _work(bare_app)
    assert len(rows(who)) == 1 and rows(who)[0].confirmed_at is None


def test_without_the_library_for_pdfs_the_credential_is_made(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacking(*_: object) -> bytes:
        raise LacksLibrary("Pango")

    monkeypatch.setattr(certificates, "certificate_pdf", lacking)
    who = completed()
    confirm(who, "Amara Okello")
    certificates.make_certificate(rows(who)[0].code)
    assert [kind for _, kind in _kinds()] == [queries.CREDENTIAL]


def test_nothing_is_made_for_a_code_that_is_none(bare_app: Flask) -> None:
    certificates.make_certificate("0" * 20)
    who = completed()
    certificates.make_certificate(rows(who)[0].code)
    confirm(who, "Amara Okello")
    code = rows(who)[0].code
    with transaction():
        services.forget_holder(who.person_id)
    certificates.make_certificate(code)
    assert _kinds() == []
