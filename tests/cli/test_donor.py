"""`elearn report donor`: a file, the same bytes for the same count, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from elearn.cli import main
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.learning.population import populate
from elearn.reports import services
from tests.factories.courses import COURSE_KEY, small_revision
from tests.render.pdf_structure import structure_of

Run = Callable[..., Result]


@pytest.fixture
def run(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `elearn report donor …` over the data of this test."""
    for name, value in (("DATA", str(settings.data)), ("SECRET_KEY", settings.secret_key),
                        ("MASTER_KEY", settings.master_key), ("COURSE", settings.course)):
        monkeypatch.setenv(f"ELEARN_{name}", value)
    if settings.database_url:
        monkeypatch.setenv("DATABASE_URL", settings.database_url)

    def call(*words: str) -> Result:
        db.session.rollback()
        return CliRunner().invoke(main, ("report", "donor", *words))

    return call


def test_the_same_count_gives_the_same_tagged_file_in_each_language(run: Run, tmp_path: Path) -> None:
    populate(80, small_revision())
    with transaction():
        services.take_snapshot(COURSE_KEY, datetime(2026, 11, 22, 1, 10, tzinfo=UTC))
    for lang in ("en", "ar"):
        first, second = tmp_path / f"{lang}-1.pdf", tmp_path / f"{lang}-2.pdf"
        for out in (first, second):
            told = run("--out", str(out), "--lang", lang)
            assert told.exit_code == 0, told.output
        assert first.read_bytes() == second.read_bytes()
        assert structure_of(first.read_bytes(), lang).problems == []


@pytest.mark.parametrize("chosen", [(), ("--year", "1950-01"), ("--country", "ZZ"), ("--year", "'; --")])
def test_what_no_figure_knows_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, chosen: tuple[str, ...],
) -> None:
    out = tmp_path / "report.pdf"
    told = run("--out", str(out), *chosen)
    assert told.exit_code == 1 and told.output.startswith("Error: ") and "Traceback" not in told.output
    assert not out.exists()
