"""The verbs of the record: activate, enrol, act. Each begins to write; the doors commit."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select

from elearn.accounts import texts
from elearn.accounts.models import Person
from elearn.document.answers import OwnAnswers
from elearn.document.catalogue import Catalogue, Revision
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import adoption, clearing, entries, events, ledger, refusals, rows, settling
from elearn.learning.acts import Act, ActKind, EventKind, KeepWhich, Receipt, Route
from elearn.learning.fold import apply
from elearn.learning.models import Enrolment, EnrolmentFact, table_of
from elearn.learning.outline import outline_of
from elearn.learning.revisions import activate

__all__ = ["activate", "adopt_answers", "enrol", "keep", "record_act"]

_PERSON = select(table_of(Person)).where(Person.id == bindparam("person_id")).with_for_update()
_ENROLLED = select(Enrolment.id).where(
    Enrolment.person_id == bindparam("person_id"), Enrolment.course_key == bindparam("course_key"))


def enrol(
    person_id: str, course_key: str, lang: str, catalogue: Catalogue,
    route: Route = Route.E_LEARNING,
) -> str:
    """Enrol someone in a course, once; return the enrolment's id, the same at every call.

    Raise NotFound for a person or a course that is not there.
    """
    db.begin_write()
    connection = db.db.session.connection()
    # The lock on the person makes two enrolments at the same moment one on PostgreSQL too.
    person = connection.execute(_PERSON, {"person_id": person_id}).first()
    if person is None:
        raise NotFound("no such person")
    found = connection.execute(_ENROLLED, {"person_id": person_id, "course_key": course_key}).scalar()
    if found is not None:
        return str(found)
    try:
        revision = catalogue.current(course_key, lang)
    except LookupError:
        raise NotFound(f"no course {course_key!r}") from None
    return _enrol(person, revision, lang, route)


def _enrol(person: Any, revision: Revision, lang: str, route: Route) -> str:
    enrolment_id = secrets.token_hex(16)
    event = entries.entry(
        EventKind.ENROL, "", revision.id, lang, person.id, clock.now(), {"route": route.value})
    event |= {"enrolment_id": enrolment_id, "seq": 1, "lang": revision.lang}
    outline = outline_of(revision)
    state = apply(None, rows.happened(rows.Values(event)), ledger.LIBRARY).enrolment
    about = {"course_key": revision.key, "edition": revision.course.header.edition}
    connection = db.db.session.connection()
    connection.execute(insert(table_of(Enrolment)), {
        "id": enrolment_id, "person_id": person.id, **about, **rows.enrolment_values(state)})
    connection.execute(events.ADD, event)
    connection.execute(insert(table_of(EnrolmentFact)), {
        "enrolment_id": enrolment_id, **about, **rows.fact_values(state, outline),
        **rows.trait_values(person)})
    return enrolment_id


def record_act(enrolment_id: str, act: Act, revision: Revision) -> Receipt | KeepWhich:
    """Store one act, once, with all that follows from it; `revision` is the one `act` names.

    The same post again gets the same receipt. Return KeepWhich, storing nothing, where another text
    would be replaced unseen. Raise BadInput where the act cannot be one of this item now.
    """
    db.begin_write()
    held = ledger.lock(enrolment_id)
    if revision.id != act.revision_id or revision.key != held.course_key:
        raise BadInput(refusals.OTHER_COURSE)
    if not act.has_good_ids:
        raise BadInput(refusals.FORM_NOT_WHOLE)
    item = settling.item_of(act, outline_of(revision))
    body = settling.body_of(act, item, held.person_id)
    stands = ledger.standing(held, act.event_id, act.item_id)
    if stands.found and not settling.is_same(act, body, stands.found, held.person_id):
        # Back, without no-store, sends an event id again with another body: that is another act.
        act = replace(act, event_id=settling.other_id(act.event_id, body))
        stands = ledger.standing(held, act.event_id, act.item_id)
    settled = settling.settle(act, body, item, stands, held.person_id) or clearing.asked_again(
        held, act, stands)
    return settled or _store(held, act, body, stands, revision)


def keep(enrolment_id: str, act: Act, revision: Revision) -> Receipt | KeepWhich:
    """Store the text someone chose to keep over the stored one, which `act.base` names.

    Return KeepWhich again where the record has meanwhile changed once more.
    """
    if act.kind is not ActKind.REFLECT or not act.base:
        raise BadInput(refusals.FORM_NOT_WHOLE)
    return record_act(enrolment_id, act, revision)


def adopt_answers(
    enrolment_id: str, answers: OwnAnswers, revision: Revision,
) -> tuple[Receipt | KeepWhich, ...]:
    """Record the answers given before signing in; what this revision does not know is left out.

    Adopting the same answers again changes nothing. A scenario already begun is left as it stands.
    """
    outcomes: list[Receipt | KeepWhich] = []
    for act in adoption.acts(enrolment_id, answers, revision):
        try:
            outcomes.append(record_act(enrolment_id, act, revision))
        except BadInput:
            continue
    return tuple(outcomes)


def _store(
    held: ledger.Held, act: Act, body: rows.Row, stands: ledger.Standing, revision: Revision,
) -> Receipt:
    now = clock.now()
    record = entries.moved(held, revision, now) or ledger.touched(held, act.item_id, stands)
    event = entries.entry(
        EventKind(act.kind.value), act.item_id, act.revision_id, act.lang, held.person_id, now,
        _payload(act, body, held.person_id))
    event |= {"id": act.event_id, "base": act.base, "source": act.source}
    after = ledger.append(held, record, event)
    return Receipt(act.event_id, after.enrolment.seq, now)


def _payload(act: Act, body: rows.Row, person_id: str) -> rows.Row:
    if act.kind is not ActKind.REFLECT:
        return body
    return {**body, "sealed": texts.seal(person_id, act.item_id, act.text)}

