"""Reporting a mistake in a passage, and answering the report. Each begins to write; the doors commit."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from sqlalchemy import func, select

from elearn.accounts import links
from elearn.accounts.models import Person, Personal
from elearn.document.catalogue import Revision
from elearn.document.passages import passage
from elearn.kernel import audit, clock, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import refusals
from elearn.learning.mistakes.models import MistakeReport, MistakeState

SAID_LIMIT = 4000
MOST_A_DAY = 30
# What clears a screen or writes elsewhere, where staff read reports in a terminal; no letter is among it.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def report(person_id: str, revision: Revision, block_id: str, said: str) -> str:
    """Store what someone says is wrong with a passage; return the report's id.

    The same words on the same passage again are the same report. Raise NotFound where the revision
    has no such passage, BadInput for no words, too many of them, or over 30 reports in 24 hours.
    """
    words = _plain(said)
    if not words:
        raise BadInput(refusals.SAY_WHAT_IS_WRONG)
    if len(words) > SAID_LIMIT:
        raise BadInput(refusals.REPORT_TOO_LONG)
    place = passage(revision.open, block_id)
    if place is None:
        raise NotFound("no such passage")
    begin_write()
    # The lock on the person makes one report of two posts at the same moment.
    db.session.get_one(Person, person_id, with_for_update=True)
    found = db.session.scalar(select(MistakeReport.id).where(
        MistakeReport.reporter_id == person_id, MistakeReport.block_id == block_id,
        MistakeReport.said == words, MistakeReport.state == MistakeState.OPEN))
    if found is not None:
        return found
    if _reported_today(person_id) >= MOST_A_DAY:
        raise BadInput(refusals.ENOUGH_REPORTS)
    made = MistakeReport(
        id=secrets.token_hex(16), reporter_id=person_id, revision_id=revision.id,
        lang=revision.lang, unit_id=place.unit_id, block_id=block_id, said=words,
        said_at=clock.now(), state=MistakeState.OPEN)
    db.session.add(made)
    db.session.flush()
    return made.id


def answer(actor_id: str, report_id: str, state: MistakeState, words: str) -> None:
    """Answer a report, in words the reporter will read; they are told by letter where they have mail.

    Answering again replaces the answer. Raise NotFound for no such report, BadInput for no words.
    """
    said = _plain(words)
    if not said or state is MistakeState.OPEN:
        raise BadInput(refusals.ANSWER_IN_WORDS)
    if len(said) > SAID_LIMIT:
        raise BadInput(refusals.REPORT_TOO_LONG)
    begin_write()
    held = db.session.get(MistakeReport, report_id, with_for_update=True)
    if held is None:
        raise NotFound("no such report")
    if (held.state, held.answer) == (state, said):
        return
    held.state, held.answer = state, said
    held.answered_by, held.answered_at = actor_id, clock.now()
    db.session.flush()
    audit.record(actor_id, "mistake_answered", held.reporter_id, report=held.id, state=state.value)
    if held.reporter_id is not None:
        _tell(held.reporter_id)


def _plain(words: str) -> str:
    return _UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _reported_today(person_id: str) -> int:
    since = clock.now() - timedelta(hours=24)
    return int(db.session.scalar(select(func.count()).where(
        MistakeReport.reporter_id == person_id, MistakeReport.said_at > since)) or 0)


def _tell(person_id: str) -> None:
    person = db.session.get_one(Person, person_id)
    personal = db.session.get_one(Personal, person_id)
    if personal.email:
        mail.send(personal.email, "mistake-answered", person.language,
                  link=links.own_reports_address(person.language))
