"""An item as a revision worded it: what was chosen then, and whether it reads otherwise now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from elearn.document.answers import OwnAnswer
from elearn.document.blocks import OpenScenario
from elearn.document.catalogue import Catalogue, Revision
from elearn.document.questions import OpenQuestion, QuestionKey, QuestionKind
from elearn.document.walk import OpenActing, items
from elearn.document.weighing import Weight, weigh
from elearn.learning.outline import outline_of
from elearn.render.web import ItemPlace, inline_html, item_place
from elearn.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Then:
    """An item that was worded otherwise when it was answered: how it read, and what was chosen.

    `is_corrected` says that another option counts as right since.
    """

    body: Markup
    chosen: tuple[Markup, ...]
    is_corrected: bool


_changed: Shelf[tuple[bool, bool]] = Shelf(4000)


def acting(revision: Revision, item_id: str) -> OpenActing | None:
    """Return an item as a revision has it, or None where it has none."""
    rule = outline_of(revision).items.get(item_id)
    if rule is None:
        return None
    return next((each for module in revision.open.modules for unit in module.units
                 if unit.id == rule.unit_id for each in items(unit) if each.id == item_id), None)


def chosen(revision: Revision, item: OpenActing, choice: tuple[str, ...]) -> Iterator[Markup]:
    """Yield the options or ways of a choice in the words of a revision."""
    if isinstance(item, OpenScenario):
        place = item_place(revision, item)
        yield from (_way(revision, place, taken) for taken in choice)
    elif isinstance(item, OpenQuestion):
        key = revision.self_study.answers.questions[item.id]
        for held in choice:
            yield _option(revision, key, held)


def since(answer: OwnAnswer | None, now: Revision, catalogue: Catalogue) -> str:
    """Return the revision an item was answered in, where it reads otherwise `now`; else nothing.

    Nothing too for an answer given in another language, of which nobody can say whether it says the same.
    """
    before = catalogue.by_id(answer.revision) if answer and answer.revision != now.id else None
    if answer is None or before is None or before.lang != now.lang:
        return ""
    return before.id if any(_differs(before, now, answer.item_id)) else ""


def then(answer: OwnAnswer, now: Revision, catalogue: Catalogue) -> Then | None:
    """Return how an item read in the revision that `since` names, and what was chosen."""
    before = catalogue.by_id(answer.revision)
    old = acting(before, answer.item_id) if before else None
    if before is None or old is None:
        return None
    is_corrected = _differs(before, now, answer.item_id)[1]
    return Then(item_place(before, old).body, tuple(_known(before, old, answer.choice)), is_corrected)


def _differs(before: Revision, now: Revision, item_id: str) -> tuple[bool, bool]:
    return _changed.get((before.id, now.id, item_id), lambda: _compared(before, now, item_id))


def _known(revision: Revision, item: OpenActing, choice: tuple[str, ...]) -> Iterator[Markup]:
    if isinstance(item, OpenQuestion) and choice:
        try:
            yield from chosen(revision, item, choice)
        except LookupError:
            return


def _compared(before: Revision, now: Revision, item_id: str) -> tuple[bool, bool]:
    """Say whether an item says something else, a slip of the pen apart, and whether its key is another."""
    old, new = acting(before, item_id), acting(now, item_id)
    if old is None or new is None or (old == new and not isinstance(old, OpenQuestion)):
        return False, False
    if not isinstance(old, OpenQuestion) or not isinstance(new, OpenQuestion):
        return weigh(old, new) is not Weight.TYPO, False
    keys = [each.self_study.answers.questions[item_id] for each in (before, now)]
    worded = [(each.title, each.stem, _words(key)) for each, key in zip((old, new), keys, strict=True)]
    return weigh(*worded) is not Weight.TYPO, _right(keys[0]) != _right(keys[1])


def _words(key: QuestionKey) -> tuple[Any, ...]:
    return tuple((each.key, each.text, each.counterpart) for each in sorted(
        key.options, key=lambda option: option.key))


def _right(key: QuestionKey) -> tuple[Any, ...]:
    held = {each.key: (each.is_right, each.verdict) for each in key.options}
    return held, key.right_order if key.kind is QuestionKind.ORDER else ()


def _option(revision: Revision, key: QuestionKey, held: str) -> Markup:
    left, _, right = held.partition("=")
    words = inline_html(revision, key.option(left).text)
    if key.kind is not QuestionKind.MATCH:
        return words
    return Markup("{} – {}").format(words, inline_html(revision, key.option(right).counterpart))


def _way(revision: Revision, place: ItemPlace, taken: str) -> Markup:
    step_id, _, key = taken.partition(":")
    scenario = revision.self_study.answers.scenarios[place.item.id]
    step = scenario.steps.get(step_id)
    choice = next((each for each in step.choices if each.key == key), None) if step else None
    return inline_html(revision, choice.text) if choice else Markup("")
