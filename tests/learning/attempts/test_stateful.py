"""Attempts between all other acts, in two tabs and in any order, against a simple model."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from elearn.kernel.db import db, transaction
from elearn.kernel.errors import Closed
from elearn.learning.acts import Receipt, Status
from elearn.learning.attempts import services, wordings
from elearn.learning.attempts.states import TestName as Name
from tests.databases import Database
from tests.factories.learners import Learner, new_id
from tests.factories.sittings import (
    ENTRY,
    FINAL,
    POST,
    begin,
    candidate,
    paper,
    pick,
    right_choice,
    submit,
    wrong_choice,
)
from tests.learning.test_stateful import Record

TESTS = st.sampled_from((ENTRY, FINAL, POST))
TABS = st.sampled_from(("one", "two"))
ITEMS = st.integers(0, 3)
HOW = st.sampled_from(("right", "wrong", "empty", "as shown"))


@dataclass
class Sheet:
    """An attempt as it should be: choices by place, and what each tab shows of every item."""

    test: Name
    choices: list[tuple[str, ...]]
    tabs: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    is_passed: bool = False


class RecordWithTests(Record):
    """The record of before, with tests sat in between."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, Sheet] = {}
        self.running: dict[Name, str] = {}
        self.has_declared = False
        self.picks: list[tuple[str, str, tuple[str, ...], str, Receipt]] = []

    def enrolled(self) -> Learner:
        return candidate(has_done_units=False)

    def _stored(self) -> None:
        self.model.events += 1
        self.model.has_acted, self.model.has_left = True, False

    def _passed(self, test: Name) -> bool:
        return any(each.test is test and each.is_passed for each in self.sheets.values())

    def status(self) -> Status:
        may_complete = self.has_declared or self._passed(ENTRY)
        return Status.COMPLETED if may_complete and self._passed(FINAL) else super().status()

    def _may_begin(self, test: Name) -> bool:
        before = [each for each in self.sheets.values() if each.test is test]
        if test is FINAL:
            may_enter = self.has_declared or self._passed(ENTRY)
            return may_enter and len(before) < 3 and not self._passed(FINAL)
        return not before and (test is ENTRY or self.has_declared)

    @rule(test=TESTS)
    def begin_a_test(self, test: Name) -> None:
        try:
            attempt_id = begin(self.who, test)
        except Closed:
            assert test not in self.running and not self._may_begin(test)
            return
        if test in self.running:
            assert attempt_id == self.running[test]
            return
        assert self._may_begin(test)
        self._stored()
        self.running[test] = attempt_id
        count = len(paper(self.who, attempt_id).items)
        self.sheets[attempt_id] = Sheet(test, [()] * count, {
            tab: [("", ())] * count for tab in ("one", "two")})

    @precondition(lambda self: self.running)
    @rule(data=st.data(), tab=TABS)
    def open_a_page(self, data: st.DataObject, tab: str) -> None:
        attempt_id = self.running[data.draw(st.sampled_from(sorted(self.running)))]
        self.sheets[attempt_id].tabs[tab] = [
            (item.event_id, item.choice) for item in paper(self.who, attempt_id).items]

    @precondition(lambda self: self.running)
    @rule(data=st.data(), tab=TABS, place=ITEMS, how=HOW)
    def pick_in_a_tab(self, data: st.DataObject, tab: str, place: int, how: str) -> None:
        attempt_id = self.running[data.draw(st.sampled_from(sorted(self.running)))]
        sheet, item = self.sheets[attempt_id], paper(self.who, attempt_id).items[place]
        base, shown = sheet.tabs[tab][place]
        question = wordings.item(item.wording).question
        choice = {"right": right_choice(question), "wrong": wrong_choice(question), "empty": (),
                  "as shown": shown}[how]
        receipt = pick(self.who, attempt_id, item.item_id, *choice, base=base)
        is_untouched = base != item.event_id and choice == shown
        assert receipt.was_there_already == (choice == sheet.choices[place] or is_untouched)
        if not receipt.was_there_already:
            sheet.choices[place] = tuple(choice)
            self._stored()
            self.picks.append((attempt_id, item.item_id, choice, base, receipt))

    @precondition(lambda self: self.picks)
    @rule(data=st.data())
    def send_a_pick_again(self, data: st.DataObject) -> None:
        attempt_id, item_id, choice, base, receipt = data.draw(st.sampled_from(self.picks))
        again = pick(self.who, attempt_id, item_id, *choice, base=base, event_id=receipt.event_id)
        assert (again.event_id, again.seq, again.was_there_already) == (receipt.event_id, receipt.seq, True)

    @precondition(lambda self: self.running)
    @rule(data=st.data(), fills=st.booleans())
    def submit_a_test(self, data: st.DataObject, fills: bool) -> None:
        test = data.draw(st.sampled_from(sorted(self.running)))
        attempt_id = self.running[test]
        sheet, items = self.sheets[attempt_id], paper(self.who, attempt_id).items
        keys = [right_choice(wordings.item(item.wording).question) for item in items]
        for place, item in enumerate(items):
            if fills and sheet.choices[place] != keys[place]:
                pick(self.who, attempt_id, item.item_id, *keys[place], base=item.event_id)
                self._stored()
                sheet.choices[place] = keys[place]
        result = submit(self.who, attempt_id)
        scored = [choice == key for choice, key, item in zip(sheet.choices, keys, items, strict=True)
                  if not item.item_id.endswith(("e1", "p1"))]
        assert (result.right, result.of) == (sum(scored), len(scored))
        sheet.is_passed = result.is_passed
        assert result.is_passed is (sum(scored) >= paper(self.who, attempt_id).pass_mark)
        self._stored()
        del self.running[test]

    @precondition(lambda self: self.sheets)
    @rule(data=st.data())
    def submit_again(self, data: st.DataObject) -> None:
        attempt_id = data.draw(st.sampled_from(sorted(self.sheets)))
        if attempt_id not in self.running.values():
            assert submit(self.who, attempt_id) == paper(self.who, attempt_id).result

    @rule()
    def declare(self) -> None:
        with transaction():
            receipt = services.declare_reading(self.who.id, self.who.revision, new_id(), "en")
        assert receipt.was_there_already is self.has_declared
        if not self.has_declared:
            self._stored()
        self.has_declared = True

    @invariant()
    def every_sheet_is_what_the_model_says(self) -> None:
        db.session.rollback()
        for attempt_id, sheet in self.sheets.items():
            held = paper(self.who, attempt_id)
            assert [item.choice for item in held.items] == sheet.choices
            assert (held.result is None) is (attempt_id in self.running.values())


def test_the_record_keeps_every_promise_with_tests_in_between(database: Database) -> None:
    RecordWithTests.database = database
    run_state_machine_as_test(RecordWithTests, settings=settings(
        max_examples=40, stateful_step_count=40, deadline=None, database=None,
        suppress_health_check=list(HealthCheck)))
