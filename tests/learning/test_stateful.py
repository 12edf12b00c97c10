"""The record against a simple model: retries, two tabs, stale forms, in any order."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from elearn.document.catalogue import Revision
from elearn.kernel import db
from elearn.kernel.errors import BadInput
from elearn.learning import leaving, queries, verification
from elearn.learning.acts import ActKind, KeepWhich, Receipt, Status
from tests.databases import Database, bare_application
from tests.factories.learners import Learner, learner, new_id

TABS = st.sampled_from(("one", "two"))
OPTIONS = {"m1-q1": "abc", "m1-q2": "abcd", "m1-q5": "abcd", "m1-q6": "abc"}
STORY = {("", "start:a"): "gift", ("", "start:b"): "end", ("gift", "gift:a"): "bad",
         ("gift", "gift:b"): "end"}
TEXTS = st.sampled_from(("", "  ", "one text", "another", "a third"))


@dataclass
class Model:
    """What should be true, said as simply as possible."""

    events: int = 1
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    text_event: str = ""
    is_thought: bool = False
    is_read: bool = False
    path: list[str] = field(default_factory=list)
    here: str = ""
    has_ended: bool = False
    has_acted: bool = False
    has_left: bool = False


class Record(RuleBasedStateMachine):
    """Two tabs of one person; each remembers the event its form was drawn over."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.settings = self.database.fresh(self.folder / "data")
        self.context = bare_application(self.settings).app_context()
        self.context.push()
        self.who: Learner = self.enrolled()
        self.model = Model()
        self.drawn = {"one": "", "two": ""}
        self.posted: list[tuple[ActKind, str, tuple[str, ...], str, str, Receipt]] = []

    def enrolled(self) -> Learner:
        return learner()

    def status(self) -> Status:
        """What the status should be: the units of the small course are never all done here."""
        return Status.STARTED if self.model.has_acted else Status.ENROLLED

    def teardown(self) -> None:
        found = [str(each) for each in verification.verify()]
        db.db.session.remove()
        db.db.engine.dispose()
        self.context.pop()
        self.database.drop(self.settings)
        shutil.rmtree(self.folder)
        assert found == []

    def _post(
        self, kind: ActKind, item: str, *choice: str, text: str = "", base: str = "",
        event_id: str = "",
    ) -> Receipt | KeepWhich:
        outcome = self.who.act(kind, item, *choice, text=text, base=base, event_id=event_id or new_id())
        if isinstance(outcome, Receipt) and not outcome.was_there_already:
            self.model.events += 1
            self.model.has_acted, self.model.has_left = True, False
            self.posted.append((kind, item, choice, text, base, outcome))
        return outcome

    @rule(data=st.data(), item=st.sampled_from(sorted(OPTIONS)))
    def answer(self, data: st.DataObject, item: str) -> None:
        some = 1 if item in ("m1-q1", "m1-q6") else len(OPTIONS[item])
        keys = st.lists(st.sampled_from(OPTIONS[item]), min_size=1, max_size=some, unique=True)
        choice = tuple(data.draw(keys))
        assert not self._post(ActKind.ANSWER, item, *choice).was_there_already  # type: ignore[union-attr]
        self.model.answers[item] = tuple(sorted(choice))

    @precondition(lambda self: self.posted)
    @rule(data=st.data(), key=st.sampled_from("abc"))
    def go_back_and_answer_otherwise(self, data: st.DataObject, key: str) -> None:
        *_, receipt = data.draw(st.sampled_from(self.posted))
        outcome = self._post(ActKind.ANSWER, "m1-q1", key, event_id=receipt.event_id)
        assert isinstance(outcome, Receipt)
        if not outcome.was_there_already:
            self.model.answers["m1-q1"] = (key,)

    @rule(tab=TABS)
    def draw(self, tab: str) -> None:
        own = self.who.own("m2-r1")
        self.drawn[tab] = own.event_id if own else ""

    @rule(tab=TABS, text=TEXTS)
    def write(self, tab: str, text: str) -> None:
        model, base = self.model, self.drawn[tab]
        try:
            outcome = self._post(ActKind.REFLECT, "m2-r1", text=text, base=base)
        except BadInput:
            assert not text.strip() and not model.text
            return
        if isinstance(outcome, KeepWhich):
            assert model.text and base != model.text_event
            assert outcome == KeepWhich(text, model.text, model.text_event)
        elif outcome.was_there_already:
            assert model.text and (not text.strip() or text == model.text)
        else:
            assert text.strip() and (not model.text or base == model.text_event)
            model.text, model.text_event = text, outcome.event_id

    @rule()
    def think(self) -> None:
        self._post(ActKind.THOUGHT, "m2-r1")
        self.model.is_thought = True

    @rule()
    def read(self) -> None:
        self._post(ActKind.READ, "m2-read")
        self.model.is_read = True

    @rule(taken=st.sampled_from(sorted(choice for _, choice in STORY)))
    def step(self, taken: str) -> None:
        model = self.model
        target = STORY.get((model.here, taken))
        is_last = bool(model.path) and model.path[-1] == f"m2-s1-{taken}"
        try:
            outcome = self._post(ActKind.STEP, "m2-s1", f"m2-s1-{taken}")
        except BadInput:
            assert target is None and not is_last
            return
        assert isinstance(outcome, Receipt) and outcome.was_there_already == (target is None)
        if target is not None:
            model.path.append(f"m2-s1-{taken}")
            model.here, model.has_ended = target, model.has_ended or target != "gift"

    @precondition(lambda self: self.model.path)
    @rule()
    def restart(self) -> None:
        self._post(ActKind.RESTART, "m2-s1")
        self.model.path, self.model.here = [], ""

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def post_again(self, data: st.DataObject) -> None:
        kind, item, choice, text, base, receipt = data.draw(st.sampled_from(self.posted))
        again = self.who.act(kind, item, *choice, text=text, base=base, event_id=receipt.event_id)
        assert isinstance(again, Receipt) and again.was_there_already
        assert (again.event_id, again.seq, again.received_at) == (
            receipt.event_id, receipt.seq, receipt.received_at)

    @rule()
    def leave(self) -> None:
        self._go(leaving.leave)
        self.model.has_left = True

    @rule()
    def come_back(self) -> None:
        self._go(leaving.come_back)

    @rule()
    def begin_again(self) -> None:
        self._go(leaving.begin_again)
        model = self.model
        self.model = Model(events=model.events, has_acted=model.has_acted)

    def _go(self, verb: Callable[[str, Revision, str], Receipt]) -> None:
        event_id = new_id()
        with db.transaction():
            receipt = verb(self.who.id, self.who.revision, event_id)
        with db.transaction():
            again = verb(self.who.id, self.who.revision, event_id)
        assert not receipt.was_there_already and again.was_there_already and again.seq == receipt.seq
        self.model.events += 1
        self.model.has_left = False

    @invariant()
    def whoever_left_is_away_until_they_act(self) -> None:
        assert (self.who.enrolled().left_at is not None) == self.model.has_left

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        model = self.model
        own = queries.own_answers(self.who.id, [*OPTIONS, "m2-s1", "m2-r1"])
        given = {item: tuple(sorted(held.choice)) for item in OPTIONS if (held := own.get(item))}
        assert given == model.answers
        story, reflection = own.get("m2-s1"), own.get("m2-r1")
        assert (list(story.choice) if story else []) == model.path
        assert (story is not None and story.is_done) == model.has_ended
        assert (reflection.text if reflection else "") == model.text

    @invariant()
    def as_much_is_done_as_the_model_says(self) -> None:
        model = self.model
        done = (len(model.answers.keys() & {"m1-q1", "m1-q2"}),
                len(model.answers.keys() & {"m1-q5", "m1-q6"}),
                model.has_ended + bool(model.text or model.is_thought), int(model.is_read))
        held = queries.progress(self.who.id)
        assert done == tuple(held[unit].done if unit in held else 0
                             for unit in ("m1-choose", "m1-arrange", "m2-story", "m2-read"))

    @invariant()
    def every_act_is_one_event(self) -> None:
        assert [row.seq for row in self.who.events()] == list(range(1, self.model.events + 1))
        assert self.who.enrolled().status is self.status()


def test_the_record_keeps_every_promise_in_any_order(database: Database) -> None:
    Record.database = database
    run_state_machine_as_test(Record, settings=settings(
        max_examples=50, stateful_step_count=30, deadline=None, database=None,
        suppress_health_check=list(HealthCheck)))
