"""Questions and choices: what was written, judged by its kind, into typed values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elearn.document.blocks import Choice
from elearn.document.nodes import Inlines
from elearn.document.questions import Option, QuestionKind, Verdict
from elearn.source.blocks import VERDICTS
from elearn.source.findings import Line, did_you_mean
from elearn.source.options import RawItem, RawOption
from elearn.source.prose import inlines, prose
from elearn.source.reading import Reading

_ARROW = re.compile(r"(?:(.*\S) )?=> (\S.*)")
_WRITTEN = {
    "box": "written “- [ ] text {#a risky}”",
    "number": "written “1. text {#a}”",
    "plain": "written “- text {#a}”, without a box",
}
_BOXED = (QuestionKind.ONE, QuestionKind.ALL, QuestionKind.SPOT)


def kind_of(written: str, item: RawItem, line: int, reading: Reading) -> QuestionKind:
    """Return the kind of a question by its attribute and the style of its options; report a misfit."""
    kind = _kind(written, item.options)
    style = "box" if kind in _BOXED else "number" if kind is QuestionKind.ORDER else "plain"
    for option in item.options:
        if option.style != style:
            reading.problem(
                option.line, "mixed-options", f"options of kind {kind.value} are all {_WRITTEN[style]}"
            )
    if not item.is_whole:
        return kind
    if len(item.options) < 2:
        reading.problem(line, "too-few-options", "a question has at least two options")
    if kind in _BOXED and not any(option.mark == "x" for option in item.options):
        reading.problem(line, "no-right-option", "no option is marked “[x]”")
    return kind


def _kind(written: str, options: Sequence[RawOption]) -> QuestionKind:
    if written in ("all", "spot", "scale"):
        return QuestionKind(written)
    first = options[0].style if options else "box"
    if first != "box":
        return QuestionKind.ORDER if first == "number" else QuestionKind.MATCH
    return QuestionKind.ALL if sum(option.mark == "x" for option in options) > 1 else QuestionKind.ONE


def options_of(
    item_id: str, kind: QuestionKind, raw: Sequence[RawOption], reading: Reading
) -> tuple[Option, ...]:
    """Return the options of a question; report keys, verdicts and sides that do not fit its kind."""
    _check_keys(item_id, raw, reading)
    if kind is QuestionKind.ORDER and [o.mark for o in raw] != [str(n) for n in range(1, len(raw) + 1)]:
        reading.problem(raw[0].line, "bad-order", "the options of an order are numbered 1., 2., 3. …")
    options = tuple(_option(kind, each, reading) for each in raw)
    if kind is QuestionKind.MATCH and sum(bool(option.text) for option in options) < 2:
        reading.problem(raw[0].line if raw else 1, "too-few-options", "a match has at least two left sides")
    return options


def choices_of(step_id: str, raw: Sequence[RawOption], reading: Reading) -> tuple[Choice, ...]:
    """Return the choices of a scenario step; where they lead is checked with the whole scenario."""
    _check_keys(step_id, raw, reading)
    return tuple(_choice(each, reading) for each in raw)


def _choice(raw: RawOption, reading: Reading) -> Choice:
    if raw.style != "plain":
        reading.problem(raw.line, "bad-option", "a choice is written “- text {#a risky} -> step-id”")
    elif raw.key and not raw.target:
        reading.problem(
            raw.line, "choice-without-target", "a choice says where it leads: “ -> step-id” after its key"
        )
    verdict = _verdict(raw, reading)
    if verdict is None and raw.key and not raw.verdict:
        reading.problem(raw.line, "missing-verdict", f"a choice needs a verdict: {', '.join(VERDICTS)}")
    return Choice(
        raw.key,
        _words(raw.text, raw.line, reading),
        verdict or Verdict.RISKY,
        raw.target,
        prose(raw.feedback, reading),
    )


def _option(kind: QuestionKind, raw: RawOption, reading: Reading) -> Option:
    left, right = raw.text, list[Line]()
    if kind is QuestionKind.MATCH:
        left, right = _sides(raw, reading)
    verdict = _verdict(raw, reading)
    _check_verdict(kind, raw, verdict, reading)
    if raw.target:
        reading.problem(raw.line, "bad-key", "“->” belongs to the choices of a scenario step")
    return Option(
        key=raw.key,
        text=_words(left, raw.line, reading) if left or kind is not QuestionKind.MATCH else (),
        counterpart=_words(right, raw.line, reading) if right else (),
        is_right=raw.mark == "x",
        verdict=verdict,
        feedback=prose(raw.feedback, reading),
    )


def _words(lines: Sequence[Line], line: int, reading: Reading) -> Inlines:
    if not any(each.text.strip() for each in lines):
        reading.problem(line, "empty-option", "an option has text")
        return ()
    return inlines(lines, reading)


def _sides(raw: RawOption, reading: Reading) -> tuple[list[Line], list[Line]]:
    """Return the left and right side of a match, parted by ` => `; a spare right side has no left."""
    text = " ".join(line.text for line in raw.text)
    found = _ARROW.fullmatch(text)
    if not found or text.count("=>") != 1:
        reading.problem(
            raw.line,
            "bad-match",
            "a match is written “- left => right {#a}”, a spare right side "
            "“- => right {#z}”; for answers without a right one say kind=scale",
        )
        return [], []
    return [Line(raw.line, found[1])] if found[1] else [], [Line(raw.line, found[2])]


def _verdict(raw: RawOption, reading: Reading) -> Verdict | None:
    if raw.verdict and raw.verdict not in VERDICTS:
        reading.problem(
            raw.line, "bad-verdict", f"“{raw.verdict}” is no verdict{did_you_mean(raw.verdict, VERDICTS)}"
        )
        return None
    return Verdict(raw.verdict) if raw.verdict else None


def _check_verdict(kind: QuestionKind, raw: RawOption, verdict: Verdict | None, reading: Reading) -> None:
    if kind not in _BOXED:
        if raw.verdict:
            reading.problem(
                raw.line, "needless-verdict", f"options of kind {kind.value} take a key and no verdict"
            )
    elif kind is QuestionKind.SPOT or not raw.key:
        return
    elif verdict is None:
        if not raw.verdict:
            reading.problem(
                raw.line, "missing-verdict", f"an option needs a verdict: {', '.join(VERDICTS)}"
            )
    elif raw.mark == "x":
        allowed = (Verdict.SOUND, Verdict.DEFENSIBLE) if kind is QuestionKind.ALL else (Verdict.SOUND,)
        if verdict not in allowed:
            reading.problem(
                raw.line, "verdict-differs", f"marked right with [x] and called {verdict.value}"
            )
    elif verdict is Verdict.SOUND:
        reading.problem(raw.line, "verdict-differs", "called sound and not marked right with [x]")


def _check_keys(item_id: str, raw: Sequence[RawOption], reading: Reading) -> None:
    seen: dict[str, int] = {}
    for option in raw:
        if option.key in seen and option.key:
            reading.problem(
                option.line,
                "key-twice",
                f"the key {option.key} was given already in line {seen[option.key]}",
            )
        elif option.key:
            seen[option.key] = option.line
            reading.option_lines[f"{item_id}/{option.key}"] = option.line
