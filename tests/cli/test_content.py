"""The author's commands, as an author calls them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.cli import main
from elearn.document import canonical
from elearn.source.load import load_course
from tests.factories.content import UNIT, SmallContent, small_content

QUESTION = """::: question {#m1-q1 cites="bp 2.5"}
What do you do?

- [ ] Say nothing, whatever others may say. {#a risky}
  > A party who learns of it later will doubt every ruling.
- [x] Tell the parties. {#b sound}
  > Both sides know the same, and can be heard on it.
:::
"""
NO_KEYS = QUESTION.replace("{#a risky}", "{risky}").replace(" {#b sound}", "")


def run(made: SmallContent, *arguments: str) -> Result:
    folders = ["--content", str(made.root / "content"), "--courses", str(made.courses_dir)]
    return CliRunner().invoke(main, [*arguments, *folders])


def test_check_lists_every_problem_of_every_file_and_fails(tmp_path: Path) -> None:
    made = small_content(tmp_path, {
        UNIT: QUESTION.replace("{#b sound}", "{#b}"), "en/glossary.md": "## Bias\n\nA leaning.\n"})
    result = run(made, "check")
    folder = tmp_path / "content" / "small_content" / "en"
    assert result.exit_code == 1
    assert f"{folder}/01-first/01-unit.md:13: missing-verdict: " in result.stdout
    assert f"{folder}/glossary.md:6: bad-heading: " in result.stdout
    assert "errors" in result.stderr


def test_check_names_files_as_seen_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = small_content(tmp_path, {UNIT: NO_KEYS})
    monkeypatch.chdir(tmp_path)
    assert run(made, "check").stdout.startswith("content/small_content/en/01-first/01-unit.md:")


def test_warnings_fail_only_a_strict_check(tmp_path: Path) -> None:
    made = small_content(tmp_path, {UNIT: QUESTION})
    result = run(made, "check")
    assert result.exit_code == 0
    assert "feedback-short" in result.stdout
    assert all(line.endswith(" [warning]") for line in result.stdout.splitlines())
    assert run(made, "check", "--strict").exit_code == 1


def test_check_reports_the_course_file_with_its_line(tmp_path: Path) -> None:
    made = small_content(tmp_path)
    path = made.courses_dir / "small.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("routes", "rutes"), encoding="utf-8")
    result = run(made, "check")
    assert result.exit_code == 1
    assert f"{path}:7: course-key: " in result.stdout


@pytest.mark.parametrize("kind", ["folder", "content root", "json", "saved", "git"])
def test_check_against_an_earlier_version_lists_what_answers_hang_on(tmp_path: Path, kind: str) -> None:
    made = small_content(tmp_path / "now", {UNIT: QUESTION})
    if kind == "git":
        _commit(made.root)
        against = "HEAD"
    elif kind == "json":
        loaded = load_course(made.content_dir, made.rules(), "en")
        stored = canonical.dump((loaded.course, loaded.bank))
        (tmp_path / "old.json").write_text(stored, encoding="utf-8")
        against = str(tmp_path / "old.json")
    elif kind == "saved":
        against = str(tmp_path / "saved.json")
        assert run(made, "check", "--save", against).exit_code == 0
    else:
        shutil.copytree(made.root / "content", tmp_path / "old")
        against = str(tmp_path / "old" / ("small_content" if kind == "folder" else ""))
    small_content(made.root, {UNIT: QUESTION.replace("[x]", "[ ]", 1).replace("[ ]", "[x]", 1)
                              .replace("a risky", "a sound").replace("b sound", "b risky")})
    assert "against-key: m1-q1" in run(made, "check", "--against", against).stdout
    assert "against-key" not in run(made, "check").stdout


def test_check_against_a_version_that_does_not_exist_says_so(tmp_path: Path) -> None:
    result = run(small_content(tmp_path), "check", "--against", "no-such-version")
    assert result.exit_code == 1
    assert "is no folder, no file and nothing git knows" in result.stderr


def test_a_published_translation_with_a_gap_fails_the_check(tmp_path: Path) -> None:
    made = small_content(tmp_path, {UNIT: QUESTION, "en/01-first/02-more.md": (
        "---\nid: m1-more\ntitle: More\nminutes: 1\nobjectives: Decide\n---\n\nMore.\n")})
    shutil.copytree(made.content_dir / "en", made.content_dir / "fr")
    (made.content_dir / "fr" / "01-first" / "02-more.md").unlink()
    path = made.courses_dir / "small.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('["en"]', '["en", "fr"]').replace("[title]", '[title]\nfr = "Un cours"'),
                    encoding="utf-8")
    sources = made.content_dir / "sources.toml"
    both = re.sub(r"^(\w+)\.en = (.*)$", r"\1.en = \2\n\1.fr = \2", sources.read_text(encoding="utf-8"),
                  flags=re.MULTILINE)
    sources.write_text(both, encoding="utf-8")
    result = run(made, "check")
    assert result.exit_code == 1
    assert "fr/01-first/02-more.md:1: parity-missing: m1-more is missing in fr" in result.stdout


def test_keys_writes_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    made = small_content(tmp_path, {UNIT: NO_KEYS.replace("\n", "\r\n").encode()})
    path = made.content_dir / UNIT
    path.chmod(0o640)
    result = CliRunner().invoke(main, ["keys", str(path)])
    assert result.exit_code == 0, result.output
    assert path.read_bytes() == QUESTION.replace("{#b sound}", "{#b}").replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, "module.md"]
    assert CliRunner().invoke(main, ["keys", str(path)]).stdout == ""


def test_keys_are_never_given_again(tmp_path: Path) -> None:
    made = small_content(tmp_path, {UNIT: NO_KEYS, "retired-ids.txt": "m1-q1 a\nm1-q1 d\nm1-q2 z\n"})
    result = CliRunner().invoke(main, ["keys", str(made.content_dir / UNIT)])
    assert [line.split()[-1] for line in result.stdout.splitlines()] == ["e", "f"]


def test_keys_leaves_a_file_alone_that_cannot_be_taken_apart(tmp_path: Path) -> None:
    text = NO_KEYS.replace("::: question", "::: qestion")
    made = small_content(tmp_path, {UNIT: text.encode()})
    result = CliRunner().invoke(main, ["keys", str(made.content_dir / UNIT)])
    assert result.exit_code == 1
    assert "unknown-block" in result.stderr
    assert (made.content_dir / UNIT).read_text(encoding="utf-8") == text


def test_keys_go_before_the_way_on_of_a_choice_and_into_wrapped_options(tmp_path: Path) -> None:
    text = ('::: scenario {#m1-s1 title="A"}\nOnce.\n\n::: step {#m1-s1-a}\nNow.\n\n'
            "- Go\n  on. -> m1-s1-b\n- Stay. {sound} -> m1-s1-b\n:::\n:::\n")
    path = small_content(tmp_path, {UNIT: text.encode()}).content_dir / UNIT
    CliRunner().invoke(main, ["keys", str(path)])
    written = path.read_text(encoding="utf-8")
    assert "  on. {#a} -> m1-s1-b\n- Stay. {#b sound} -> m1-s1-b\n" in written


def test_a_new_unit_has_no_error(tmp_path: Path) -> None:
    made = small_content(tmp_path)
    result = run(made, "new", "unit", "m1", "small-gifts")
    assert result.exit_code == 0, result.output
    path = made.content_dir / "en" / "01-first" / "02-small-gifts.md"
    assert result.stdout.strip() == str(path)
    checked = run(made, "check")
    assert checked.exit_code == 0
    assert str(path) not in checked.stdout


@pytest.mark.parametrize(("module", "slug", "told"), [
    ("m9", "gifts", "modules: m1"), ("m1", "../gifts", "small letters"),
    ("m1", "unit", "has the id m1-unit"),
])
def test_a_new_unit_is_refused_with_the_reason(
    tmp_path: Path, module: str, slug: str, told: str,
) -> None:
    result = run(small_content(tmp_path), "new", "unit", module, slug)
    assert result.exit_code != 0
    assert told in result.stderr


def test_coverage_counts_each_paragraph(tmp_path: Path) -> None:
    made = small_content(tmp_path, {UNIT: f"As said [@bp 1.1].\n\n{QUESTION}"})
    lines = [" ".join(line.split()) for line in run(made, "coverage").stdout.splitlines()]
    assert lines[2:4] == ["bp 1.1 1 0 0", "bp 2.5 0 1 0"]
    assert lines[4] == "of 2 paragraphs: 1 taught, 1 practised, 0 tested"


def test_coverage_counts_cases_and_questions_by_module(tmp_path: Path) -> None:
    short = "She hesitates." + " Twelve words follow one another here, and then it ends at last." * 2
    case = f'::: case {{#m1-c9 title="One" cites="bp 2.5"}}\nIt was so.\n\n{QUESTION}\n:::\n'
    alone = QUESTION.replace("#m1-q1", "#m1-q8")
    made = small_content(tmp_path, {UNIT: f"{short} [@bp 1.1].\n\n{case}\n{alone}"})
    lines = [line.split() for line in run(made, "coverage").stdout.splitlines()]
    whole = next(line for line in lines if line[:1] == ["all"])
    assert whole[4:10] == ["1", "0", "2", "50.0", "%", "0.0"], whole
    assert "one 2" in " ".join(lines[-1])


def test_the_authors_commands_start_without_database_and_web() -> None:
    heavy = ("flask", "sqlalchemy", "flask_sqlalchemy", "elearn.web")
    code = ("import sys, elearn.cli.content, elearn.cli.preview\n"
            f"print([name for name in {heavy} if name in sys.modules])")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def _commit(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
