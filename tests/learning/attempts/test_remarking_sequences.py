"""Corrections, attempts and re-marks in any order against a simple model, and amid submissions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from flask import Flask

from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import TestBank as Bank
from elearn.document.questions import Question
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import ElearnError
from elearn.learning import queries, verification
from elearn.learning import services as learning
from elearn.learning.acts import Status
from elearn.learning.attempts import corrections, remarking
from elearn.learning.attempts.corrections import Stand
from tests.factories.courses import every, one, prose
from tests.factories.learners import Learner, learner
from tests.factories.sittings import begin, candidate, paper, pick, revision_with_tests, submit

Key = frozenset[str]
ASKED, MARK = 9, 6


@dataclass
class Sheet:
    """An attempt as it should be: by item what was chosen and which keys judge it, None when withdrawn."""

    who: int
    chosen: dict[str, Key] = field(default_factory=dict)
    keys: dict[str, Key | None] = field(default_factory=dict)
    is_handed_in: bool = False
    is_passed: bool = False

    def worth(self) -> tuple[int, int, int]:
        """Return points, the items that count, and the pass mark."""
        counting = [item for item, key in self.keys.items() if key is not None]
        right = sum(self.chosen.get(item, frozenset()) == self.keys[item] for item in counting)
        return right, len(counting), -(-MARK * len(counting) // ASKED)

    def settle(self) -> None:
        right, _, mark = self.worth()
        self.is_passed = self.is_passed or 0 < mark <= right


class World:
    """Three judges, a bank that its authors correct, and the model of what each should hold."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        bank = revision_with_tests().bank
        made = [(one if place % 2 else every)(f"t-f{place}") for place in range(12)]
        items = [replace(bank.items[0], pool="final", value="2" if place < 8 else "11", question=question)
                 for place, question in enumerate(made)]
        self.questions: dict[str, Question] = {item.question.id: item.question for item in items}
        self.items = {item.question.id: item for item in items}
        self.first = candidate(self.revision())
        self.judges = [self.first, learner(self.first.revision), learner(self.first.revision)]
        for each in self.judges[1:]:
            each.do_everything()
        self.sheets: dict[str, Sheet] = {}
        self.touched: list[str] = ["t-f0"]
        self.kept = 0

    def revision(self) -> Revision:
        held = tuple(replace(self.items[id_], question=each) for id_, each in self.questions.items())
        served = revision_with_tests(
            bank=Bank(held), pass_mark=MARK, blueprint=(("2", 6), ("11", 3)), attempts_per_day=0)
        return revision_of(served.course, served.bank)

    def key(self, item_id: str) -> Key:
        return frozenset(each.key for each in self.questions[item_id].options if each.is_right)

    def step(self) -> None:
        doing: Callable[[], None] = self.chance.choice([
            self.correct, self.correct, self.reword, self.withdraw, self.sit, self.sit, self.hand_in,
            self.hand_in, self.remark, self.remark])
        doing()

    def activate(self) -> None:
        revision = self.revision()
        with transaction():
            learning.activate(revision.course, revision.bank)
        for each in self.judges:
            each.revision = revision

    def correct(self) -> None:
        """Let other options of an item be right."""
        item_id = self.chance.choice(sorted(self.questions))
        held = self.questions[item_id]
        right = self.chance.choice(held.options).key
        self.questions[item_id] = replace(held, options=tuple(
            replace(each, is_right=each.key == right if held.kind.value == "one"
                    else each.is_right != (each.key == right)) for each in held.options))
        if not self.key(item_id):
            self.questions[item_id] = held
        self.touched.append(item_id)
        self.activate()

    def reword(self) -> None:
        item_id = self.chance.choice(sorted(self.questions))
        held = self.questions[item_id]
        said = self.chance.choice(["Waht is right?", f"Something else {self.chance.random()}"])
        self.questions[item_id] = replace(held, stem=prose(said))
        self.activate()

    def withdraw(self) -> None:
        """Take an item of the larger value out, as long as a whole form can be drawn."""
        can_go = sorted(id_ for id_ in self.questions if self.items[id_].value == "2")
        if len(can_go) > 6:
            self.touched.append(self.chance.choice(can_go))
            self.questions.pop(self.touched[-1])
            self.activate()

    def sit(self) -> None:
        place = self.chance.randrange(len(self.judges))
        if any(each.who == place and each.is_passed for each in self.sheets.values()):
            return
        who = self.judges[place]
        attempt_id = begin(who)
        sheet = self.sheets.setdefault(attempt_id, Sheet(place))
        for item in paper(who, attempt_id).items:
            shown = {each.key for each in self.items[item.item_id].question.options}
            if item.item_id not in sheet.keys:
                sheet.keys[item.item_id] = self.key(item.item_id)
            key = sheet.keys[item.item_id]
            assert key is not None
            chosen = key if self.chance.random() < .55 else frozenset(self.chance.sample(sorted(shown), 1))
            pick(who, attempt_id, item.item_id, *sorted(chosen), base=item.event_id)
            sheet.chosen[item.item_id] = chosen

    def hand_in(self) -> None:
        for attempt_id, sheet in self.sheets.items():
            if not sheet.is_handed_in and self.chance.random() < .7:
                submit(self.judges[sheet.who], attempt_id)
                sheet.is_handed_in = True
                sheet.settle()

    def remark(self) -> None:
        """Re-mark an item twice; the second time nothing is done."""
        item_id = self.chance.choice(self.touched[-3:])
        is_gone = item_id not in self.questions
        said = corrections.correction_of(queries.catalogue(), "small_course", item_id, withdraw=is_gone)
        try:
            found = corrections.find(said)
        except ElearnError:
            return
        passes = 0
        for sheet in (each for each in self.sheets.values() if each.is_handed_in):
            if sheet.keys.get(item_id) is not None:
                sheet.keys[item_id] = None if is_gone else self.key(item_id)
                was = sheet.is_passed
                sheet.settle()
                passes += sheet.is_passed and not was
                self.kept += was and sheet.worth()[0] < sheet.worth()[2]
        done = self._apply(said, found.enrolment_ids)
        assert sum(each.passes for each in done) == passes
        assert self._apply(said, found.enrolment_ids) == []

    def _apply(self, said: corrections.Correction, ids: tuple[str, ...]) -> list[remarking.Outcome]:
        with transaction():
            return list(remarking.apply(said, ids, "command-line", "A reason."))

    def check(self) -> None:
        for attempt_id, sheet in self.sheets.items():
            result = paper(self.judges[sheet.who], attempt_id).result
            if sheet.is_handed_in:
                assert result is not None
                assert (result.right, result.of, result.pass_mark) == sheet.worth()
                assert result.is_passed == sheet.is_passed
        for place, who in enumerate(self.judges):
            has_passed = any(each.who == place and each.is_passed for each in self.sheets.values())
            assert (who.enrolled().status is Status.COMPLETED) == has_passed
        db.session.rollback()


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_corrections_costs_a_pass_or_a_point(bare_app: Flask, seed: int) -> None:
    world = World(seed)
    # Which items are drawn is chance, so a history goes on until some pass was put to the proof.
    steps = 0
    while steps < 40 or (not world.kept and steps < 200):
        world.step()
        world.check()
        steps += 1
    assert [str(each) for each in verification.verify()] == []
    assert any(each.is_handed_in for each in world.sheets.values())


def test_a_re_mark_amid_twenty_submissions_loses_nothing(bare_app: Flask) -> None:
    first = candidate(revision_with_tests(pass_mark=6, blueprint=(("2", 6), ("11", 3))))
    judges = [first, *(learner(first.revision) for _ in range(19))]
    attempts = []
    for each in judges:
        if each is not first:
            each.do_everything()
        attempts.append(begin(each))
        item = next(item for item in paper(each, attempts[-1]).items if item.item_id == "t-f0")
        pick(each, attempts[-1], "t-f0", "c")
        assert item.choice == ()
    bank = replace(first.revision.bank, items=tuple(
        replace(item, question=replace(item.question, options=tuple(
            replace(each, is_right=each.key == "c") for each in item.question.options)))
        if item.question.id == "t-f0" else item for item in first.revision.bank.items))
    with transaction():
        learning.activate(first.revision.course, bank)
    said = corrections.correction_of(queries.catalogue(), "small_course", "t-f0", withdraw=False)
    db.session.rollback()
    wrong: list[BaseException] = []

    def hand_in(who: Learner, attempt_id: str) -> None:
        with bare_app.app_context():
            try:
                submit(who, attempt_id)
            except BaseException as error:
                wrong.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=hand_in, args=pair) for pair in zip(judges, attempts, strict=True)]
    for each in threads:
        each.start()
    rounds = 0
    while any(each.is_alive() for each in threads) or rounds == 0:
        _remark_found(said)
        rounds += 1
    for each in threads:
        each.join()
    _remark_found(said)
    assert wrong == []
    assert {paper(who, id_).result.right for who, id_ in zip(judges, attempts, strict=True)} == {1}  # type: ignore[union-attr]
    db.session.rollback()
    assert corrections.find(said).counts[Stand.SETTLED] == 20
    db.session.rollback()
    kinds = [[event.kind.value for event in who.events()].count("remark") for who in judges]
    assert kinds == [1] * 20
    assert [str(each) for each in verification.verify()] == []


def _remark_found(said: corrections.Correction) -> None:
    found = corrections.find(said).enrolment_ids
    db.session.rollback()
    with transaction():
        remarking.apply(said, found, "command-line", "A reason.")
