"""What was asked and chosen, in the words it then had: for the one who chose, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from elearn.document.blocks import OpenScenario
from elearn.document.catalogue import Revision
from elearn.document.questions import OpenQuestion, QuestionKey
from elearn.document.walk import OpenActing, items, plain_text
from elearn.learning import revisions
from elearn.learning.attempts import queries as attempts


class Spoken:
    """Reads each revision once, however many acts name it."""

    def __init__(self) -> None:
        self._revisions: dict[str, tuple[Revision, Mapping[str, OpenActing], Mapping[str, str]]] = {}

    def asked(self, revision_id: str, item_id: str) -> str:
        """Return the words of an item, or the title of a unit; the bare id where it is neither."""
        _, held, titles = self._held(revision_id)
        item = held.get(item_id)
        if item is None:
            return titles.get(item_id, item_id)
        words = item.stem if isinstance(item, OpenQuestion) else item.body
        return _line(plain_text(words)) or item.title

    def chosen(self, revision_id: str, item_id: str, choice: Iterable[str]) -> list[str]:
        """Return the words of what was chosen: options, pairs, or ways taken in a story."""
        revision, held, _ = self._held(revision_id)
        item, answers = held.get(item_id), revision.self_study.answers
        if isinstance(item, OpenScenario):
            return [way for taken in choice for way in _ways(revision, item.id, taken)]
        if isinstance(item, OpenQuestion):
            return options(answers.questions[item.id], choice)
        return list(choice)

    def _held(self, revision_id: str) -> tuple[Revision, Mapping[str, OpenActing], Mapping[str, str]]:
        if revision_id not in self._revisions:
            revision = revisions.load(revision_id)
            units = [unit for module in revision.open.modules for unit in module.units]
            self._revisions[revision_id] = (
                revision, {item.id: item for unit in units for item in items(unit)},
                {unit.id: unit.title for unit in units})
        return self._revisions[revision_id]


def asked_in_test(wording: str) -> tuple[str, list[str]]:
    """Return the words of a test item and of its options as they were shown; nothing of its key."""
    question = attempts.asked(wording)
    return _line(plain_text(question.stem)), [
        _line(plain_text(option.text)) for option in (*question.options, *question.counterparts)]


def picked(wording: str, choice: Iterable[str]) -> list[str]:
    """Return the words of what was picked of a test item."""
    return options(attempts.key(wording), choice)


def options(key: QuestionKey, choice: Iterable[str]) -> list[str]:
    """Return the words of these options of a question; of a pair both sides."""
    return [_option(key, each) for each in choice]


def _option(key: QuestionKey, chosen: str) -> str:
    left, _, right = chosen.partition("=")
    words = _line(plain_text(key.option(left).text))
    return f"{words} – {_line(plain_text(key.option(right).counterpart))}" if right else words


def _ways(revision: Revision, item_id: str, taken: str) -> Iterator[str]:
    step_id, _, wanted = taken.partition(":")
    step = revision.self_study.answers.scenarios[item_id].steps.get(step_id)
    for choice in step.choices if step else ():
        if choice.key == wanted:
            yield _line(plain_text(choice.text))


def _line(words: str) -> str:
    return " ".join(words.split())
