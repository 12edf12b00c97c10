"""Two courses side by side: a translation and its source, a new version and an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from elearn.document.blocks import Scenario
from elearn.document.course import Course, TestBank
from elearn.document.problems import Problem
from elearn.document.questions import Question
from elearn.document.sameness import key_of, traded
from elearn.source.places import Place, Places
from elearn.source.review import Review, Seen, each_item_seen, each_seen, has_id, problem_at

Version = tuple[Course, TestBank]
_NO_BANK = TestBank(())


def check_parity(source: Review, translation: Review) -> tuple[Problem, ...]:
    """Return what a translation lacks, has too much, or keys differently than its source language."""
    return tuple(sorted(_parity(source, translation)))


def check_against(
    old: Version, new: Version, places: Places | None = None, retired: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return the blocks and test items whose id, key or audience changed from `old` to `new`, as warnings.

    `places` says where the ids of `new` stand; without it files stay empty. What `retired` names may
    be gone.
    """
    return tuple(sorted(_against(_by_id(*old), _by_id(*new), places or Places({}, {}), retired)))


def _parity(source: Review, translation: Review) -> Iterator[Problem]:
    ours = _by_id(source.course, _NO_BANK)
    theirs = _by_id(translation.course, _NO_BANK)
    lang = translation.course.header.lang
    for id_, seen in ours.items():
        if id_ not in theirs:
            file, line = _missing_place(source.places.of(id_), seen, source, translation)
            yield problem_at("parity-missing", file, line, f"{id_} is missing in {lang}")
        elif _key(seen.node) != _key(theirs[id_].node):
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


def _against(
    before: Mapping[str, Seen], after: Mapping[str, Seen], places: Places, retired: Collection[str],
) -> Iterator[Problem]:
    for id_, seen in before.items():
        now = after.get(id_)
        if now is None and id_ in retired:
            continue
        if now is None:
            file, line = places.of(seen.home)
            yield problem_at("against-id", file, line, f"{id_} is gone; add it to retired-ids.txt "
                             "if it was ever published")
        elif type(now.node) is not type(seen.node):
            yield _changed("against-id", id_, places, f"was a {_kind(seen)} and is now a {_kind(now)}")
        else:
            yield from _changes(id_, seen, now, places)


def _changes(id_: str, seen: Seen, now: Seen, places: Places) -> Iterator[Problem]:
    if _key(seen.node) != _key(now.node):
        yield _changed("against-key", id_, places, "has other options, or another key, than before")
    elif isinstance(seen.node, Question) and (keys := traded(seen.node, now.node)):
        yield _changed("against-key", id_, places, f"has options that traded words ({', '.join(keys)}): "
                       "a key stays with its sense")
    if seen.audience != now.audience:
        yield _changed("against-audience", id_, places,
                       f"stood in {_names(seen)} and now stands in {_names(now)}")


def _changed(code: str, id_: str, places: Places, what: str) -> Problem:
    file, line = places.of(id_)
    return problem_at(code, file, line, f"{id_} {what}")


def _by_id(course: Course, bank: TestBank) -> Mapping[str, Seen]:
    every = (*each_seen(course), *each_item_seen(bank))
    return {seen.near: seen for seen in every if has_id(seen.node)}


def _key(node: object) -> object:
    """Return the key of a block; of a story where it begins, for its steps are seen by themselves."""
    return node.steps[0].id if isinstance(node, Scenario) else key_of(node)


def _kind(seen: Seen) -> str:
    return type(seen.node).__name__.lower()


def _names(seen: Seen) -> str:
    return ", ".join(sorted(seen.audience)) or "no publication"
