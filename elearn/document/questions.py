"""Questions as authors write them, as readers first see them, and the key that joins the two."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from elearn.document.nodes import Inlines, Prose, Reference

if TYPE_CHECKING:
    from elearn.document.blocks import Block, OpenBlock


class QuestionKind(StrEnum):
    ONE = "one"
    ALL = "all"
    ORDER = "order"
    MATCH = "match"
    SPOT = "spot"
    SCALE = "scale"


class Verdict(StrEnum):
    SOUND = "sound"
    DEFENSIBLE = "defensible"
    RISKY = "risky"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Option:
    """One option as written. `counterpart` is the right side of a match; a spare one has no `text`."""

    key: str
    text: Inlines
    counterpart: Inlines = ()
    is_right: bool = False
    verdict: Verdict | None = None
    feedback: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its key. `options` of an `order` stand in the right order."""

    id: str
    kind: QuestionKind
    title: str
    cites: tuple[Reference, ...]
    stem: tuple[Block, ...]
    options: tuple[Option, ...]
    explanation: tuple[Prose, ...] = ()
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class OpenOption:
    """What a reader sees before answering; `place` counts from 1 in the order shown."""

    place: int
    text: Inlines


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without key, verdict or feedback; `counterparts` are the right sides of a match."""

    id: str
    kind: QuestionKind
    title: str
    cites: tuple[Reference, ...]
    stem: tuple[OpenBlock, ...]
    options: tuple[OpenOption, ...]
    counterparts: tuple[OpenOption, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """What is told only after answering. `options` and `counterparts` stand in the order shown.

    `counterparts` holds the option keys of the right sides of a match; `right_order` the option keys
    of an `order` as they should stand.
    """

    id: str
    kind: QuestionKind
    options: tuple[Option, ...]
    counterparts: tuple[str, ...] = ()
    right_order: tuple[str, ...] = ()
    explanation: tuple[Prose, ...] = ()

    def key_at(self, place: int) -> str:
        """Return the option key shown at `place` (from 1); raise LookupError if none is."""
        if not 1 <= place <= len(self.options):
            raise LookupError(f"{self.id} has no option at place {place}")
        return self.options[place - 1].key

    def counterpart_at(self, place: int) -> str:
        """Return the option key of the right side shown at `place` (from 1); raise LookupError."""
        if not 1 <= place <= len(self.counterparts):
            raise LookupError(f"{self.id} has no right side at place {place}")
        return self.counterparts[place - 1]

    def option(self, key: str) -> Option:
        """Return the option with this key; raise LookupError where there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise LookupError(f"{self.id} has no option {key!r}")


def open_question(question: Question, stem: tuple[OpenBlock, ...], secret: str = "") -> OpenQuestion:
    """Cut `question` down to what may be sent before the answer, in the order of its key."""
    key = question_key(question, secret)
    by_key = {option.key: option for option in question.options}
    return OpenQuestion(
        id=question.id,
        kind=question.kind,
        title=question.title,
        cites=question.cites,
        stem=stem,
        options=tuple(
            OpenOption(place, option.text) for place, option in enumerate(key.options, start=1)
            if option.text
        ),
        counterparts=tuple(
            OpenOption(place, by_key[k].counterpart)
            for place, k in enumerate(key.counterparts, start=1)
        ),
    )


def question_key(question: Question, secret: str = "") -> QuestionKey:
    """Return the key of `question`, its options in the order in which they are shown.

    Without a `secret` that order can be worked out by anyone who has this program, and with it which
    line of an `order` was written first: so a question of a test is shown in an order of its own.
    """
    seed = f"{secret}|{question.id}" if secret else question.id
    written = [option.key for option in question.options if option.text]
    moved = question.is_shuffled or question.kind is QuestionKind.ORDER
    shown = permutation(seed, written) if moved else tuple(written)
    by_key = {option.key: option for option in question.options}
    spare = tuple(option for option in question.options if not option.text)
    is_match = question.kind is QuestionKind.MATCH
    return QuestionKey(
        id=question.id,
        kind=question.kind,
        options=tuple(by_key[k] for k in shown) + spare,
        counterparts=permutation(f"{seed}=>", list(by_key)) if is_match else (),
        right_order=tuple(written) if question.kind is QuestionKind.ORDER else (),
        explanation=question.explanation,
    )


def permutation(item_id: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Return `keys` in an order that depends on the item and its keys alone, never on wording.

    So it is the same in every language, on the web and in print; it is never the order given.
    """
    given = tuple(keys)
    every = "".join(sorted(given))

    def rank(key: str) -> str:
        return hashlib.sha256(f"{item_id}|{every}|{key}".encode()).hexdigest()

    mixed = tuple(sorted(given, key=rank))
    return mixed if mixed != given else mixed[1:] + mixed[:1]
