"""A question in words: what it asks one to do, and what is told after an answer, from key and choice."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from elearn.document.nodes import Reference
from elearn.document.questions import QuestionKey, QuestionKind
from elearn.kernel.errors import BadInput
from elearn.learning.rules import DO_NOT_KNOW, Judgement, Mark, judge, usable_choice
from elearn.render.web import WebRenderer

NUMBERED = (QuestionKind.SPOT,)


@dataclass(frozen=True, slots=True)
class ToldOption:
    """One option or row. `given` and `right` are the two sides put beside the row of a match."""

    label: str
    text: Markup
    mark: Mark | None
    verdict: str
    feedback: Markup
    given: Markup
    right: Markup


@dataclass(frozen=True, slots=True)
class Told:
    """`tone` is a verdict, `right`, `partly` or empty; `heading` its words where it is no verdict."""

    tone: str
    heading: str
    chosen: tuple[ToldOption, ...]
    missed: tuple[ToldOption, ...]
    others: tuple[ToldOption, ...]
    right_order: tuple[ToldOption, ...]
    explanation: Markup
    cites: Markup


def legend(kind: QuestionKind) -> str:
    """Return what a question of this kind asks one to do."""
    return {
        QuestionKind.ONE: gettext("Choose one answer"),
        QuestionKind.ALL: gettext("Choose all that apply"),
        QuestionKind.ORDER: gettext("Give each line its place"),
        QuestionKind.MATCH: gettext("Choose a match for each line"),
        QuestionKind.SPOT: gettext("Mark the sentences"),
        QuestionKind.SCALE: gettext("Choose the position closest to yours"),
    }[kind]


def label(kind: QuestionKind, place: int) -> str:
    """Return what an option is called in this rendering: a letter, or a number in running text."""
    return str(place) if kind in NUMBERED else chr(ord("A") + place - 1)


def told(
    page: WebRenderer, key: QuestionKey, cites: tuple[Reference, ...], choice: tuple[str, ...],
) -> Told | None:
    """Return what to tell about a choice, or None where the question no longer has its options.

    No choice, and "I do not know yet", are told as such, with what would have been right.
    """
    is_given = bool(choice) and choice != (DO_NOT_KNOW,)
    try:
        usable = usable_choice(key, choice) if is_given else ()
    except (BadInput, LookupError):
        return None
    judgement = judge(key, usable)
    rows = _rows(page, key, usable, judgement)
    chosen = _chosen_keys(key, usable)
    # Of a single choice the right one is simply among the others; only where several apply was it missed.
    several = key.kind in (QuestionKind.ALL, QuestionKind.SPOT)
    missed = [k for k in rows if several and judgement.mark(k) is Mark.MISSED]
    return Told(
        tone=_tone(key.kind, judgement) if is_given else "",
        heading=_heading(key, judgement) if is_given else _nothing(choice),
        chosen=tuple(rows[k] for k in chosen),
        missed=tuple(rows[k] for k in missed),
        others=tuple(row for k, row in rows.items() if k not in chosen and k not in missed),
        right_order=tuple(rows[k] for k in key.right_order),
        explanation=page.plain(key.explanation),
        cites=page.cites(cites),
    )


def _rows(
    page: WebRenderer, key: QuestionKey, choice: tuple[str, ...], judgement: Judgement,
) -> dict[str, ToldOption]:
    given = dict(pair.split("=", 1) for pair in choice) if key.kind is QuestionKind.MATCH else {}
    return {
        option.key: ToldOption(
            label=label(key.kind, place),
            text=page.inline(option.text),
            mark=judgement.mark(option.key),
            verdict=option.verdict.value if option.verdict else "",
            feedback=page.plain(option.feedback),
            given=_counterpart(page, key, given.get(option.key)),
            right=page.inline(option.counterpart),
        )
        for place, option in enumerate(key.options, start=1) if option.text
    }


def _counterpart(page: WebRenderer, key: QuestionKey, held: str | None) -> Markup:
    return page.inline(key.option(held).counterpart) if held else Markup("")


def _chosen_keys(key: QuestionKey, choice: tuple[str, ...]) -> tuple[str, ...]:
    if key.kind is QuestionKind.MATCH:
        return tuple(pair.split("=", 1)[0] for pair in choice)
    return choice


def _nothing(choice: tuple[str, ...]) -> str:
    return gettext("You did not know yet") if choice else gettext("You gave no answer")


def _tone(kind: QuestionKind, judgement: Judgement) -> str:
    if kind is QuestionKind.ONE and judgement.verdict:
        return judgement.verdict.value
    if judgement.is_right is None:
        return ""
    return "right" if judgement.is_right else "partly"


def _heading(key: QuestionKey, judgement: Judgement) -> str:
    if key.kind is QuestionKind.SCALE:
        return gettext("Your position")
    marks = [each.mark for each in judgement.marks]
    right, wrong, missed = (marks.count(m) for m in (Mark.RIGHT, Mark.WRONG, Mark.MISSED))
    if key.kind in (QuestionKind.ORDER, QuestionKind.MATCH):
        return _rows_heading(key.kind, right, len(marks))
    if judgement.is_right:
        return gettext("You found all that apply") if key.kind is not QuestionKind.ONE else gettext("Right")
    if key.kind is QuestionKind.ONE:
        return gettext("Not the best answer")
    found = gettext("You found %(right)s of %(all)s", right=right, all=right + missed)
    if not wrong:
        return found
    return found + ngettext(", and marked %(num)s that does not apply",
                            ", and marked %(num)s that do not apply", wrong)


def _rows_heading(kind: QuestionKind, right: int, of: int) -> str:
    if kind is QuestionKind.ORDER:
        if right == of:
            return gettext("In the right order")
        return gettext("%(right)s of %(all)s stand in their place", right=right, all=of)
    if right == of:
        return gettext("All matched")
    return gettext("%(right)s of %(all)s matched", right=right, all=of)
