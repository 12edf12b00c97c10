"""`elearn remark`: the dry run tells, --apply does, and again does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.cli import main
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.learning import services as learning
from tests.factories.learners import Learner
from tests.factories.sittings import begin, candidate, fill, paper, pick, revision_with_tests, submit

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn …` over the data of this test."""
    for name, value in (("DATA", str(settings.data)), ("SECRET_KEY", settings.secret_key),
                        ("MASTER_KEY", settings.master_key), ("COURSE", settings.course)):
        monkeypatch.setenv(f"ELEARN_{name}", value)
    if settings.database_url:
        monkeypatch.setenv("DATABASE_URL", settings.database_url)

    def call(*words: str) -> Result:
        db.session.rollback()
        return CliRunner().invoke(main, words)

    return call


@pytest.fixture
def failed(run: Run) -> Learner:
    """Someone who failed by one, choosing what another key will call right; and another still sitting."""
    who = candidate(revision_with_tests(pass_mark=9, blueprint=(("2", 6), ("11", 3))))
    attempt_id = begin(who)
    fill(who, attempt_id, 9)
    first = next(item for item in paper(who, attempt_id).items if item.item_id == "t-f0")
    pick(who, attempt_id, "t-f0", "c", base=first.event_id)
    assert submit(who, attempt_id).right == 8
    begin(who)
    items = tuple(replace(item, question=replace(item.question, options=tuple(
        replace(each, is_right=each.key == "c") for each in item.question.options)))
        if item.question.id == "t-f0" else item for item in who.revision.bank.items)
    with transaction():
        learning.activate(who.revision.course, replace(who.revision.bank, items=items))
    return who


def test_the_dry_run_tells_who_would_change_and_changes_nothing(run: Run, failed: Learner) -> None:
    told = run("remark", "t-f0")
    assert told.exit_code == 0, told.output
    assert f"{failed.id}  final  8 of 9 (pass mark 9, failed) → 9 of 9 (pass mark 9, passed)" in told.output
    assert "completes the course" in told.output and "1 failed → passed" in told.output
    assert "1 attempt still running by the earlier key" in told.output
    assert "nothing was changed; --apply does it" in told.output
    assert run("remark", "t-f0").output == told.output


def test_applying_needs_a_reason_and_is_done_once(run: Run, failed: Learner) -> None:
    assert "needs a --reason" in run("remark", "t-f0", "--apply").output
    done = run("remark", "t-f0", "--apply", "--reason", "The third answer is sound too.")
    assert done.exit_code == 0, done.output
    assert "1 attempt re-marked of 1 person: 1 with another result, 1 failed → passed" in done.output
    again = run("remark", "t-f0", "--apply", "--reason", "The third answer is sound too.")
    assert "0 attempts re-marked of 0 persons" in again.output
    assert run("verify").exit_code == 0
    assert failed.enrolled().completed_at is not None


@pytest.mark.parametrize(("item", "why"), [
    ("m1-q1", "there is nothing to re-mark"), ("t-none", "--withdraw takes it out of the results too")])
def test_what_cannot_be_re_marked_is_told_in_a_line(run: Run, failed: Learner, item: str, why: str) -> None:
    result = run("remark", item)
    assert result.exit_code == 1 and why in result.output
