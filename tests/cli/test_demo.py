"""`elearn demo`: room on the disk, and being stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.cli import main
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from elearn.learning import population
from elearn.learning.verification import verify
from tests.databases import environ_of

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn demo …` over the data of this test."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Result:
        db.session.rollback()
        return CliRunner().invoke(main, ("demo", *words))

    return call


@pytest.mark.only_on("sqlite")
def test_a_disk_too_small_is_refused_before_anything_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(9, 8, 3 * 10**9))
    result = run("--learners", "1000000")
    assert result.exit_code == 1
    assert "1000000 learners need about 8.5 GB" in result.output and "3.0 GB left" in result.output
    assert population.invented_learners() == 0
    assert run("--learners", "5").exit_code == 0


def test_stopped_it_says_how_many_there_are_and_goes_on_later(
    run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(population, "_BATCH", 10)
    whole = population.populate

    def interrupted(
        missing: int, revision: Any, seed: int, progress: Callable[[int], None], also: Any,
    ) -> None:
        def until_twenty(done: int) -> None:
            progress(done)
            if done == 20:
                raise KeyboardInterrupt

        whole(missing, revision, seed, until_twenty, also)

    monkeypatch.setattr("elearn.cli.demo.populate", interrupted)
    result = run("--learners", "50")
    assert result.exit_code == 1 and "stopped: 20 of 50 imagined learners were added" in result.output
    monkeypatch.setattr("elearn.cli.demo.populate", whole)
    assert "30 imagined learners added" in run("--learners", "50").output
    db.session.rollback()
    assert population.invented_learners() == 50 and list(verify()) == []
