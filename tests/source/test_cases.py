"""Every mistake an author can make, as a text that anyone can read: planted it is found, mended it is gone.

A case is `tests/cases/<code>.md`. Under “Planted” stand the files with the mistake, each in a fenced
part `course <path>` (a unit where there is no path), then `Expected: line: code`, the line counted in
that part (`path:line: code` for another file). Under “Mended” stand the same files without it. Where a
code compares two courses, the other one stands under “Before” or “Source language”. After the path may
stand `as-is` (no front matter is put before), `latin-1` (the encoding of the file) or `9000-times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from elearn.document.problems import Problem
from elearn.source.check import check_against, check_course, check_parity, review_of
from elearn.source.check_ids import retired, retired_lines
from elearn.source.codes import CODES
from elearn.source.courses import load_rules
from elearn.source.load import load_course
from elearn.source.review import Review
from tests.factories.content import COURSE_FILE, UNIT, SmallContent, small_content

CASES = Path(__file__).resolve().parents[1] / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.md") if path.stem != "README")

_FENCE = re.compile(r"^(`{3,})course(?: (\S+))?(?: (as-is|latin-1|\d+-times))?$")
_EXPECTED = re.compile(r"^Expected: `(?:(\S+?):)?(\d+): ([a-z0-9-]+)`$")


@dataclass
class Case:
    """A text case: its title, the files under each heading, and what must be reported where."""

    title: str = ""
    files: dict[str, dict[str, str | bytes]] = field(default_factory=dict)
    expected: set[tuple[str, int, str]] = field(default_factory=set)


def read_case(text: str) -> Case:
    """Read a text case; raise ValueError where a fenced part is not closed."""
    case, heading = Case(), ""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("# "):
            case.title = line[2:]
        elif line.startswith("## "):
            heading = line[3:]
        elif found := _FENCE.match(line):
            name = found.group(2) or UNIT
            held = _fenced(lines, found.group(1))
            case.files.setdefault(heading, {})[name] = _as_written(held, found.group(3) or "")
        elif found := _EXPECTED.match(line):
            case.expected.add((found.group(1) or UNIT, int(found.group(2)), found.group(3)))
        elif line.startswith(("```", "Expected")):
            raise ValueError(f"not understood: {line}")
    return case


def _as_written(text: str, manner: str) -> str | bytes:
    if manner.endswith("-times"):
        return (text * int(manner.removesuffix("-times"))).encode()
    return text.encode("latin-1" if manner == "latin-1" else "utf-8") if manner else text


def _fenced(lines: Iterator[str], fence: str) -> str:
    held = []
    for line in lines:
        if line == fence:
            return "".join(f"{each}\n" for each in held)
        held.append(line)
    raise ValueError("a fenced part is not closed")


def _review(root: Path, files: Mapping[str, str | bytes]) -> Review:
    made = small_content(root, files)
    review = review_of(load_course(made.content_dir, made.rules(), "en"), made.content_dir)
    assert review is not None
    return review


def _problems(made: SmallContent, case: Case, root: Path) -> tuple[Problem, ...]:
    rules, found = load_rules(made.root / COURSE_FILE)
    if rules is None:
        return found
    loaded = load_course(made.content_dir, rules, "en")
    problems = check_course(loaded, made.content_dir)
    review = review_of(loaded, made.content_dir)
    if "Source language" in case.files and review:
        problems += check_parity(_review(root / "source", case.files["Source language"]), review)
    if "Before" in case.files and review:
        before = _review(root / "before", case.files["Before"])
        problems += check_against(
            (before.course, before.bank), (review.course, review.bank), review.places,
            retired(retired_lines(made.content_dir)))
    return problems


def _found(case: Case, heading: str, code: str, root: Path) -> set[tuple[str, int, str]]:
    """Return what is reported with the code, its lines counted in the fenced parts."""
    made = small_content(root / heading, case.files[heading])
    course_file = Path(COURSE_FILE).name
    found = set()
    for problem in _problems(made, case, root / heading):
        file = COURSE_FILE if problem.file == course_file else problem.file
        if problem.code == code:
            found.add((file, problem.line - made.shifts.get(file, 0), code))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_planted_mistake_is_found_at_its_line(name: str, tmp_path: Path) -> None:
    case = read_case((CASES / f"{name}.md").read_text(encoding="utf-8"))
    assert case.title
    assert case.expected
    assert {code for _, _, code in case.expected} == {name}
    assert _found(case, "Planted", name, tmp_path) == case.expected


@pytest.mark.parametrize("name", NAMES)
def test_a_mended_mistake_is_gone(name: str, tmp_path: Path) -> None:
    case = read_case((CASES / f"{name}.md").read_text(encoding="utf-8"))
    assert _found(case, "Mended", name, tmp_path) == set()


def test_every_code_has_a_case() -> None:
    assert set(NAMES) == set(CODES)
