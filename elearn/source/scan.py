"""The strict line scanner: lines into a tree of named blocks, headings and runs of other lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.source.blocks import NAMES
from elearn.source.findings import Findings, Line, did_you_mean

COLON = "[:：﹕∶ː꞉︓˸։׃܃፡᛬︰⁚]"
DEEPEST = 8

_OPEN = re.compile(r"::: ([a-z]+(?:-[a-z]+)*)(?: (\{.*\}))? *")
_CLOSE = re.compile(r"::: *")
_HEADING = re.compile(r"(#{2,3}) (\S.*?) \{#([a-z][a-z0-9-]*)\} *")
_NEAR_FENCE = re.compile(rf"[\s>]*{COLON}|.*{COLON}\s?{COLON}")
_NEAR_OPEN = re.compile(rf"[\s>]*{COLON}+\s*([^\W\d_]+(?:-[^\W\d_]+)*)\s*(\{{.*\}})?\s*$")
_NEAR_CLOSE = re.compile(rf"[\s>]*{COLON}[\s:：]*$")


@dataclass(slots=True)
class RawHeading:
    level: int
    text: str
    id: str
    line: int


@dataclass(slots=True)
class RawRun:
    """Lines between blocks, blank ones included, none of them a fence or a heading."""

    lines: list[Line] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return all(line.is_blank for line in self.lines)


@dataclass(slots=True)
class RawBlock:
    """A named block as written; `attributes` is the text from brace to brace, or nothing."""

    name: str
    attributes: str
    line: int
    end: int = 0
    parts: list[RawPart] = field(default_factory=list)


RawPart = RawRun | RawBlock | RawHeading


def scan(lines: Sequence[Line], findings: Findings) -> list[RawPart]:
    """Return the parts of a body in order; report each fence and heading that is not exact."""
    scanner = _Scanner(findings, _balance(lines))
    for line in lines:
        scanner.take(line)
        if findings.is_full:
            break
    scanner.finish()
    return scanner.top


def _balance(lines: Sequence[Line]) -> int:
    """Return how many blocks are left open in all: a heading in a block is judged by it."""
    opened = sum(bool(_OPEN.fullmatch(line.text)) for line in lines)
    return opened - sum(bool(_CLOSE.fullmatch(line.text)) for line in lines)


class _Scanner:
    def __init__(self, findings: Findings, balance: int) -> None:
        self.findings = findings
        self.is_short_of_closes = balance > 0
        self.top: list[RawPart] = []
        self.stack: list[RawBlock] = []

    @property
    def parts(self) -> list[RawPart]:
        return self.stack[-1].parts if self.stack else self.top

    def take(self, line: Line) -> None:
        text = line.text
        if not text:
            self.keep(line)
        elif opened := _OPEN.fullmatch(text):
            self.open(opened[1], opened[2] or "", line)
        elif _CLOSE.fullmatch(text):
            self.close(line)
        elif _NEAR_FENCE.match(text):
            self.near_fence(line)
        elif text.lstrip().startswith("#"):
            self.heading(line)
        else:
            self.keep(line)

    def keep(self, line: Line) -> None:
        """Add a line to the run it belongs to."""
        run = self.parts[-1] if self.parts else None
        if not isinstance(run, RawRun):
            run = RawRun()
            self.parts.append(run)
        run.lines.append(line)

    def open(self, name: str, attributes: str, line: Line) -> None:
        if name not in NAMES:
            self.findings.add(
                line.number, "unknown-block", f"there is no block “{name}”{did_you_mean(name, NAMES)}"
            )
        if len(self.stack) == DEEPEST:
            self.findings.add(line.number, "nested-too-deep", f"more than {DEEPEST} blocks in each other")
        block = RawBlock(name, attributes, line.number)
        if len(self.stack) <= DEEPEST:
            self.parts.append(block)
        self.stack.append(block)

    def close(self, line: Line) -> None:
        if not self.stack:
            self.findings.add(line.number, "stray-close", "“:::” closes a block, but none is open here")
            return
        self.stack.pop().end = line.number

    def near_fence(self, line: Line) -> None:
        """Refuse the line; read on as if it had been meant, so that one slip gives one problem."""
        self.findings.add(line.number, "near-fence", _fence_advice(line.text))
        if _NEAR_CLOSE.fullmatch(line.text):
            if self.stack:
                self.close(line)
        elif (opened := _NEAR_OPEN.fullmatch(line.text)) and opened[1] in NAMES:
            self.open(opened[1], opened[2] or "", line)

    def heading(self, line: Line) -> None:
        found = _HEADING.fullmatch(line.text)
        if not found:
            self.findings.add(
                line.number,
                "bad-heading",
                "a heading is written “## Title {#id}” or “### Title {#id}”, "
                "from the first column; the title of a file is in its front matter",
            )
            return
        if self.stack and self.is_short_of_closes:
            self.unclosed(f"before the heading in line {line.number}")
        elif self.stack:
            block = self.stack[-1]
            self.findings.add(
                line.number,
                "heading-in-block",
                f"a heading inside “{block.name}”, opened in line {block.line}",
            )
            return
        self.parts.append(RawHeading(len(found[1]), found[2], found[3], line.number))

    def unclosed(self, where: str) -> None:
        for block in reversed(self.stack):
            self.findings.add(block.line, "unclosed-block", f"“{block.name}” is not closed {where}")
        self.stack.clear()

    def finish(self) -> None:
        if not self.findings.is_full:
            self.unclosed("by a “:::” of its own")


def _fence_advice(text: str) -> str:
    if text.startswith((" ", ">")):
        return "named blocks and their “:::” begin in the first column"
    if not text.startswith(":"):
        return "two colons side by side, or a colon of another kind at the start of a line"
    if (opened := _NEAR_OPEN.fullmatch(text)) and not opened[1].isascii():
        return f"“{opened[1]}” holds a letter of another alphabet; names of blocks are plain English words"
    if re.match(r":::[^\s:]", text):
        return "a space belongs between “:::” and the name of the block"
    if re.match(r":::(?!:)", text):
        return (
            "a block opens as “::: name {#id key=value}” and closes as “:::”, with nothing else on the line"
        )
    return "a block is opened and closed with three plain colons, “:::”"
