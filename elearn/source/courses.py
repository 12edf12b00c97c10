"""Course files: the decisions about a course, read from TOML and checked key by key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from elearn.document.course import CourseRules, ModuleRule, TestRule
from elearn.document.problems import Problem
from elearn.source import toml_lines
from elearn.source.course_file import ROUTES, VALUES, CourseTable, TestTable

Finding = tuple[toml_lines.Path, str, str]


def find_course_files(courses_dir: Path) -> tuple[Path, ...]:
    """Return the course files of a folder, by name; none where there is no such folder."""
    return tuple(sorted(courses_dir.glob("*.toml")))


def load_rules(path: Path) -> tuple[CourseRules | None, tuple[Problem, ...]]:
    """Read one course file; return its rules, or None and every reason why there are none.

    Problems carry the file's name, the line of the key and what is allowed there. Raise OSError
    where the file cannot be read.
    """
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return None, (Problem(path.name, 1, "course-toml", "the file is not UTF-8 text"),)
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = toml_lines.error_line(str(error))
        return None, (Problem(path.name, line, "course-toml", f"this is not TOML: {error}"),)
    lines = toml_lines.key_lines(text)
    rules, findings = _read(written, path.stem)
    return rules, tuple(sorted(
        Problem(path.name, toml_lines.line_of(lines, where), code, message)
        for where, code, message in findings))


def _read(written: Mapping[str, Any], stem: str) -> tuple[CourseRules | None, list[Finding]]:
    try:
        table = CourseTable.model_validate(written)
    except ValidationError as error:
        return None, [_finding(each) for each in error.errors(include_url=False)]
    findings = list(_disagreements(table, stem))
    return (None if findings else _rules(table)), findings


def _finding(error: Any) -> Finding:
    where: toml_lines.Path = tuple(part for part in error["loc"] if part != "[key]")
    shown = _shown(where)
    model, allowed = _allowed(where)
    if error["type"] == "extra_forbidden":
        known = tuple(model.model_fields)
        return where, "course-key", f"there is no key {shown}; {_guess(str(where[-1]), known)}"
    if error["type"] == "missing":
        return where[:-1], "course-missing", f"the key {shown} is missing; it takes {allowed}"
    return where, "course-value", f"{shown}: {error['input']!r} is not allowed; allowed is {allowed}"


def _guess(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{hint}Known keys: {', '.join(known)}"


def _allowed(where: toml_lines.Path) -> tuple[type[BaseModel], str]:
    """Return the table in which `where` stands and what its key may say."""
    model: type[BaseModel] = CourseTable
    allowed = ""
    for part in where:
        field = model.model_fields.get(str(part))
        if field is None:
            continue
        allowed = field.description or ""
        inner = [t for t in (field.annotation, *getattr(field.annotation, "__args__", ()))
                 if isinstance(t, type) and issubclass(t, BaseModel)]
        if inner:
            model = inner[0]
    return model, allowed


def _shown(where: toml_lines.Path) -> str:
    shown = ""
    for part in where:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _disagreements(table: CourseTable, stem: str) -> Iterator[Finding]:
    """Yield what no key says wrongly by itself, but what does not fit together."""
    if table.key != stem:
        yield ("key",), "course-value", f"key: allowed is the name of the file, {stem!r}"
    yield from _language_findings(table)
    for place, route in enumerate(table.routes):
        if route not in ROUTES:
            yield ("routes", place), "course-value", f"routes: no route {route!r}; {_guess(route, ROUTES)}"
    yield from _repeated("routes", table.routes)
    for part in ("id", "folder"):
        yield from _repeated(f"modules.{part}", [getattr(m, part) for m in table.modules])
    yield from _test_findings("final_test", table.final_test)
    yield from _test_findings("entry_test", table.entry_test)


def _language_findings(table: CourseTable) -> Iterator[Finding]:
    listed = [*table.published, *table.drafts]
    yield from _repeated("published", listed)
    if table.source_language not in listed:
        yield (("source_language",), "course-value",
               f"source_language: {table.source_language!r} is neither published nor a draft; "
               f"allowed is one of {', '.join(listed) or 'the languages listed in published or drafts'}")
    for lang in dict.fromkeys((table.source_language, *table.published)):
        if lang not in table.title:
            yield (("title",), "course-missing",
                   f"the key title.{lang} is missing; it takes the title in {lang!r}")


def _repeated(key: str, written: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    name, _, part = key.partition(".")
    for place, value in enumerate(written):
        if value in seen:
            where: toml_lines.Path = (name, place, part) if part else (name,)
            yield where, "course-value", f"{key}: {value!r} stands twice; each may stand once"
        seen.add(value)


def _test_findings(name: str, test: TestTable) -> Iterator[Finding]:
    for value in test.blueprint:
        if value not in VALUES:
            yield ((name, "blueprint", value), "course-value",
                   f"{name}.blueprint: no value {value!r}; allowed are {', '.join(VALUES)}")
    drawn = sum(test.blueprint.values())
    if test.pass_mark > drawn:
        yield ((name, "pass_mark"), "course-value",
               f"{name}.pass_mark: {test.pass_mark} is not allowed; "
               f"allowed is 1 to {drawn}, the items drawn")


def _rules(table: CourseTable) -> CourseRules:
    return CourseRules(
        key=table.key, edition=table.edition, titles=tuple(table.title.items()),
        source_language=table.source_language, published=tuple(table.published),
        drafts=tuple(table.drafts), released=table.released, content=table.content,
        modules=tuple(ModuleRule(m.id, m.folder, m.elective) for m in table.modules),
        routes=tuple(table.routes), final_test=_test_rule(table.final_test),
        entry_test=_test_rule(table.entry_test),
    )


def _test_rule(test: TestTable) -> TestRule:
    return TestRule(test.pass_mark, tuple(test.blueprint.items()), test.attempts_per_day, test.minutes)
