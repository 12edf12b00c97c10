"""Two courses side by side: a translation and its source, a new version and an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elearn.document.blocks import Step
from elearn.document.course import Course
from elearn.document.problems import Problem
from elearn.document.questions import Question, QuestionKind
from elearn.source.places import Place, Places
from elearn.source.review import Review, Seen, each_seen, has_id, problem_at


def check_parity(source: Review, translation: Review) -> tuple[Problem, ...]:
    """Return what a translation lacks, has too much, or keys differently than its source language."""
    return tuple(sorted(_parity(source, translation)))


def check_against(old: Course, new: Course, places: Places | None = None) -> tuple[Problem, ...]:
    """Return the blocks whose id, key or audience changed from `old` to `new`, as warnings.

    `places` says where the ids of `new` stand; without it files stay empty.
    """
    return tuple(sorted(_against(old, new, places or Places({}, {}))))


def _parity(source: Review, translation: Review) -> Iterator[Problem]:
    ours, theirs = _by_id(source.course), _by_id(translation.course)
    lang = translation.course.header.lang
    for id_, seen in ours.items():
        if id_ not in theirs:
            file, line = _missing_place(source.places.of(id_), seen, source, translation)
            yield problem_at("parity-missing", file, line, f"{id_} is missing in {lang}")
        elif _shape(seen.node) != _shape(theirs[id_].node):
            yield translation.problem("parity-key", id_, f"{id_} has other options, or another key, "
                                      f"than in {source.course.header.lang}")
    for id_ in theirs.keys() - ours.keys():
        yield translation.problem("parity-extra", id_, f"{id_} does not stand in "
                                  f"{source.course.header.lang}")


def _missing_place(stands: Place, seen: Seen, source: Review, translation: Review) -> Place:
    """Return the unit that should hold what is missing, or the first line of the file it should be."""
    held = translation.places.of(seen.home)
    name = stands[0].removeprefix(f"{source.course.header.lang}/")
    return held if held[0] else (f"{translation.course.header.lang}/{name}", 1)


def _against(old: Course, new: Course, places: Places) -> Iterator[Problem]:
    before, after = _by_id(old), _by_id(new)
    for id_, seen in before.items():
        now = after.get(id_)
        if now is None:
            file, line = places.of(seen.home)
            yield problem_at("against-id", file, line, f"{id_} is gone; add it to retired-ids.txt "
                             "if it was ever published")
        elif type(now.node) is not type(seen.node):
            yield _changed("against-id", id_, places, f"was a {_kind(seen)} and is now a {_kind(now)}")
        else:
            yield from _changes(id_, seen, now, places)


def _changes(id_: str, seen: Seen, now: Seen, places: Places) -> Iterator[Problem]:
    if _shape(seen.node) != _shape(now.node):
        yield _changed("against-key", id_, places, "has other options, or another key, than before")
    if seen.audience != now.audience:
        yield _changed("against-audience", id_, places,
                       f"stood in {_names(seen)} and now stands in {_names(now)}")


def _changed(code: str, id_: str, places: Places, what: str) -> Problem:
    file, line = places.of(id_)
    return problem_at(code, file, line, f"{id_} {what}")


def _by_id(course: Course) -> Mapping[str, Seen]:
    return {seen.near: seen for seen in each_seen(course) if has_id(seen.node)}


def _shape(node: object) -> object:
    """Return all of a block that answers hang on: kind, option keys, what is right, where they lead.

    Moving an option changes nothing, except in an `order`, whose options stand in the right order.
    """
    if isinstance(node, Question):
        options = tuple((o.key, o.is_right, o.verdict, bool(o.text)) for o in node.options)
        return node.kind, options if node.kind is QuestionKind.ORDER else frozenset(options)
    if isinstance(node, Step):
        return node.ending, frozenset((c.key, c.verdict, c.target) for c in node.choices)
    return None


def _kind(seen: Seen) -> str:
    return type(seen.node).__name__.lower()


def _names(seen: Seen) -> str:
    return ", ".join(sorted(seen.audience)) or "no publication"
