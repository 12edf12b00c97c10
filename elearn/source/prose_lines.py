"""The lines of prose, before any Markdown: what they may look like, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearn.source.findings import Line
from elearn.source.reading import Reading

LONGEST_LINE, LONGEST_RUN, MOST_BRACKETS, DEEPEST_LIST = 2_000, 8_000, 100, 4

_ITEM = re.compile(r"(-|[0-9]{1,9}\.) +(?=\S)")
_NEAR_ITEM = re.compile(r"(?:[*+•‣▪◦·] |[0-9]{1,9}\) |-$|-[^\W\d_]|[-*+]\u00a0)")
_RULE = re.compile(r"-{3,} *")
_MARKS_ONLY = re.compile(r"[-=*_~+^.,;!?/ ]+")
_DELIMITERS = re.compile(r"\|(?: *:?-+:? *\|)+ *")


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A line put in order: `prefix` is the quote mark and indent that Markdown needs before `text`."""

    number: int
    prefix: str
    text: str
    is_row: bool = False


def is_within_limits(lines: Sequence[Line], reading: Reading) -> bool:
    """Report lines and runs that are too long to be read safely; Markdown never sees them."""
    before = len(reading.findings)
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            reading.problem(
                line.number, "line-too-long", f"a line of over {LONGEST_LINE:,} characters: wrap it"
            )
    if sum(len(line.text) + 1 for line in lines) > LONGEST_RUN:
        reading.problem(
            lines[0].number,
            "run-too-long",
            f"over {LONGEST_RUN:,} characters without a heading or a block: part them",
        )
    if sum(line.text.count("[") for line in lines) > MOST_BRACKETS:
        reading.problem(
            lines[0].number, "too-many-brackets", f"over {MOST_BRACKETS} “[” in one run of text"
        )
    return len(reading.findings) == before


def arrange(lines: Sequence[Line], reading: Reading, is_quoted: bool = False) -> list[ProseLine]:
    """Return the lines of one run as Markdown must see them; report each that could be misread."""
    arranger = _Arranger(reading, is_quoted)
    at = 0
    while at < len(lines):
        at += arranger.take(
            lines[at : at + 1] if not lines[at].text.startswith((">", "|")) else _group(lines, at)
        )
    return arranger.found


def _group(lines: Sequence[Line], at: int) -> Sequence[Line]:
    mark = lines[at].text[0]
    end = at
    while end < len(lines) and lines[end].text.startswith(mark):
        end += 1
    return lines[at:end]


class _Arranger:
    """Goes down the lines, knowing what stood before: nothing, a blank, text, list, quote, table, rule."""

    def __init__(self, reading: Reading, is_quoted: bool) -> None:
        self.reading = reading
        self.is_quoted = is_quoted
        self.found: list[ProseLine] = []
        self.before = ""
        self.kinds: list[str] = []

    def refuse(self, line: Line, code: str, message: str) -> None:
        self.reading.problem(line.number, code, message)

    def keep(self, line: Line, prefix: str, text: str, before: str) -> None:
        self.found.append(ProseLine(line.number, prefix, text))
        self.before = before

    def take(self, group: Sequence[Line]) -> int:
        line = group[0]
        text = line.text.lstrip(" ")
        if not text:
            self.keep(line, "", "", "")
        elif text.startswith(">"):
            self.quote(group)
        elif text.startswith("|"):
            self.table(group)
        elif item := _ITEM.match(text):
            self.item(line, item[1], text[item.end() :], len(line.text) - len(text))
        elif _RULE.fullmatch(line.text) and not self.before:
            self.kinds = []
            self.keep(line, "", "---", "rule")
        elif _NEAR_ITEM.match(text) or _MARKS_ONLY.fullmatch(text):
            self.refuse(
                line,
                "odd-line",
                "a list item is written “- text” or “1. text”, a break “---” "
                "between blank lines; other lines of marks mean nothing",
            )
        else:
            self.words(line, text, len(line.text) - len(text))
        return len(group)

    def item(self, line: Line, marker: str, text: str, indent: int) -> None:
        level, kind = indent // 2 + 1, marker if marker == "-" else "1."
        if indent % 2 or level > len(self.kinds) + 1:
            self.refuse(line, "list-indent", "a list inside a list is indented by two spaces a level")
        if _ITEM.match(text) or text.startswith(("- ", "* ", "+ ")):
            self.refuse(line, "odd-line", "a list item begins with one “-” or number")
        if level > DEEPEST_LIST:
            self.refuse(line, "list-too-deep", f"lists in lists go {DEEPEST_LIST} levels deep at most")
        if self.before not in ("", "list"):
            self.refuse(line, "list-without-blank-line", "a list needs a blank line above it")
        if level <= len(self.kinds) and self.kinds[level - 1] != kind and self.before:
            self.refuse(line, "list-kind", "“-” and “1.” in one list: part them by a blank line")
        self.kinds = [*self.kinds[: level - 1], kind]
        self.keep(line, "  " * (level - 1) + marker + " ", text, "list")

    def words(self, line: Line, text: str, indent: int) -> None:
        depth = len(self.kinds)
        if not self.before and not indent:
            self.kinds, depth = [], 0
        if self.before in ("quote", "table", "rule"):
            self.refuse(
                line,
                "no-blank-line",
                f"a {self.before} needs a blank line below it; every line of a quote begins with “> ”",
            )
        elif indent and not depth:
            self.refuse(line, "indented-text", "text outside a list begins in the first column")
        elif depth and self.before and indent < 2 * depth:
            self.refuse(
                line,
                "list-continuation",
                "the text of a list item goes on indented by two spaces; "
                "a new paragraph needs a blank line above it",
            )
        elif depth and not self.before:
            self.kinds = self.kinds[: max(1, indent // 2)]
        if indent > 2 * depth + 4:
            self.refuse(line, "indented-text", "text is indented further than its list")
        is_item = self.before == "list"
        self.keep(line, "  " * len(self.kinds), text, "list" if is_item else "text")

    def quote(self, group: Sequence[Line]) -> None:
        first = group[0]
        if self.is_quoted or first.text.startswith(" "):
            self.refuse(
                first,
                "stray-quote",
                "a quote begins in the first column with “> ”; feedback stands "
                "directly below an option, two spaces before its “>”",
            )
            return
        if self.before:
            self.refuse(first, "no-blank-line", "a quote needs a blank line above it")
        self.kinds = []
        for line in arrange(unquoted(group, self.reading), self.reading, is_quoted=True):
            self.found.append(replace(line, prefix="> " + line.prefix))
        self.before = "quote"

    def table(self, group: Sequence[Line]) -> None:
        first = group[0]
        if first.text.startswith(" ") or self.before or (self.kinds and self.before):
            self.refuse(first, "no-blank-line", "a table begins in the first column, below a blank line")
        cells = {line.text.rstrip().count("|") for line in group}
        if len(group) < 2 or not _DELIMITERS.fullmatch(group[1].text):
            self.refuse(first, "bad-table", "the second line of a table is “|---|---|”")
        elif len(cells) > 1 or not all(line.text.rstrip().endswith("|") for line in group):
            self.refuse(
                first, "bad-table", "each row of a table begins and ends with “|” and has as many cells"
            )
        self.kinds, self.before = [], "table"
        self.found.extend(ProseLine(line.number, "", line.text.rstrip(), True) for line in group)


def unquoted(group: Sequence[Line], reading: Reading) -> list[Line]:
    """Return quote lines without their `> `; report a `>` with no space after it."""
    for line in group:
        if not re.match(r">(?: |$)", line.text):
            reading.problem(line.number, "bad-quote", "a space belongs after “>”")
    return [Line(line.number, line.text[2:]) for line in group]
