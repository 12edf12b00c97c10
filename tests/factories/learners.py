"""Someone enrolled, and what they do, each act committed by itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from elearn.document.answers import OwnAnswer
from elearn.document.catalogue import Revision
from elearn.kernel.db import db, transaction
from elearn.learning import events, queries, services
from elearn.learning.acts import Act, ActKind, KeepWhich, Receipt
from tests.factories.courses import small_revision
from tests.factories.people import person


def new_id() -> str:
    """Return an event id as a form carries it."""
    return secrets.token_hex(16)


@dataclass
class Learner:
    """One enrolment; `revision` is what its forms are drawn from."""

    person_id: str
    id: str
    revision: Revision

    def act(
        self, kind: ActKind, item_id: str, *choice: str, text: str = "", base: str = "",
        event_id: str = "",
    ) -> Receipt | KeepWhich:
        """Record one act and commit."""
        act = Act(event_id or new_id(), kind, item_id, base, self.revision.id, self.revision.lang,
                  choice, text)
        with transaction():
            return services.record_act(self.id, act, self.revision)

    def answer(self, item_id: str, *choice: str, **how: str) -> Receipt:
        return stored(self.act(ActKind.ANSWER, item_id, *choice, **how))

    def step(self, taken: str, **how: str) -> Receipt:
        return stored(self.act(ActKind.STEP, "m2-s1", f"m2-s1-{taken}", **how))

    def restart(self) -> Receipt:
        return stored(self.act(ActKind.RESTART, "m2-s1"))

    def write(self, text: str, **how: str) -> Receipt | KeepWhich:
        return self.act(ActKind.REFLECT, "m2-r1", text=text, **how)

    def think(self) -> Receipt:
        return stored(self.act(ActKind.THOUGHT, "m2-r1"))

    def read(self, unit_id: str = "m2-read") -> Receipt:
        return stored(self.act(ActKind.READ, unit_id))

    def do_everything(self) -> None:
        """Go through the whole small course."""
        self.answer("m1-q1", "b")
        self.answer("m1-q2", "a", "c")
        self.answer("m1-q3", "a", "b", "c", "d")
        self.answer("m1-q4", "a=a", "b=b", "c=c")
        self.answer("m1-q5", "b", "d")
        self.answer("m1-q6", "c")
        self.step("start:b")
        self.think()
        self.read()

    def own(self, item_id: str) -> OwnAnswer | None:
        return queries.own_answers(self.id, [item_id]).get(item_id)

    def enrolled(self) -> queries.Enrolled:
        return queries.enrolled(self.id)

    def events(self) -> list[Any]:
        """Return everything stored, in order."""
        return list(db.session.execute(events.OF_ENROLMENT, {"enrolment_id": self.id}))


def stored(outcome: Receipt | KeepWhich) -> Receipt:
    """Insist that an act was stored."""
    assert isinstance(outcome, Receipt), outcome
    return outcome


def learner(revision: Revision | None = None, **traits: Any) -> Learner:
    """Write a person, enrol them in the small course and commit."""
    who = person(**traits).id
    chosen = revision or small_revision()
    with transaction():
        enrolment_id = services.enrol(who, chosen.key, chosen.lang, queries.catalogue())
    return Learner(who, enrolment_id, chosen)
