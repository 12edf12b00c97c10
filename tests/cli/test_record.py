"""`elearn activate`, `elearn verify`, `elearn demo`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text

from elearn.cli import main
from elearn.cli.record import activate_shipped
from elearn.document.problems import ContentError
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.learning import queries
from tests.databases import environ_of
from tests.factories.content import UNIT, SmallContent, small_content
from tests.factories.learners import learner

Run = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> SmallContent:
    """A small content folder that has no errors."""
    return small_content(tmp_path / "written")


@pytest.fixture
def run(
    bare_app: Flask, settings: Settings, content: SmallContent, monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Call `elearn …` over the data and the content of this test."""
    places = {"ELEARN_CONTENT": str(content.root / "content"), "ELEARN_COURSES": str(content.courses_dir)}
    for name, value in {**environ_of(settings), **places}.items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Result:
        db.session.rollback()
        return CliRunner().invoke(main, words)

    return call


def test_activating_says_what_changed(run: Run, content: SmallContent) -> None:
    first = run("activate")
    assert first.exit_code == 0, first.output
    assert first.output.count("\n") == 1 and "the first of its language" in first.output
    assert "unchanged" in run("activate").output
    unit = content.content_dir / UNIT
    unit.write_text(unit.read_text() + "\n::: reflection {#m1-r1}\nAnd you?\n\n"
                    "::: model\nA point.\n:::\n:::\n")
    foretold = run("activate", "--dry-run")
    assert "  reflection: 1 added" in foretold.output and "nothing was activated" in foretold.output
    assert "unchanged" not in run("activate", "--dry-run").output
    changed = run("activate")
    assert changed.output in foretold.output
    assert queries.current_ids().keys() == {("small", "en"), ("small_course", "en")}


QUESTION = """
::: question {#m1-q1 cites="bp 1.1"}
What do you do?

- [ ] Say nothing. {#a risky}
  > Someone will learn of it later, and then every ruling of that year will be read again with it in mind.
- [x] Tell the parties. {#b sound}
  > Whoever knows can object in time, and whoever does not object has heard it from the judge in person.
:::
"""
WORDS = """
[[change]]
released = 2026-11-22
id = "m1-q1"
class = "typo"
words.en = "The second answer says more plainly whom to tell."
"""


def test_the_author_weighs_other_words_and_never_another_key(run: Run, content: SmallContent) -> None:
    unit = content.content_dir / UNIT
    text = unit.read_text() + QUESTION
    unit.write_text(text)
    assert run("activate").exit_code == 0
    (content.content_dir / "changes.toml").write_text(WORDS)
    unit.write_text(text.replace("Tell the parties", "Tell both sides in open court"))
    told = run("activate").output
    assert "question: 1 changed (1 typo)" in told and "option: 1 changed (1 wording)" in told
    assert "typo: question m1-q1 (What do you do?): “The second answer says more plainly" in told
    unit.write_text(text.replace("[ ] Say", "[x] Say").replace("a risky", "a sound")
                    .replace("[x] Tell", "[ ] Tell").replace("b sound", "b risky"))
    assert "option m1-q1/a (Say nothing.)" in run("activate", "--dry-run", "--list").output
    assert "against-key: m1-q1" in run("check", "--against", "served").output
    told = run("activate").output
    assert "question: 1 changed (1 key)" in told and "key: question m1-q1" in told
    served = queries.current_ids()["small", "en"]
    assert "against-key" not in run("check", "--against", f"activated:{served[:12]}").output
    assert "was activated here" in run("check", "--against", "activated:0123456789ab").output
    log = run("activate", "--log").output
    assert log.count("UTC [en]") == 3 and "before nothing" in log
    assert "typo: question m1-q1" in log and "key: question m1-q1" in log


def test_content_with_errors_is_refused_with_every_problem(run: Run, content: SmallContent) -> None:
    before = queries.current_ids()
    (content.content_dir / UNIT).write_text("---\nid: m1-unit\ntitle: A unit\n---\n\n::: nothing\n")
    result = run("activate")
    assert result.exit_code == 1
    assert result.output.count(UNIT) >= 2 and "nothing was activated" in result.output
    assert queries.current_ids() == before


def test_the_first_start_activates_what_is_shipped(run: Run) -> None:
    with transaction():
        assert len(activate_shipped("small")) == 1
    assert ("small", "en") in queries.current_ids()


def test_the_first_start_fails_on_content_with_errors(run: Run, content: SmallContent) -> None:
    (content.content_dir / UNIT).write_text("no front matter")
    with pytest.raises(ContentError), transaction():
        activate_shipped("small")
    with pytest.raises(LookupError), transaction():
        activate_shipped("another")


def test_verify_says_that_all_agrees(run: Run) -> None:
    learner().do_everything()
    result = run("verify")
    assert (result.exit_code, result.output) == (
        0, "1 enrolment verified: everything follows from the events\n")


def test_verify_lists_what_does_not_and_fails(run: Run) -> None:
    learner().do_everything()
    with transaction():
        db.session.connection().execute(text("UPDATE unit_progress SET done = 0"))
    result = run("verify", "--sample", "5")
    assert result.exit_code == 1
    assert "unit_progress m2-read done: stored '0', follows '1'" in result.output


def test_demo_fills_up_to_the_number_asked_for(run: Run) -> None:
    assert "25 imagined learners added" in run("demo", "--learners", "25").output
    assert "5 imagined learners added" in run("demo", "--learners", "30").output
    assert "0 imagined learners added" in run("demo", "--learners", "30").output
    assert run("verify").exit_code == 0


def test_demo_stays_out_of_a_database_with_real_learners(run: Run) -> None:
    learner(country="FR")
    result = run("demo", "--learners", "5")
    assert result.exit_code == 1 and "real learners" in result.output


@pytest.mark.parametrize("command", ["activate", "verify", "demo"])
def test_each_command_helps_with_an_example(run: Run, command: str) -> None:
    assert f"elearn {command}" in run(command, "--help").output
