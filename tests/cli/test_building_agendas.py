"""`elearn build --agenda` makes the manual of one day, and guesses at an id half remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.cli import main


def _build(out: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("ELEARN_CONTENT", "")
    return CliRunner().invoke(main, ("build", "--out", str(out), *words))


@pytest.mark.parametrize("name", ["one-day", "tm-one-day"])
def test_the_manual_of_one_agenda_is_written(
        tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _build(tmp_path, "--publication", "manual", "--format", "docx", "--agenda", name,
                  monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    [made] = tmp_path.iterdir()
    assert made.name == "judicial-ethics-manual-tm-one-day-en.docx"
    assert made.read_bytes().startswith(b"PK")


def test_an_unknown_agenda_writes_nothing_and_offers_the_nearest(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _build(tmp_path / "out", "--agenda", "one-dya", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert "did you mean one-day?" in done.output and "m2-agenda-half-day" in done.output
    assert not (tmp_path / "out").exists()


def test_a_publication_without_agendas_refuses_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _build(tmp_path / "out", "--publication", "self-directed", "--agenda", "one-day",
                  monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert "there is no agenda 'one-day'" in done.output
