"""Two versions of a course side by side: what came, what went, what reads or answers differently.

The one comparison of the house: authors see it before they activate, publications and readers after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import Course, Section, TestBank
from elearn.document.questions import Option, Question
from elearn.document.sameness import key_of, traded
from elearn.document.walk import acting_blocks, plain_text
from elearn.document.weighing import Weight, heavier, weigh

_ACTING = (Question, b.Scenario, b.Reflection)
_FOR_TRAINERS = (b.Trainer, b.Session, b.Agenda, b.Form)
_LONGEST_TITLE = 60


class Part(StrEnum):
    """What a course is compared by. The words of a unit stand in sections, options in questions."""

    RULES = "rules"
    SOURCE = "source"
    MODULE = "module"
    UNIT = "unit"
    SECTION = "section"
    QUESTION = "question"
    OPTION = "option"
    SCENARIO = "scenario"
    REFLECTION = "reflection"
    CHAPTER = "chapter"
    TERM = "term"
    TEST_ITEM = "test item"


class What(StrEnum):
    """What became of a part."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs. `home` is the id of its module, unit or chapter, if it stands in one.

    An option is named `question-id/key`. What came or went weighs as wording, an option as a key.
    `is_for_trainers` where learners are given the same as before.
    """

    part: Part
    what: What
    id: str
    home: str
    title: str
    weight: Weight
    is_for_trainers: bool = False


@dataclass(frozen=True, slots=True)
class AuthorsWord:
    """What an author says of a change for the release of a day: how much it weighs, and a sentence.

    An empty `id` speaks of the release as a whole; `weight` is None where the comparison decides.
    """

    released: date
    id: str
    weight: Weight | None
    sentence: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part with all that is its own: `node`, but of sections and units without what stands in them."""

    part: Part
    id: str
    home: str
    title: str
    node: Any
    holds: tuple[str, ...] = ()
    is_for_trainers: bool = False


_Pieces = Mapping[tuple[Part, str], _Piece]


def compare(before: Course, after: Course, banks: tuple[TestBank, TestBank]) -> tuple[Change, ...]:
    """Return what differs, in order of reading, then what went; `banks` are those of before and after."""
    old = {(each.part, each.id): each for each in _pieces(before, banks[0])}
    new = {(each.part, each.id): each for each in _pieces(after, banks[1])}
    found = [change for key, piece in new.items() for change in _changes(old.get(key), piece, old, new)]
    gone = [_whole(piece, What.WITHDRAWN) for key, piece in old.items() if key not in new]
    return (*found, *gone)


def weighed(changes: Iterable[Change], words: Iterable[AuthorsWord]) -> tuple[Change, ...]:
    """Return the changes as their author weighs them: a slip or other words, but never less than a key."""
    said = {each.id: each.weight for each in words if each.weight is not None}
    return tuple(
        replace(each, weight=said[each.id])
        if each.id in said and each.what is What.CHANGED and each.weight is not Weight.KEY else each
        for each in changes)


def words_for(
    words: Iterable[AuthorsWord], before: date, after: date,
) -> tuple[AuthorsWord, ...]:
    """Return what was said for releases after the day of one version, up to and with that of the other."""
    return tuple(each for each in words
                 if before < each.released <= after or each.released == after)


def _changes(before: _Piece | None, after: _Piece, old: _Pieces, new: _Pieces) -> Iterator[Change]:
    if before is None:
        yield _whole(after, What.ADDED)
        return
    common = {each for each in after.holds if each in before.holds}
    order = [tuple(each for each in piece.holds if each in common) for piece in (before, after)]
    if before.node == after.node and order[0] == order[1] and before.home == after.home:
        return
    options = tuple(_options(before, after)) if after.part in (Part.QUESTION, Part.TEST_ITEM) else ()
    pair = [_own(piece.node, common) for piece in (before, after)]
    is_same = pair[0] == pair[1] and order[0] == order[1] and before.home == after.home
    if is_same:
        return
    weight = _weight(before, after, pair, order[0] != order[1] or before.home != after.home)
    for each in options:
        weight = heavier(weight, each.weight)
    learnt = [_own(piece.node, common, is_learnt=True) for piece in (before, after)]
    is_for_trainers = after.is_for_trainers or (
        learnt[0] == learnt[1] and order[0] == order[1] and before.home == after.home)
    yield Change(after.part, What.CHANGED, after.id, after.home, after.title, weight, is_for_trainers)
    yield from options


def _weight(before: _Piece, after: _Piece, pair: list[Any], is_moved: bool) -> Weight:
    old, new = before.node, after.node
    if after.part is Part.TEST_ITEM:
        if (old.pool, old.value) != (new.pool, new.value):
            is_moved = True
        old, new = old.question, new.question
    if isinstance(new, (Question, b.Scenario)) and key_of(old) != key_of(new):
        return Weight.KEY
    if isinstance(new, Question):
        return heavier(Weight.WORDING if is_moved else Weight.TYPO, weigh(
            replace(old, options=()), replace(new, options=())))
    return heavier(Weight.WORDING if is_moved else Weight.TYPO, weigh(*pair))


def _options(before: _Piece, after: _Piece) -> Iterator[Change]:
    """Yield the options of a question that came, went or changed."""
    was, now = _question(before), _question(after)
    old, new = ({each.key: each for each in question.options} for question in (was, now))
    swapped = traded(was, now)
    for key in dict.fromkeys((*new, *old)):
        what = (What.ADDED if key not in old else What.WITHDRAWN if key not in new
                else What.CHANGED if old[key] != new[key] else None)
        if what is None:
            continue
        weight = (weigh(old[key], new[key]) if what is What.CHANGED and key not in swapped
                  and _is_same_key(old[key], new[key]) else Weight.KEY)
        held = new.get(key) or old[key]
        yield Change(Part.OPTION, what, f"{after.id}/{key}", after.home,
                     _short(plain_text(held.text or held.counterpart)), weight)


def _is_same_key(before: Option, after: Option) -> bool:
    return (before.is_right, before.verdict, bool(before.text)) == (
        after.is_right, after.verdict, bool(after.text))


def _question(piece: _Piece) -> Question:
    held: Question = piece.node.question if piece.part is Part.TEST_ITEM else piece.node
    return held


def _whole(piece: _Piece, what: What) -> Change:
    return Change(
        piece.part, what, piece.id, piece.home, piece.title, Weight.WORDING, piece.is_for_trainers)


def _pieces(course: Course, bank: TestBank) -> Iterator[_Piece]:
    yield _Piece(Part.RULES, course.rules.key, "", course.header.title,
                 (course.header.title, replace(course.rules, released=course.header.released.min)))
    for source in course.sources.sources:
        yield _Piece(Part.SOURCE, source.key, "", source.short, source)
    for module in course.modules:
        ids = tuple(unit.id for unit in module.units)
        yield _Piece(Part.MODULE, module.id, module.id, module.title, replace(module, units=()), ids)
        for unit in module.units:
            yield _Piece(Part.UNIT, unit.id, unit.id, unit.title, replace(unit, sections=()),
                         tuple(section.id for section in unit.sections))
            yield from _in_sections(unit.sections, unit.id, unit.title)
    for chapter in course.chapters:
        yield _Piece(Part.CHAPTER, chapter.id, chapter.id, chapter.title, replace(chapter, sections=()),
                     tuple(section.id for section in chapter.sections), is_for_trainers=True)
        yield from _in_sections(chapter.sections, chapter.id, chapter.title, is_for_trainers=True)
    for entry in course.glossary:
        yield _Piece(Part.TERM, entry.id, "", entry.term, entry)
    for item in bank.items:
        yield _Piece(Part.TEST_ITEM, item.question.id, "", _title_of(item.question), item)


def _in_sections(
    sections: tuple[Section[Any], ...], home: str, title: str, *, is_for_trainers: bool = False,
) -> Iterator[_Piece]:
    for section in sections:
        held = tuple(acting_blocks(section.body))
        yield _Piece(Part.SECTION, section.id, home, _short(plain_text(section.title)) or title, section,
                     tuple(each.id for each in held), is_for_trainers)
        for each in held:
            part = Part(type(each).__name__.lower())
            yield _Piece(part, each.id, home, _title_of(each), each, is_for_trainers=is_for_trainers)


def _title_of(node: Any) -> str:
    words = node.title or plain_text(node.stem if isinstance(node, Question) else node.body)
    return _short(words)


def _short(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    return words[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _own(node: Any, common: Collection[str], *, is_learnt: bool = False, is_top: bool = True) -> Any:
    """Return a node with a mark for each acting block that stands in it before and after.

    `is_learnt` leaves out what trainers alone are given.
    """
    if isinstance(node, tuple):
        kept = (each for each in node if not (is_learnt and _is_for_trainers(each)))
        rebuilt = (_own(each, common, is_learnt=is_learnt, is_top=False) for each in kept)
        return tuple(each for each in rebuilt if each != "\0")
    if not is_dataclass(node) or isinstance(node, type):
        return node
    if isinstance(node, _ACTING) and not is_top:
        return f"\0#{node.id}" if node.id in common else "\0"
    return replace(node, **{
        field.name: _own(getattr(node, field.name), common, is_learnt=is_learnt,
                         is_top=isinstance(getattr(node, field.name), Question))
        for field in fields(node)})


def _is_for_trainers(node: object) -> bool:
    return isinstance(node, _FOR_TRAINERS) or (isinstance(node, b.Only) and node.publication == "manual")
