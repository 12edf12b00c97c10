"""Options as written: the lines of a question or step into stem, options, feedback and closing quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.source.findings import Findings, Line
from elearn.source.scan import RawBlock, RawPart, RawRun

_BOX = re.compile(r"- \[([ x])\] (?=\S)")
_NUMBER = re.compile(r"([0-9]{1,2})\. (?=\S)")
_PLAIN = re.compile(r"- (?=[^\s\[])")
_KEY = re.compile(r"(.*?) ?\{#([a-z])(?: ([a-z]+))?\}(?: -> (\S+))? *")
_FEEDBACK = re.compile(r"  >(?: (.*))?")
_QUOTE = re.compile(r">(?: (.*))?")
_WRAP = re.compile(r" {2,6}(?=\S)")
_LIST_LIKE = re.compile(r"\s*(?:[-*+•‣▪◦·‐‑‒−]|[–—]\s*\[|[^\W_]{1,3}[.)](?=\s*\[)|\d+[.)](?=\s|$))(?!\*)")
_STRONG = re.compile(r"\*+[^\s*]")
_NEAR_BOX = re.compile(r"\s*\S{1,3}\s?\[(.{0,3}?)\]")


@dataclass(slots=True)
class RawOption:
    """One option; `style` is box, number or plain; `mark` what stood in the box or before the dot."""

    line: int
    style: str
    mark: str
    text: list[Line] = field(default_factory=list)
    key: str = ""
    verdict: str = ""
    target: str = ""
    feedback: list[Line] = field(default_factory=list)
    is_closed: bool = False


@dataclass(slots=True)
class RawItem:
    """A question or step taken apart. `quote` is told to all afterwards (in a step: on arriving).

    `is_whole` says that no line was refused, so that what is missing is the author's doing.
    """

    stem: list[RawPart] = field(default_factory=list)
    options: list[RawOption] = field(default_factory=list)
    quote: list[Line] = field(default_factory=list)
    debriefs: list[RawBlock] = field(default_factory=list)
    is_whole: bool = True


def read_item(parts: Sequence[RawPart], findings: Findings, is_step: bool) -> RawItem:
    """Take the parts of a question (or of a scenario step) apart; report every line out of place."""
    reader = _ItemReader(findings, is_step)
    for part in parts:
        if isinstance(part, RawRun):
            for line in part.lines:
                reader.take(line)
            reader.blank()
        elif isinstance(part, RawBlock):
            reader.block(part)
    reader.finish()
    return reader.item


class _ItemReader:
    """Goes down the lines. `before` says what stood above: ``, text, option, feedback, quote or bad."""

    def __init__(self, findings: Findings, is_step: bool) -> None:
        self.findings = findings
        self.is_step = is_step
        self.item = RawItem()
        self.before = ""
        self.quotes: list[tuple[bool, list[Line]]] = []
        self.is_over = False

    @property
    def option(self) -> RawOption | None:
        return self.item.options[-1] if self.item.options else None

    def refuse(self, line: int, code: str, message: str) -> None:
        self.findings.add(line, code, message)
        self.before, self.item.is_whole = "bad", False

    def take(self, line: Line) -> None:
        text = line.text
        if line.is_blank:
            self.blank()
            self.to_stem(line)
        elif matched := _FEEDBACK.fullmatch(text):
            self.feedback(line, matched[1] or "")
        elif text.startswith(">"):
            self.quote(line)
        elif self.before == "option" and self.option and not self.option.is_closed and _WRAP.match(text):
            self.text_of(self.option, Line(line.number, text.strip()))
        elif _LIST_LIKE.match(text) and not _STRONG.match(text):
            self.start(line)
        else:
            self.words(line)

    def blank(self) -> None:
        if self.option and not self.option.is_closed:
            self.option.is_closed = True
            self.refuse(
                self.option.line,
                "option-without-key",
                "an option ends with its key, as in {#a risky}; "
                "its text goes on without a blank line, indented by two spaces (elearn keys writes keys)",
            )
        self.before = ""

    def to_stem(self, line: Line) -> None:
        if not self.item.stem or not isinstance(self.item.stem[-1], RawRun):
            self.item.stem.append(RawRun())
        run = self.item.stem[-1]
        assert isinstance(run, RawRun)
        run.lines.append(line)

    def start(self, line: Line) -> None:
        found = _BOX.match(line.text) or _NUMBER.match(line.text) or _PLAIN.match(line.text)
        if self.option and not self.option.is_closed:
            self.blank()
        if not found:
            self.refuse(line.number, "bad-option", _option_advice(line.text))
            return
        if self.before == "text" or self.before == "quote":
            self.refuse(
                line.number, "list-without-blank-line", "a blank line belongs above the first option"
            )
        elif self.is_over or any(not is_early for is_early, _ in self.quotes):
            self.refuse(
                line.number,
                "option-after-end",
                "options stand together, before the closing quote or debrief",
            )
        style = "box" if found.re is _BOX else "number" if found.re is _NUMBER else "plain"
        option = RawOption(line.number, style, found[1] if found.groups() else "")
        self.item.options.append(option)
        self.text_of(option, Line(line.number, line.text[found.end() :]))

    def text_of(self, option: RawOption, line: Line) -> None:
        """Take one line of an option's text; the line with the key is the last."""
        self.before = "option"
        if "{" not in line.text and "}" not in line.text:
            option.text.append(line)
            return
        option.is_closed = True
        key = _KEY.fullmatch(line.text)
        if (
            not key
            or "{" in key[1]
            or "}" in key[1]
            or (key[1] and not line.text.startswith(f"{key[1]} {{"))
        ):
            self.refuse(
                line.number,
                "bad-key",
                "an option ends with its key and verdict, as in “ {#a risky}” or "
                "“ {#a}”, in a step then “ -> step-id”; single spaces, one letter a-z, nothing after it",
            )
            self.before = "feedback"
            return
        if key[1]:
            option.text.append(Line(line.number, key[1]))
        option.key, option.verdict, option.target = key[2], key[3] or "", key[4] or ""

    def feedback(self, line: Line, text: str) -> None:
        option = self.option
        if self.before == "option" and option and not option.is_closed:
            self.blank()
            self.before = "feedback"
        elif self.before not in ("option", "feedback") or option is None:
            self.refuse(
                line.number,
                "feedback-without-option",
                "feedback stands directly below its option, with no "
                "blank line between; a blank line inside feedback is “  >”",
            )
            return
        else:
            option.feedback.append(Line(line.number, text))
            self.before = "feedback"

    def quote(self, line: Line) -> None:
        matched = _QUOTE.fullmatch(line.text)
        is_early = not self.item.options and not self.is_over
        if not matched:
            self.refuse(line.number, "bad-quote", "a space belongs after “>”")
        elif self.before not in ("", "quote"):
            self.refuse(
                line.number,
                "no-blank-line",
                "a quote needs a blank line above it; feedback of an option is "
                "indented: two spaces before its “>”",
            )
        elif is_early and not self.is_step:
            self.refuse(
                line.number, "quote-before-options", "what is told after answering stands below the options"
            )
        else:
            if not self.before or not self.quotes:
                self.quotes.append((is_early, []))
            self.quotes[-1][1].append(Line(line.number, matched[1] or ""))
        self.before = "quote"

    def words(self, line: Line) -> None:
        text = line.text
        if self.before in ("option", "feedback"):
            if self.option and not self.option.is_closed:
                self.blank()
            self.refuse(
                line.number,
                "text-after-option",
                "after an option's {#key verdict} comes only its feedback, "
                "each line with two spaces and “> ”; a wrapped option is indented by two spaces",
            )
        elif self.before == "quote":
            self.refuse(
                line.number, "no-blank-line", "every line of a quote begins with “> ”; a blank line ends it"
            )
        elif self.item.options or self.is_over:
            if self.before != "bad":
                self.refuse(
                    line.number, "text-after-options", "below the options stands only a quote (“> …”)"
                )
        elif text.startswith(" "):
            self.refuse(line.number, "indented-text", "text outside an option begins in the first column")
        else:
            self.to_stem(line)
            self.before = "text"

    def block(self, block: RawBlock) -> None:
        self.blank()
        if self.is_step and block.name == "debrief":
            self.item.debriefs.append(block)
            self.is_over = True
        elif self.item.options or self.is_over:
            self.refuse(block.line, "block-after-options", f"“{block.name}” stands above the options")
        else:
            self.item.stem.append(block)

    def finish(self) -> None:
        """Put the quotes together. Early in a step a quote of one line is refused: one slip of the pen
        (a letter for its “>”) would make it text that everyone sees.
        """
        for is_early, lines in self.quotes:
            if is_early and len(lines) < 2:
                self.refuse(
                    lines[0].number,
                    "short-quote",
                    "what is told on arriving, where it is one line long, "
                    "stands below the choices or the debrief",
                )
            self.item.quote += [Line(lines[0].number, ""), *lines]


def _option_advice(text: str) -> str:
    """Say what is wrong with a line that looks like an option."""
    if text.startswith(" "):
        return "an option begins in the first column; there are no lists inside a question or step"
    box = _NEAR_BOX.match(text)
    if box and box[1] not in (" ", "x"):
        held = (
            f"“{box[1]}”" + ("" if box[1].isascii() else ", a letter of another alphabet,")
            if box[1]
            else "nothing"
        )
        return (
            f"in the box stands {held}: a right option has a plain small x, “[x]”, any other a space, “[ ]”"
        )
    if box:
        return "an option is written “- [ ] text {#a risky}”: a hyphen, a space, the box, a space"
    return (
        "in a question or step each list line is an option: “- [ ] text {#a risky}”, "
        "“- [x] text {#b sound}”, “1. text {#a}”, “- left => right {#a}”, “- text {#a risky} -> step-id”"
    )
