"""Course files: what is read from them, and what an author is told of a mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elearn.document import course
from elearn.source.courses import find_course_files, load_rules

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "courses" / "judicial_ethics.toml"


def _messages(tmp_path: Path, old: str, new: str) -> list[tuple[int, str, str]]:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / SHIPPED.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    rules, problems = load_rules(path)
    assert rules is None
    assert {problem.file for problem in problems} == {SHIPPED.name}
    return [(problem.line, problem.code, problem.message) for problem in problems]


def _line(words: str) -> int:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_the_shipped_course_holds_the_decisions_of_the_programme() -> None:
    rules, problems = load_rules(SHIPPED)
    assert not problems
    assert rules is not None
    assert (rules.key, rules.content, rules.released) == (
        "judicial_ethics", "bangalore_principles", date(2026, 11, 22))
    assert rules.modules[0] == course.ModuleRule("m0", "00-starting-out")
    blueprint = (("1", 5), ("2", 6), ("3", 2), ("4", 9), ("5", 2), ("6", 3), ("11", 3))
    assert rules.final_test == course.TestRule(24, blueprint, 3, minutes=45)
    assert (rules.final_test.items, rules.entry_test.items, rules.entry_test.pass_mark) == (30, 12, 10)
    assert rules.entry_test.minutes == 20


def test_every_module_named_has_its_folder() -> None:
    rules, _ = load_rules(SHIPPED)
    assert rules is not None
    folder = ROOT / "content" / rules.content / rules.source_language
    assert all((folder / module.folder / "module.md").is_file() for module in rules.modules)


def test_a_misspelt_key_is_told_with_its_line_and_what_was_meant(tmp_path: Path) -> None:
    found = _messages(tmp_path, "attempts_per_day", "atempts_per_day")
    assert [(line, code) for line, code, _ in found] == [(_line("attempts_per_day"), "course-key")]
    assert "did you mean attempts_per_day?" in found[0][2]


@pytest.mark.parametrize(("old", "new", "near", "told"), [
    ("pass_mark = 24", "pass_mark = 31", "pass_mark = 24", "allowed is 1 to 30"),
    ("pass_mark = 24", 'pass_mark = "24"', "pass_mark = 24", "a whole number"),
    ("pass_mark = 24", "pass_mark = true", "pass_mark = 24", "a whole number"),
    ("minutes = 45", "minutes = 601", "minutes = 45", "from 0 (not said) to 600"),
    ("minutes = 45", "minutes = -1", "minutes = 45", "from 0 (not said) to 600"),
    ("released = 2026-11-22", 'released = "2026-11-22"', "released", "without quotes"),
    ("released = 2026-11-22", "released = 2026-11-22T00:00:00", "released", "without quotes"),
    ('"workshop"]', '"worksop"]', "routes =", "did you mean workshop?"),
    ('published = ["en"]', 'published = ["fr"]', "source_language", "neither published nor a draft"),
    ('published = ["en"]', 'published = ["EN"]', "published =", "a language tag"),
    ('folder = "02-impartiality"', 'folder = "../x"', "02-impartiality", "the name of one folder"),
    ('id = "m2"', 'id = "m0"', 'id = "m2"', "stands twice"),
    ("blueprint = { 1 = 5", "blueprint = { 7 = 5", "blueprint = { 1 = 5", "allowed are 1, 2, 3"),
    ('key = "judicial_ethics"', 'key = "other"', "key =", "the name of the file"),
    ('content = "bangalore_principles"', 'content = ""', "content =", "the name of one folder"),
])
def test_a_value_that_is_not_allowed_is_told_with_what_is(
    tmp_path: Path, old: str, new: str, near: str, told: str,
) -> None:
    found = _messages(tmp_path, old, new)
    assert (_line(near), "course-value") in {(line, code) for line, code, _ in found}
    assert any(told in message for _, _, message in found)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / SHIPPED.name
    path.write_text(text.replace("pass_mark", "pasmark").replace("folder", "foldr"), encoding="utf-8")
    # Each misspelt key is unknown, and the one that was meant is missing.
    assert len(load_rules(path)[1]) == 2 * (text.count("pass_mark") + text.count("folder = "))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe")
    assert [problem.code for problem in load_rules(path)[1]] == ["course-toml"]


def test_course_files_are_found_by_name(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "notes.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in find_course_files(tmp_path)] == ["a.toml", "b.toml"]
    assert find_course_files(tmp_path / "nowhere") == ()
