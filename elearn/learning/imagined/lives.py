"""A library of imagined lives: each is folded once, by the fold of everyone, and lived by many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from elearn.document.catalogue import Revision
from elearn.learning import revisions as stored
from elearn.learning import rows
from elearn.learning.acts import Route
from elearn.learning.attempts import rows as attempts
from elearn.learning.attempts import wordings
from elearn.learning.attempts.models import AskedRow, AttemptRow
from elearn.learning.attempts.states import TestName
from elearn.learning.certificates import rules as certificates
from elearn.learning.certificates import signing
from elearn.learning.certificates.issuing import completes
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import Facts, State
from elearn.learning.fold import apply
from elearn.learning.imagined import journeys
from elearn.learning.imagined.journeys import Deed
from elearn.learning.imagined.marks import (
    ENROLMENT,
    PERSON,
    TRAINER,
    Trait,
    days_in,
    digits,
    first_moment,
)
from elearn.learning.imagined.people import TRAITS_COUNTED, person_rows
from elearn.learning.imagined.sittings import Candidate, Forms, forms_of
from elearn.learning.imagined.templates import Ink, Template, template
from elearn.learning.models import Enrolment, EnrolmentFact, Event, ItemRow, UnitRow, table_of
from elearn.learning.outline import Outline, outline_of
from elearn.learning.rows import Row
from elearn.learning.states import Library, Record

# So many lives are told apart; more would take longer to fold than they add to any figure.
COUNT = 4000
# A life is over within so many days; what would come later is left out.
LONGEST = 330
_ROUTES = {Route.WORKSHOP: 46, Route.E_LEARNING: 43, Route.SELF_DIRECTED: 11}
_SITS_FIRST = {Route.E_LEARNING: 0.06, Route.SELF_DIRECTED: 0.15, Route.WORKSHOP: 0.0}
_SITS_FINAL = {Route.E_LEARNING: 0.92, Route.SELF_DIRECTED: 0.4}
_SITS_AFTER = 0.8
_TESTS_OUT = 0.7
_SOON = timedelta(minutes=20)
_LANGUAGES = {"en": 62, "fr": 22, "ar": 16}


@dataclass(frozen=True, slots=True)
class Life:
    """The rows of one life, by table in the order of writing; `span` is how many days it takes."""

    span: int
    lang: str
    events: int
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class _Served:
    """The course in one language, what stands for it in events, and its tests as far as they are held."""

    revision: Revision
    number: int
    outline: Outline
    forms: Mapping[TestName, Forms]


class Lives:
    """So many lives, each drawn and folded when it is first asked for; the same seed, the same lives."""

    def __init__(self, revisions: Sequence[Revision], seed: int, ink: Ink) -> None:
        """Keep the wordings of every test item: to be called inside a writing transaction."""
        self.count, self._seed, self._ink = COUNT, seed, ink
        self._issuer = signing.issuer()
        self._served = {
            each.lang: _Served(each, stored.number(each.id), outline_of(each), forms_of(each))
            for each in revisions}
        outlines = {each.revision.id: each.outline for each in self._served.values()}
        self._library = Library(outlines.__getitem__, wordings.item)
        self._known: dict[int, Life] = {}

    def __getitem__(self, number: int) -> Life:
        """Return one of the lives; its wordings are read from the database when it is folded."""
        if number not in self._known:
            self._known[number] = self._life(Random(f"{self._seed} life {number}"))
        return self._known[number]

    def _life(self, chance: Random) -> Life:
        shares = {lang: _LANGUAGES.get(lang, 10) for lang in self._served}
        served = self._served[chance.choices(list(shares), list(shares.values()))[0]]
        told = _Told(served, self._library)
        told.go_on(_deeds(served, chance))
        enrolled_at = told.record.enrolment.enrolled_at
        held = [*person_rows(served.revision.lang, enrolled_at), *told.rows(self._issuer)]
        return Life(
            days_in(told.record.enrolment.last_at.date()), served.revision.lang, len(told.events),
            tuple(template(table_of(model), rows, self._ink) for model, rows in held if rows))


class _Told:
    """The events of one life and all that follows from them so far."""

    record: Record

    def __init__(self, served: _Served, library: Library) -> None:
        self._served, self._library = served, library
        self.events: list[Row] = []
        self._certified: tuple[Facts, Deed] | None = None

    def go_on(self, deeds: Iterable[Deed]) -> None:
        """Let these deeds happen, one after the other."""
        for deed in deeds:
            event = self._event(deed)
            stood = self.record if self.events else None
            self.record = apply(stood, rows.happened(rows.Values(event)), self._library)
            self.events.append(event)
            if stood is not None and completes(stood.enrolment, self.record.enrolment):
                said = {"held_on": deed.on.isoformat()} if deed.on else {}
                facts = certificates.facts(self.record.enrolment, self._served.outline, said)
                self._certified = facts, deed

    def _event(self, deed: Deed) -> Row:
        revision, seq = self._served.revision, len(self.events) + 1
        return {
            "enrolment_id": ENROLMENT, "seq": seq, "id": deed.id or ENROLMENT + digits(seq, 2),
            "kind": deed.kind, "item_id": deed.item_id, "base": "", "revision_id": revision.id,
            "revision_number": self._served.number, "lang": revision.lang, "source": deed.source,
            "actor": TRAINER if deed.is_by_trainer else PERSON, "payload": deed.payload,
            "occurred_on": deed.on or deed.at.date(), "received_at": deed.at}

    def rows(self, issuer: str) -> Iterator[tuple[Any, list[Row]]]:
        """Yield the rows of each table, as they are written for everyone."""
        record, revision = self.record, self._served.revision
        about = {"course_key": revision.key, "edition": revision.course.header.edition}
        key = {"enrolment_id": ENROLMENT}
        yield Enrolment, [{"id": ENROLMENT, "person_id": PERSON, **about,
                           **rows.enrolment_values(record.enrolment)}]
        yield Event, self.events
        yield ItemRow, [{**key, "item_id": item_id, **rows.item_values(item)}
                        for item_id, item in sorted(record.items.items())]
        yield UnitRow, [{**key, "unit_id": unit_id, **rows.unit_values(unit)}
                        for unit_id, unit in sorted(record.units.items())]
        yield AttemptRow, [{**key, "id": attempt_id, **attempts.attempt_values(attempt)}
                           for attempt_id, attempt in sorted(record.attempts.items())]
        yield AskedRow, [{**key, "attempt_id": place[0], "item_id": place[1],
                          **attempts.asked_values(asked)} for place, asked in sorted(record.asked.items())]
        yield EnrolmentFact, [{**key, **about, **TRAITS_COUNTED,
                               **rows.fact_values(record.enrolment, self._served.outline)}]
        yield Certificate, self._certificate(issuer)

    def _certificate(self, issuer: str) -> list[Row]:
        """Return what is issued with the completion; its name waits for a holder who never signs in."""
        if self._certified is None:
            return []
        facts, deed = self._certified
        return [{
            "code": Trait("code"), "enrolment_id": ENROLMENT, "version": 1, "state": State.VALID,
            **{name: getattr(facts, name) for name in Facts.__slots__}, "issued_at": deed.at,
            "issuer": issuer, "sealed_name": "", "confirmed_at": None, "ended_at": None,
            "erased_at": None, "reason": ""}]


def _deeds(served: _Served, chance: Random) -> Iterator[Deed]:
    """Yield what someone does, whatever the route, until the life is over."""
    offered = [route for route in _ROUTES if route.value in served.revision.course.rules.routes]
    route = chance.choices(offered, [_ROUTES[each] for each in offered])[0]
    at = first_moment(chance.randrange(5, 19), chance.randrange(60), chance.randrange(60))
    yield (first := journeys.enrolled(route, at, chance))
    if not journeys.begins(route, chance):
        return
    for deed in _ways(served, route, first.at, chance):
        if days_in(deed.at.date()) > LONGEST:
            return
        yield deed


def _ways(served: _Served, route: Route, at: datetime, chance: Random) -> Iterator[Deed]:
    """Yield what comes after the enrolment on one of the routes."""
    candidate = Candidate(served.forms, chance)
    before = candidate.sit(TestName.ENTRY, at + _SOON) if chance.random() < _SITS_FIRST[route] else ()
    yield from before
    at = _end(before, at)
    if route is Route.WORKSHOP:
        prepared = tuple(journeys.preparation(served.outline, at, chance))
        yield from prepared
        yield journeys.attended(_end(prepared, at), chance)
        return
    if route is Route.SELF_DIRECTED:
        done: tuple[Deed, ...] = (journeys.declared(at, chance),)
        is_ready = True
    elif candidate.has_passed and chance.random() < _TESTS_OUT:
        done, is_ready = (), True
    else:
        done = tuple(journeys.units(served.outline, at, chance))
        is_ready = _has_all(served.outline, done)
    yield from done
    at = _end(done, at)
    if not is_ready:
        yield from journeys.leaving(at, chance)
        return
    if before and done and chance.random() < _SITS_AFTER:
        after = candidate.sit(TestName.POST, at + _SOON)
        yield from after
        at = _end(after, at)
    if chance.random() < _SITS_FINAL[route]:
        yield from candidate.sit_until_passed(at)


def _end(deeds: Sequence[Deed], otherwise: datetime) -> datetime:
    return deeds[-1].at if deeds else otherwise


def _has_all(outline: Outline, deeds: Sequence[Deed]) -> bool:
    acted = {deed.item_id for deed in deeds}
    return all(acted.issuperset(outline.units[unit_id].required) for unit_id in outline.required_units)
