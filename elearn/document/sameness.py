"""What of a question or a story an answer hangs on: its key, told apart from its words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from elearn.document.blocks import Scenario, Step
from elearn.document.nodes import Inlines
from elearn.document.questions import Option, Question, QuestionKind
from elearn.document.walk import plain_text


def key_of(node: object) -> Hashable:
    """Return all of a block that answers hang on: kind, option keys, what is right, where they lead.

    None for what has no key. Moving an option changes nothing, except in an `order`, whose options
    stand in the right order; nor do other words, except where two rows of a `match` come to share them.
    """
    if isinstance(node, Question):
        told = tuple((each.key, each.is_right, each.verdict, bool(each.text)) for each in node.options)
        return node.kind, _in_order(node, told), _pairs(node)
    if isinstance(node, Step):
        return node.ending, frozenset((each.key, each.verdict, each.target) for each in node.choices)
    if isinstance(node, Scenario):
        begins = tuple(step.id for step in node.steps[:1])
        return begins, frozenset((step.id, key_of(step)) for step in node.steps)
    return None


def marking_of(question: Question) -> Hashable:
    """Return all by which an answer is found right or wrong; verdicts and words are not of it."""
    told = tuple((each.key, each.is_right, bool(each.text)) for each in question.options)
    return question.kind, _in_order(question, told), _pairs(question)


def can_take_answers_of(after: Question, before: Question) -> bool:
    """Say whether an answer to one version is a whole answer to the other: kind and option keys are one."""
    return after.kind is before.kind and _offered(after) == _offered(before)


def traded(before: Question, after: Question) -> tuple[str, ...]:
    """Return the option keys that have taken over the words of another option.

    A key belongs to a sense: whoever chose it chose those words, and would now be held to others.
    """
    found = []
    for take in (_words, _counterpart_words):
        old = {each.key: take(each) for each in before.options if take(each)}
        for each in after.options:
            words = take(each)
            if each.key in old and old[each.key] != words and any(
                    key != each.key and held == words for key, held in old.items()):
                found.append(each.key)
    return tuple(dict.fromkeys(found))


def _in_order(question: Question, told: tuple[Hashable, ...]) -> Hashable:
    return told if question.kind is QuestionKind.ORDER else frozenset(told)


def _pairs(question: Question) -> frozenset[frozenset[str]]:
    """Return the option keys of a `match` by equal right sides; nothing for another kind."""
    if question.kind is not QuestionKind.MATCH:
        return frozenset()
    alike: dict[Inlines, set[str]] = {}
    for each in question.options:
        alike.setdefault(each.counterpart, set()).add(each.key)
    return frozenset(map(frozenset, alike.values()))


def _offered(question: Question) -> frozenset[tuple[str, bool]]:
    return frozenset((each.key, bool(each.text)) for each in question.options)


def _words(option: Option) -> str:
    return _plain(plain_text(option.text).split())


def _counterpart_words(option: Option) -> str:
    return _plain(plain_text(option.counterpart).split())


def _plain(words: Iterable[str]) -> str:
    return " ".join(words).casefold()
