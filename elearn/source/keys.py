"""Option keys written into a source file, where the author left them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from elearn.document.problems import ContentError, Problem
from elearn.source.findings import Findings, Line
from elearn.source.scan import RawBlock, RawPart, RawRun, scan

_OPTION = re.compile(r"(?:- |\d+\. )")
_FEEDBACK = re.compile(r"\s*>")
_KEY = re.compile(r"\{#([a-z])\b[^{}]*\}")
_BARE_VERDICT = re.compile(r"\{(sound|defensible|risky|breach)\}")
_WAY = re.compile(r"\s+->\s+\S+\s*$")
_ID = re.compile(r"\{#([a-z][a-z0-9-]*)")


@dataclass(frozen=True)
class Written:
    """A key that was written: the line of its option, the question or step, the key."""

    line: int
    item_id: str
    key: str


def with_keys(text: str, file: str, retired: frozenset[str]) -> tuple[str, tuple[Written, ...]]:
    """Return `text` with a key for each option that has none, all else byte for byte as it was.

    A new key follows the last letter its question has or had; `retired` holds `id key` for keys that
    are gone, so that none is given twice. Raise ContentError where the blocks of `text` cannot be
    told apart or a question has no letter left.
    """
    lines = text.split("\n")
    findings = Findings(file)
    parts = scan([Line(n, line.removesuffix("\r")) for n, line in enumerate(lines, start=1)], findings)
    if len(findings):
        raise ContentError(findings.in_order())
    written: list[Written] = []
    for block in _asking(parts, ""):
        written.extend(_complete(block, lines, file, retired))
    return "\n".join(lines), tuple(written)


def _asking(parts: list[RawPart], parent: str) -> Iterator[RawBlock]:
    """Yield the questions, and the steps of scenarios, whose list lines are options."""
    for part in parts:
        if isinstance(part, RawBlock):
            if part.name == "question" or (part.name == "step" and parent == "scenario"):
                yield part
            yield from _asking(part.parts, part.name)


def _complete(block: RawBlock, lines: list[str], file: str, retired: frozenset[str]) -> Iterator[Written]:
    found = _ID.search(block.attributes)
    item_id = found.group(1) if found else ""
    options = [option for part in block.parts if isinstance(part, RawRun) for option in _options(part)]
    keys = {key for option in options if (key := _key_of(option))}
    keys |= {gone.removeprefix(f"{item_id} ") for gone in retired if gone.startswith(f"{item_id} ")}
    for option in options:
        if _key_of(option):
            continue
        last = max((ascii_lowercase.index(key) for key in keys), default=-1)
        if last + 1 == len(ascii_lowercase):
            raise ContentError((Problem(file, option[0].number, "option-key", "no letter is left"),))
        key = ascii_lowercase[last + 1]
        keys.add(key)
        _write(option, key, lines)
        yield Written(option[0].number, item_id, key)


def _options(run: RawRun) -> list[list[Line]]:
    """Return the lines of each option of a run, without its feedback."""
    options: list[list[Line]] = []
    is_open = False
    for line in run.lines:
        if _OPTION.match(line.text):
            options.append([line])
            is_open = True
        elif line.is_blank or _FEEDBACK.match(line.text):
            is_open = False
        elif is_open:
            options[-1].append(line)
    return options


def _key_of(option: list[Line]) -> str:
    found = _KEY.search("\n".join(line.text for line in option))
    return found.group(1) if found else ""


def _write(option: list[Line], key: str, lines: list[str]) -> None:
    """Write `key` into a bare verdict, else before the way on of a choice, else at the end."""
    for line in option:
        if _BARE_VERDICT.search(line.text):
            place = line.number - 1
            lines[place] = _BARE_VERDICT.sub(rf"{{#{key} \1}}", lines[place], count=1)
            return
    place = option[-1].number - 1
    tail = _WAY.search(lines[place]) or re.search(r"\s*$", lines[place])
    start = tail.start() if tail else len(lines[place])
    lines[place] = f"{lines[place][:start]} {{#{key}}}{lines[place][start:]}"
