"""`elearn build` and `elearn parity` work on files alone and refuse with a reason."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.cli import main
from elearn.kernel import paths
from elearn.render import signs
from elearn.render.text import TextRenderer


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content, to be spoilt."""
    return Path(shutil.copytree(paths.shipped("content"), tmp_path / "content"))


def _run(*words: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("ELEARN_CONTENT", "")
    return CliRunner().invoke(main, words)


def test_build_writes_what_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "new" / "folder"
    done = _run("build", "--out", str(out), "--format", "html", monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == [
        "judicial-ethics-manual-en.html", "judicial-ethics-self-directed-en.html"]
    made = (out / "judicial-ethics-self-directed-en.html").read_text(encoding="utf-8")
    assert 'id="part-answers"' in made


def test_build_with_an_error_in_the_content_names_it_and_writes_nothing(
        tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = next(content.glob("*/en/02-*/01-*.md"))
    unit.write_text(unit.read_text(encoding="utf-8") + "\n::: case\n", encoding="utf-8")
    out = tmp_path / "out"
    done = _run("build", "--out", str(out), "--content", str(content), monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert f"{unit.name}:" in done.output
    assert not out.exists()


def test_build_refuses_a_language_the_course_does_not_have(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _run("build", "--out", str(tmp_path), "--lang", "tlh", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert "'tlh'" in done.output


def test_the_shipped_course_has_no_gap_in_any_publication(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "parity.csv"
    done = _run("parity", "--csv", str(table), monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["publication"] for row in rows} == {
        "course", "self-directed", "self-directed.epub", "manual", "manual.docx"}
    assert not [row for row in rows if row["state"] == "left-out" and not row["reason"]]


def test_parity_ends_with_1_on_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    from markupsafe import Markup

    from elearn.render.manual import ManualRenderer

    monkeypatch.setattr(ManualRenderer, "reflection", lambda self, node: Markup(""))
    done = _run("parity", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert "gap" in done.output


def test_a_node_no_renderer_knows_is_told_with_block_file_and_line(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(TextRenderer, "open_reflection")
    done = _run("build", "--out", str(tmp_path), "--publication", "self-directed", "--format", "html",
                monkeypatch=monkeypatch)
    assert done.exit_code == 1
    file, line, block = re.findall(
        r"(\S+\.md):(\d+): unknown-node: TextRenderer has no method for OpenReflection in (\S+)",
        done.output)[0]
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    assert f"::: reflection {{#{block} " in lines[int(line) - 1]


def test_a_sign_that_no_font_draws_is_told_with_block_file_and_line(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Were the fonts without a capital A, the first block of the course that has one would be named.
    drawn = signs._drawn() - {"A"}
    monkeypatch.setattr(signs, "_drawn", lambda: drawn)
    done = _run("build", "--out", str(tmp_path / "out"), "--format", "html", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert re.search(r"\S+\.md:\d+: strange-sign: no font of ours draws "
                     r"U\+0041 LATIN CAPITAL LETTER A in \S+", done.output)
    assert not (tmp_path / "out").exists()
