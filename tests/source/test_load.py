"""A folder of content into a course: every file, every problem, and what leads from file to file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from elearn.document import canonical, course
from elearn.source.load import load_course

TEST = course.TestRule(24, ())
RULES = course.CourseRules(
    "small",
    "international",
    (("en", "Small"), ("ar", "صغير")),
    "en",
    ("en",),
    (),
    date(2026, 1, 1),
    "small",
    (course.ModuleRule("m2", "02-two"), course.ModuleRule("m1", "01-one", is_elective=True)),
    ("e-learning",),
    TEST,
    TEST,
)
SOURCES = Path(__file__).parents[2] / "content/bangalore_principles/sources.toml"

UNIT = "---\nid: {0}-a\ntitle: A\nminutes: 5\n---\n\nText [term](#g-term).\n\n## B {{#{0}-a-b}}\n\nText.\n"
FILES = {
    "en/01-one/module.md": "---\nid: m1\ntitle: One\nsummary: S.\n---\n\nWords.\n",
    "en/01-one/01-a.md": UNIT.format("m1"),
    "en/02-two/module.md": "---\nid: m2\ntitle: Two\nsummary: S.\n---\n\nWords.\n",
    "en/02-two/01-a.md": UNIT.format("m2"),
    "en/02-two/02-b.md": "---\nid: m2-b\ntitle: B\nminutes: 5\n---\n\n"
    '::: question {#m2-q1 cites="bp 2.5"}\nWhy?\n\n'
    "- [x] Yes. {#a sound}\n- [ ] No. {#b risky}\n:::\n",
    "en/manual/01-c.md": "---\nid: manual-c\ntitle: C\n---\n\n::: agenda {#tm-d title=D minutes=5}\n"
    "::: step {minutes=5 session=tm-s}\n:::\n:::\n\n"
    "::: session {#tm-s title=S minutes=5 aim=A method=A}\n::: step {title=A minutes=5}\n:::\n:::\n",
    "en/test-bank/final-2.md": "---\nid: bank-2\ntitle: Two\npool: final\nvalue: 2\n---\n\n"
    '::: question {#m2-t1 cites="bp 2.5"}\nWhy?\n\n- [x] Yes. {#a sound}\n- [ ] No. {#b risky}\n:::\n',
    "en/glossary.md": "---\nid: glossary\ntitle: Words\n---\n\n## Term {#g-term}\n\nMeaning.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copy(SOURCES, tmp_path)
    return tmp_path


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def _found(folder: Path, lang: str = "en") -> list[tuple[str, int, str]]:
    loaded = load_course(folder, RULES, lang)
    assert (loaded.course is None) == bool(loaded.problems)
    if loaded.problems:
        assert loaded.bank.items == ()
    return [(problem.file, problem.line, problem.code) for problem in loaded.problems]


def test_a_folder_becomes_a_course_in_the_order_of_its_rules(folder: Path) -> None:
    loaded = load_course(folder, RULES, "en")
    assert loaded.problems == ()
    assert loaded.course is not None
    assert [(m.id, m.is_elective, [u.id for u in m.units]) for m in loaded.course.modules] == [
        ("m2", False, ["m2-a", "m2-b"]),
        ("m1", True, ["m1-a"]),
    ]
    assert [chapter.id for chapter in loaded.course.chapters] == ["manual-c"]
    assert [entry.term for entry in loaded.course.glossary] == ["Term"]
    assert [item.question.id for item in loaded.bank.items] == ["m2-t1"]
    assert loaded.positions["m2-q1"] == ("en/02-two/02-b.md", 7)
    assert loaded.positions["m2-q1/b"] == ("en/02-two/02-b.md", 11)
    assert canonical.load(canonical.dump(loaded.course)) == loaded.course


def test_test_items_are_no_part_of_the_course(folder: Path) -> None:
    assert "m2-t1" not in canonical.dump(load_course(folder, RULES, "en").course)


def test_direction_and_title_follow_the_language(folder: Path) -> None:
    shutil.copytree(folder / "en", folder / "ar")
    loaded = load_course(folder, RULES, "ar")
    assert loaded.course is not None
    assert (loaded.course.header.direction, loaded.course.header.title) == ("rtl", "صغير")


def test_every_problem_of_every_file_is_listed_at_once(folder: Path) -> None:
    _edit(folder, "en/01-one/01-a.md", "minutes: 5", "minutes: five")
    _edit(folder, "en/02-two/01-a.md", "#g-term", "#g-trem")
    _edit(folder, "en/02-two/02-b.md", "{#b risky}", "{#b risk}")
    _edit(folder, "en/manual/01-c.md", "session=tm-s", "session=tm-x")
    assert _found(folder) == [
        ("en/01-one/01-a.md", 4, "bad-number"),
        ("en/02-two/01-a.md", 7, "link-target"),
        ("en/02-two/02-b.md", 11, "bad-verdict"),
        ("en/manual/01-c.md", 7, "agenda-session"),
    ]


def test_an_id_stands_once_in_the_course(folder: Path) -> None:
    _edit(folder, "en/test-bank/final-2.md", "m2-t1", "m2-q1")
    assert _found(folder) == [("en/test-bank/final-2.md", 8, "id-twice")]


def test_no_file_is_left_out_in_silence(folder: Path) -> None:
    (folder / "en/02-two/three.md").write_text("x", encoding="utf-8")
    (folder / "en/02-two/.hidden").write_text("x", encoding="utf-8")
    (folder / "en/01-one/module.md").unlink()
    assert _found(folder) == [
        ("en/01-one/module.md", 1, "missing-file"),
        ("en/02-two/three.md", 1, "file-name"),
    ]


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    with (folder / "en/02-two/02-b.md").open("ab") as file:
        file.write(b"\n\xff")
    assert _found(folder) == [("en/02-two/02-b.md", 14, "bad-utf8")]


def test_a_module_has_the_id_of_the_course_file(folder: Path) -> None:
    _edit(folder, "en/02-two/module.md", "id: m2", "id: m3")
    assert _found(folder) == [("en/02-two/module.md", 1, "module-id")]


def test_a_missing_language_is_a_list_of_problems(folder: Path) -> None:
    assert {code for _, _, code in _found(folder, "fr")} == {"missing-file"}


def test_broken_sources_are_reported_with_the_rest(folder: Path) -> None:
    _edit(folder, "sources.toml", "year = 2002", "yaer = 2002")
    assert {(file, code) for file, _, code in _found(folder)} == {("sources.toml", "sources-value")}
