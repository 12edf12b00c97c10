"""A folder of content and the rules of a course into the course, its test bank, and every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from elearn.document.blocks import Block
from elearn.document.course import (
    Course,
    CourseHeader,
    CourseRules,
    GlossaryEntry,
    Module,
    ModuleRule,
    TestBank,
    Unit,
)
from elearn.document.problems import Problem
from elearn.document.sources import SourceCatalogue
from elearn.source.findings import did_you_mean
from elearn.source.instruments import load_sources
from elearn.source.reading import Mention
from elearn.source.units import (
    ParsedFile,
    V,
    read_bank,
    read_chapter,
    read_glossary,
    read_module,
    read_unit,
)

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
_FILE_NAME = re.compile(r"[0-9]{2}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_BANK_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
Place = tuple[str, int]


@dataclass(frozen=True)
class ParsedUnit:
    """One unit read by itself; links to other files are not followed. `positions` maps ids to lines."""

    unit: Unit[Block] | None
    problems: tuple[Problem, ...]
    positions: Mapping[str, int]


@dataclass(frozen=True)
class Loaded:
    """A course in one language; None where anything is wrong, and then `problems` says what.

    `positions` maps each id to its file (relative to the content folder) and line; an option is
    found as `question-id/key`. `texts` holds the text of each file. `readable` is the course without
    the files that have problems: good for finding more of them, and for nothing else.
    """

    course: Course | None
    bank: TestBank
    positions: Mapping[str, Place]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    readable: Course | None = None


def parse_unit(text: str, file: str, sources: SourceCatalogue | None) -> ParsedUnit:
    """Read the text of one unit. Never raises; without `sources` citations are not looked up."""
    parsed = read_unit(text, file, sources)
    return ParsedUnit(parsed.value, parsed.problems, parsed.positions)


def load_course(content_dir: Path, rules: CourseRules, lang: str) -> Loaded:
    """Read a course in one language, with every problem of every file at once. Never raises."""
    loader = _Loader(content_dir, lang)
    modules = tuple(loader.module(rule) for rule in rules.modules)
    chapters = tuple(
        found for each in loader.numbered(f"{lang}/manual") if (found := loader.read(each, read_chapter))
    )
    glossary = loader.glossary()
    items = tuple(item for each in loader.bank_files() for item in loader.read(each, read_bank) or ())
    loader.link()
    problems = tuple(sorted(set(loader.problems)))
    readable = Course(
        _header(rules, lang), rules, tuple(m for m in modules if m), chapters, glossary, loader.sources
    )
    course, bank = (None, TestBank(())) if problems else (readable, TestBank(items))
    return Loaded(course, bank, loader.positions, problems, loader.texts, readable)


def _header(rules: CourseRules, lang: str) -> CourseHeader:
    titles = dict(rules.titles)
    title = titles.get(lang) or titles.get(rules.source_language) or rules.key
    direction = "rtl" if lang.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
    return CourseHeader(rules.key, rules.edition, lang, direction, title, rules.released)


class _Loader:
    """Reads file after file and keeps what is declared, pointed to and wrong in each."""

    def __init__(self, content_dir: Path, lang: str) -> None:
        self.content_dir, self.lang = content_dir, lang
        self.sources, found = load_sources(content_dir / "sources.toml", lang)
        self.problems: list[Problem] = list(found)
        self.positions: dict[str, Place] = {}
        self.texts: dict[str, str] = {}
        self.mentions: list[tuple[str, Mention]] = []

    def problem(self, file: str, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(file, line, code, message))

    def read(self, file: str, reader: Callable[[str, str, SourceCatalogue], ParsedFile[V]]) -> V | None:
        """Read one file by the reader of its kind; None where it cannot be read or has problems."""
        text = self.text(file)
        if text is None:
            return None
        parsed = reader(text, file, self.sources)
        self.problems.extend(parsed.problems)
        self.mentions.extend((file, mention) for mention in parsed.mentions)
        for item_id, line in parsed.positions.items():
            self.declare(item_id, file, line)
        return parsed.value

    def declare(self, item_id: str, file: str, line: int) -> None:
        before = self.positions.setdefault(item_id, (file, line))
        if before != (file, line) and "/" not in item_id:
            self.problem(
                file,
                line,
                "id-twice",
                f"the id {item_id} was given already in {before[0]}, line {before[1]}",
            )

    def text(self, file: str) -> str | None:
        path = self.content_dir / file
        try:
            data = path.read_bytes()
            self.texts[file] = data.decode("utf-8")
        except OSError as reason:
            self.problem(file, 1, "missing-file", f"cannot be read: {reason.strerror}")
            return None
        except UnicodeDecodeError as reason:
            self.problem(
                file, data[: reason.start].count(b"\n") + 1, "bad-utf8", "not UTF-8: save the file as UTF-8"
            )
            return None
        return self.texts[file]

    def numbered(self, folder: str, besides: Iterable[str] = ()) -> list[str]:
        """Return the files of a folder by name; report a name that would leave a file out."""
        return self._files(folder, _FILE_NAME, "01-some-words.md", besides)

    def bank_files(self) -> list[str]:
        return self._files(f"{self.lang}/test-bank", _BANK_NAME, "some-words.md", ())

    def _files(self, folder: str, form: re.Pattern[str], example: str, besides: Iterable[str]) -> list[str]:
        found = []
        for path in sorted((self.content_dir / folder).glob("*")):
            if path.name in besides or path.name.startswith("."):
                continue
            if path.is_file() and form.fullmatch(path.name):
                found.append(f"{folder}/{path.name}")
            else:
                self.problem(
                    f"{folder}/{path.name}", 1, "file-name", f"files here are named like {example}"
                )
        return found

    def module(self, rule: ModuleRule) -> Module[Block] | None:
        folder = f"{self.lang}/{rule.folder}"
        page = self.read(f"{folder}/module.md", read_module)
        units = [self.read(file, read_unit) for file in self.numbered(folder, ("module.md",))]
        if page is None:
            return None
        if page.id != rule.id:
            self.problem(
                f"{folder}/module.md", 1, "module-id", f"the id is {page.id}, in the course file {rule.id}"
            )
        return Module(
            page.id,
            page.title,
            page.summary,
            rule.is_elective,
            page.introduction,
            tuple(unit for unit in units if unit is not None),
        )

    def glossary(self) -> tuple[GlossaryEntry, ...]:
        file = f"{self.lang}/glossary.md"
        return (self.read(file, read_glossary) or ()) if (self.content_dir / file).is_file() else ()

    def link(self) -> None:
        """Report what leads to an id that no file of the language declares."""
        known = [item_id for item_id in self.positions if "/" not in item_id]
        for file, mention in self.mentions:
            if mention.target not in self.positions or "/" in mention.target:
                code = "link-target" if mention.kind == "link" else "agenda-session"
                self.problem(
                    file,
                    mention.line,
                    code,
                    f"no id {mention.target} in the course{did_you_mean(mention.target, known)}",
                )
