"""All that is held about one person, gathered as plain values for that person alone.

Dictionaries of text, numbers, moments and lists, so that one page and one file can say the same. Keys
of test items that were not revealed to them are not in it: which options were right follows a pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from elearn.accounts import looks, queries, texts
from elearn.accounts.models import AddressChange, KnownDevice, LoginSession, Person
from elearn.kernel import clock
from elearn.kernel.db import db
from elearn.learning import events, spoken, withdrawal
from elearn.learning.acts import EventKind
from elearn.learning.attempts import ledger as attempts_ledger
from elearn.learning.attempts import queries as attempts
from elearn.learning.certificates import queries as certificates
from elearn.learning.keeping import queries as keeping
from elearn.learning.keeping.models import Draft
from elearn.learning.mistakes import queries as mistakes
from elearn.learning.models import Enrolment, UnitRow, table_of
from elearn.learning.named.queries import taken_in
from elearn.learning.notes import queries as notes
from elearn.learning.spoken import Spoken

Plain = dict[str, Any]
_MOST_LOOKS = 100_000


def gather(person_id: str) -> Plain:
    """Return all that is held about someone; raise NoResultFound where there is nobody."""
    return {
        "made_at": clock.now(), "account": _account(person_id), "devices": _devices(person_id),
        "courses": [_course(row, person_id) for row in _rows(Enrolment, Enrolment.person_id == person_id)],
        "certificates": [_certificate(each) for each in certificates.held(person_id)],
        "mistakes_reported": [_reported(each) for each in mistakes.own(person_id)],
        "drafts": list(_drafts(person_id)), "waiting_forms": list(_waiting(person_id)),
        "notes": [{"at": each.at, "beside": each.section_id, "text": each.text}
                  for each in notes.every(person_id)],
        "account_log": [_look(each) for each in looks.looks(
            person_id, _MOST_LOOKS, also=taken_in(person_id))],
    }


def _rows(model: Any, *wanted: Any, order: Any = None) -> list[Any]:
    return list(db.session.connection().execute(
        select(table_of(model)).where(*wanted).order_by(order)))


def _account(person_id: str) -> Plain:
    held = queries.account(person_id)
    person = db.session.get_one(Person, person_id)
    return {
        "id": held.person_id, "name": held.profile.display_name, "email": held.email,
        "new_email": ", ".join(row.email for row in _rows(
            AddressChange, AddressChange.person_id == person_id, order=AddressChange.expires_at)),
        "sign_in_name": held.sign_in_name, "country": held.profile.country,
        "judicial_role": held.profile.judicial_role, "gender": held.profile.gender,
        "court_level": held.profile.court_level, "appointed_year": held.profile.appointed_year,
        "language": held.profile.language, "theme": person.theme, "role_here": held.access_role,
        "training_site": held.site, "has_second_factor": held.has_totp, "made_at": held.created_at,
        "password_changed_at": person.password_changed_at, "last_seen_on": person.last_seen_on,
    }


def _devices(person_id: str) -> list[Plain]:
    signed_in = [
        {"device": row.device, "signed_in_at": row.created_at, "expires_at": row.expires_at}
        for row in _rows(LoginSession, LoginSession.person_id == person_id, order=LoginSession.created_at)]
    known = [
        {"device": "", "last_used_at": row.seen_at}
        for row in _rows(KnownDevice, KnownDevice.person_id == person_id, order=KnownDevice.seen_at)]
    return signed_in + known


def _course(enrolment: Any, person_id: str) -> Plain:
    held = {name: value for name, value in enrolment._asdict().items()
            if name not in ("person_id", "seq", "complete_units", "unit_days")}
    units = _rows(UnitRow, UnitRow.enrolment_id == enrolment.id, order=UnitRow.unit_id)
    words = Spoken()
    wordings: dict[tuple[str, str], str] = {}
    tests = list(_tests(enrolment.id, wordings))
    return {
        **held, "tests": tests, "acts": list(_acts(enrolment.id, person_id, words, wordings)),
        "units": [
            {"unit": row.unit_id, "title": words.asked(enrolment.revision_id, row.unit_id),
             "done": row.done, "of": row.total, "completed_at": row.completed_at} for row in units]}


def _acts(
    enrolment_id: str, person_id: str, words: Spoken, wordings: dict[tuple[str, str], str],
) -> Iterator[Plain]:
    """Yield every event of an enrolment in order, texts opened, choices in the words they had."""
    for row in db.session.connection().execute(events.OF_ENROLMENT, {"enrolment_id": enrolment_id}).all():
        said, choice = row.payload, row.payload.get("choice", ())
        act: Plain = {"at": row.received_at, "act": row.kind, "item": row.item_id, "lang": row.lang,
                      "revision": row.revision_id, "source": row.source, "asked": "", "chosen": []}
        wording = wordings.get((said.get("attempt", ""), row.item_id))
        if wording is not None:
            act |= {"asked": spoken.asked_in_test(wording)[0], "chosen": spoken.picked(wording, choice)}
        elif row.item_id and row.kind is not EventKind.PICK:
            act |= {"asked": words.asked(row.revision_id, row.item_id),
                    "chosen": words.chosen(row.revision_id, row.item_id, choice)}
        if said.get("confidence"):
            act["confidence"] = said["confidence"]
        if "sealed" in said:
            act["text"] = texts.opened(person_id, row.item_id, said["sealed"]) if said["sealed"] else None
        if row.kind is EventKind.WITHDRAW:
            act["reason"] = withdrawal.reason_of(person_id, row)
        yield act


def _tests(enrolment_id: str, wordings: dict[tuple[str, str], str]) -> Iterator[Plain]:
    """Yield every attempt, and note in `wordings` how each item of it was worded."""
    for each in attempts_ledger.summaries(db.session.connection(), enrolment_id):
        held = attempts.attempt(enrolment_id, each.id)
        wordings |= {(each.id, item.item_id): item.wording for item in held.items}
        result = {} if each.is_running else {
            "right": each.right, "of": each.of, "is_passed": each.is_passed}
        yield {
            "test": each.test, "lang": each.lang, "begun_at": each.begun_at,
            "submitted_at": each.submitted_at, "pass_mark": each.pass_mark, **result,
            "items": list(_asked(held))}


def _asked(held: attempts.Attempt) -> Iterator[Plain]:
    """Yield the items of an attempt as they were shown; what was right follows a pass alone."""
    is_revealed = held.result is not None and held.result.is_passed
    judged = {each.item.item_id: each.judgement.is_right for each in attempts.review(held)} \
        if is_revealed else {}
    for item in held.items:
        asked, options = spoken.asked_in_test(item.wording)
        shown = {"asked": asked, "options": options, "chosen": spoken.picked(item.wording, item.choice)}
        yield {**shown, "was_right": judged[item.item_id]} if is_revealed else shown


def _certificate(held: certificates.Held) -> Plain:
    sheet = held.entry.sheet
    return {
        "code": sheet.code, "name": sheet.name, "state": held.entry.state, "course": sheet.course,
        "edition": sheet.edition, "revision": sheet.revision, "lang": sheet.lang, "route": sheet.route,
        "minutes": sheet.minutes, "started_on": sheet.started_on, "completed_on": sheet.completed_on,
        "issued_at": held.entry.issued_at, "ended_on": held.entry.ended_on, "reason": held.reason,
        "is_name_confirmed": held.is_confirmed, "address": sheet.address, "issuer": sheet.issuer,
    }


def _reported(each: mistakes.Reported) -> Plain:
    return {
        "at": each.said_at, "passage": each.block_id, "unit": each.unit_id, "revision": each.revision_id,
        "lang": each.lang, "said": each.said, "state": each.state, "answer": each.answer,
        "answered_at": each.answered_at}


def _drafts(person_id: str) -> Iterator[Plain]:
    for row in _rows(Draft, Draft.person_id == person_id, order=Draft.updated_at):
        text = texts.opened(person_id, row.place, row.sealed)
        yield {"at": row.updated_at, "place": row.place, "text": text}


def _waiting(person_id: str) -> Iterator[Plain]:
    for each in keeping.waiting(person_id):
        hidden = {"csrf_token", "password", "code"}
        yield {"at": each.made_at, "address": each.address,
               "fields": [[name, value] for name, value in each.fields if name not in hidden]}


def _look(each: looks.Look) -> Plain:
    return {"at": each.at, "action": each.action, "by": each.by, "purpose": each.purpose}
