"""Tests sat between all other acts, corrected and judged anew meanwhile: part two of the machine."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from elearn.kernel.db import db, transaction
from elearn.kernel.errors import Closed, ElearnError
from elearn.learning import queries, withdrawal
from elearn.learning.acts import Receipt, Status
from elearn.learning.attempts import corrections, remarking, services, wordings
from elearn.learning.attempts.states import TestName as Name
from tests.factories.edited import CORRECTED
from tests.factories.learners import new_id
from tests.factories.sittings import (
    ENTRY,
    FINAL,
    POST,
    paper,
    pick,
    right_choice,
    submit,
    wrong_choice,
)
from tests.learning.promises import TABS, Promises

TESTS = st.sampled_from((ENTRY, FINAL, POST))
ITEMS = st.integers(0, 3)
HOW = st.sampled_from(("right", "wrong", "empty", "as shown"))


@dataclass
class Sheet:
    """An attempt as it should be: choices by place, and what each tab shows of every item."""

    test: Name
    choices: list[tuple[str, ...]]
    tabs: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    is_passed: bool = False


class Sitting(Promises):
    """The machine of before, with tests."""

    def arrive(self) -> None:
        super().arrive()
        self.sheets: dict[str, Sheet] = {}
        self.running: dict[Name, str] = {}
        self.has_declared = False
        self.declared = ""
        self.picks: list[tuple[str, str, tuple[str, ...], str, Receipt]] = []

    def _acted(self, *, moves: bool = False) -> None:
        # A sitting keeps the edition it began in, so that only its beginning moves the record.
        self.stored("" if moves else self.model.edition)
        self.model.has_acted = True

    def _passed(self, test: Name) -> bool:
        return any(each.test is test and each.is_passed for each in self.sheets.values())

    def status(self) -> Status:
        may_complete = self.has_declared or self._passed(ENTRY)
        if may_complete and self._passed(FINAL):
            return Status.COMPLETED
        return Status.STARTED if self.has_declared else super().status()

    def _may_begin(self, test: Name) -> bool:
        before = [each for each in self.sheets.values() if each.test is test]
        if test is FINAL:
            may_enter = self.has_declared or self._passed(ENTRY)
            return may_enter and len(before) < 3 and not self._passed(FINAL)
        return not before and (test is ENTRY or self.has_declared)

    @rule(test=TESTS)
    def begin_a_test(self, test: Name) -> None:
        event_id = new_id()
        try:
            for _ in range(2):
                with transaction():
                    attempt_id = services.begin(self.who.id, test, self.revision(), event_id, "en")
        except Closed:
            assert test not in self.running and not self._may_begin(test)
            return
        if test in self.running:
            assert attempt_id == self.running[test]
            return
        assert self._may_begin(test)
        self._acted(moves=True)
        self.running[test] = attempt_id
        count = len(paper(self.who, attempt_id).items)
        self.sheets[attempt_id] = Sheet(test, [()] * count, {
            tab: [("", ())] * count for tab in ("one", "two")})

    def _running(self, data: st.DataObject) -> tuple[str, Sheet]:
        attempt_id = self.running[data.draw(st.sampled_from(sorted(self.running)))]
        return attempt_id, self.sheets[attempt_id]

    @precondition(lambda self: self.running)
    @rule(data=st.data(), tab=TABS)
    def open_a_sheet(self, data: st.DataObject, tab: str) -> None:
        attempt_id, sheet = self._running(data)
        sheet.tabs[tab] = [(item.event_id, item.choice) for item in paper(self.who, attempt_id).items]

    @precondition(lambda self: self.running)
    @rule(data=st.data(), tab=TABS, place=ITEMS, how=HOW)
    def pick_in_a_tab(self, data: st.DataObject, tab: str, place: int, how: str) -> None:
        attempt_id, sheet = self._running(data)
        item = paper(self.who, attempt_id).items[place]
        base, shown = sheet.tabs[tab][place]
        question = wordings.item(item.wording).question
        choice = {"right": right_choice(question), "wrong": wrong_choice(question), "empty": (),
                  "as shown": shown}[how]
        receipt = pick(self.who, attempt_id, item.item_id, *choice, base=base)
        is_untouched = base != item.event_id and choice == shown
        assert receipt.was_there_already == (choice == sheet.choices[place] or is_untouched)
        if not receipt.was_there_already:
            sheet.choices[place] = tuple(choice)
            self._acted()
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
        attempt_id, sheet = self._running(data)
        items = paper(self.who, attempt_id).items
        keys = [right_choice(wordings.item(item.wording).question) for item in items]
        for place, item in enumerate(items):
            if fills and sheet.choices[place] != keys[place]:
                pick(self.who, attempt_id, item.item_id, *keys[place], base=item.event_id)
                self._acted()
                sheet.choices[place] = keys[place]
        result = submit(self.who, attempt_id)
        scored = [choice == key for choice, key, item in zip(sheet.choices, keys, items, strict=True)
                  if not item.item_id.endswith(("e1", "p1"))]
        assert (result.right, result.of) == (sum(scored), len(scored))
        sheet.is_passed = result.is_passed
        assert result.is_passed is (sum(scored) >= paper(self.who, attempt_id).pass_mark)
        self._acted()
        del self.running[sheet.test]

    @precondition(lambda self: self.sheets)
    @rule(data=st.data())
    def submit_again(self, data: st.DataObject) -> None:
        attempt_id = data.draw(st.sampled_from(sorted(self.sheets)))
        if attempt_id not in self.running.values():
            assert submit(self.who, attempt_id) == paper(self.who, attempt_id).result

    @rule()
    def declare(self) -> None:
        with transaction():
            receipt = services.declare_reading(self.who.id, self.revision(), new_id(), "en")
        assert receipt.was_there_already is self.has_declared
        if not self.has_declared:
            left_otherwise = self.model.has_left_otherwise
            self.stored()
            self.model.has_left_otherwise = left_otherwise
            self.declared = receipt.event_id
        self.has_declared = True

    @precondition(lambda self: self.has_declared)
    @rule(event_id=st.sampled_from(("a" * 32, "b" * 32)))
    def withdraw_what_was_declared(self, event_id: str) -> None:
        """Let staff say that the reading was recorded wrongly: it counts as if it had never been."""
        taken = any(row.id == event_id for row in self.who.events())
        for _ in range(2):
            with transaction():
                withdrawal.withdraw(
                    self.who.id, self.declared, "command-line", "It was another person.", event_id)
        if not taken:
            self.has_declared = False
            self.model.events += 1
            self.model.has_left = self.model.has_left_otherwise

    @rule()
    def judge_anew(self) -> None:
        """Judge the corrected item by the key that is served now: nobody acts, and no pass goes."""
        db.session.rollback()
        said = corrections.correction_of(queries.catalogue(), "small_course", CORRECTED, withdraw=False)
        try:
            found = corrections.find(said).enrolment_ids
        except ElearnError:
            return
        db.session.rollback()
        before = {id_: self._points(id_) for id_ in self.sheets}
        with transaction():
            done = list(remarking.apply(said, found, "command-line", "A key was wrong."))
        self.model.events += sum(1 for event in self.who.events() if event.seq > self.model.events)
        after = {id_: self._points(id_) for id_ in self.sheets}
        assert all(abs(after[id_] - before[id_]) <= 1 for id_ in before)
        assert bool(done) or before == after
        for attempt_id, sheet in self.sheets.items():
            result = paper(self.who, attempt_id).result
            if result is not None:
                assert result.is_passed or not sheet.is_passed, "a pass was taken away"
                sheet.is_passed = result.is_passed

    def _points(self, attempt_id: str) -> int:
        result = paper(self.who, attempt_id).result
        return result.right if result else 0

    @invariant()
    def every_sheet_is_what_the_model_says(self) -> None:
        db.session.rollback()
        for attempt_id, sheet in self.sheets.items():
            held = paper(self.who, attempt_id)
            assert [item.choice for item in held.items] == sheet.choices
            assert (held.result is None) is (attempt_id in self.running.values())
            assert held.result is None or held.result.is_passed == sheet.is_passed
