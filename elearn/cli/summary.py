"""What an activation changes, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from elearn.document.catalogue import Revision
from elearn.document.comparison import AuthorsWord, Change, Part, What, words_for
from elearn.document.weighing import Weight
from elearn.learning.activations import Activated, differences

_SHORT = 12
_ORDER = tuple(Part)


def lines(
    before: Revision | None, after: Revision, words: Iterable[AuthorsWord], *, is_listed: bool,
) -> Iterator[str]:
    """Yield what differs between what is served and what is to be, in counts, then by name.

    Named are changes of keys and those of which the author says something; all where `is_listed`.
    """
    name = f"{after.key} [{after.lang}]: revision {after.id[:_SHORT]}"
    units = [unit for module in after.course.modules for unit in module.units]
    if before is None:
        yield f"{name}, {_count(len(units), 'unit')}; the first of its language"
        return
    said = words_for(words, before.course.header.released, after.course.header.released)
    changes = differences(before, after, said)
    yield f"{name}, {_count(len(units), 'unit')}; before {before.id[:_SHORT]}"
    yield from _told(changes, said, is_listed=is_listed)
    yield from _next(changes)


def past(log: Sequence[Activated]) -> Iterator[str]:
    """Yield what each activation of the past changed."""
    for each in log:
        yield (f"{each.at:%Y-%m-%d %H:%M} UTC [{each.lang}]: revision {each.revision_id[:_SHORT]}, "
               f"before {each.before[:_SHORT] or 'nothing'}")
        yield from _told(each.changes, each.words, is_listed=False)


def _told(
    changes: Sequence[Change], words: Sequence[AuthorsWord], *, is_listed: bool,
) -> Iterator[str]:
    sentences = {each.id: each.sentence for each in words if each.sentence}
    if "" in sentences:
        yield f"  “{sentences['']}”"
    yield from _counts(changes)
    for each in changes:
        sentence = sentences.get(each.id, "")
        if is_listed or sentence or (each.weight is Weight.KEY and each.part is not Part.OPTION):
            how = each.weight.value if each.what is What.CHANGED else each.what.value
            said = f": “{sentence}”" if sentence else ""
            yield f"  {how}: {each.part.value} {each.id} ({each.title}){said}"


def _counts(changes: Sequence[Change]) -> Iterator[str]:
    for part in _ORDER:
        mine = [each for each in changes if each.part is part]
        if not mine:
            continue
        by_what = Counter(each.what for each in mine)
        by_weight = Counter(each.weight for each in mine if each.what is What.CHANGED)
        weights = ", ".join(f"{by_weight[each]} {each.value}" for each in Weight if by_weight[each])
        told = ", ".join(f"{by_what[each]} {each.value}" for each in What if by_what[each])
        yield f"  {part.value}: {told}" + (f" ({weights})" if weights else "")
    if not changes:
        yield "  nothing that a reader, a trainer or a test is given"


def _next(changes: Sequence[Change]) -> Iterator[str]:
    """Yield which results may have to follow."""
    for each in changes:
        if each.part is Part.TEST_ITEM and each.weight is Weight.KEY:
            yield f"  tests handed in may be marked again: elearn remark {each.id}"
        if each.part is Part.TEST_ITEM and each.what is What.WITHDRAWN:
            yield f"  it may be taken out of results as well: elearn remark {each.id} --withdraw"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
