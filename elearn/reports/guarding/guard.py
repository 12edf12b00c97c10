"""The guard: it reckons as an attacker would, and hides a figure more where one under ten would be found.

Whoever reads the tables knows that rows add up to their total and that nobody completes who has not
enrolled. From the printed figures they reckon bounds for every count, and bounds from bounds. Rounding
keeps these wide, but not always: where four rows of 23 (printed 25) and one of nobody make 92 (printed
90), all five are found out. Then a figure is hidden until nothing under ten is that narrow any more.

What follows from many sums taken together it does not see; so the parts of small counts, where that
happens, are withheld by rule before it begins (`Ledger.withhold`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count as count_from
from operator import sub

from elearn.reports import rules

UNKNOWN = 10**9
# A count under ten must keep at least so many possible values. The difference of two printed figures has
# five, so that more than four would hide totals; with three, attackers who reckon with all sums found some.
# Where there can be nobody, as no prosecutor of a court of first instance, four would hide totals too.
LEAST, LEAST_OF_NOBODY = 4, 3
_ROUNDS, _SWEEPS = 300, 30
_MANY = next(count for count in count_from(rules.SMALL) if rules.may_be_parted(count))

# The place of the total, those of its rows, and whether these are all of it.
Sum = tuple[int, tuple[int, ...], bool]


@dataclass
class Guard:
    """Counts by place. `is_printed` says which stand in a table, `known` the bounds of others.

    `sums` is what an attacker knows to hold; "not more than" is a sum of one row that is not all of it.
    `hidden` begins with what is not printed by rule. `reckoned` leaves there all places not to print,
    and in `low` and `high` what an attacker can tell.
    """

    counts: Sequence[int]
    is_printed: Sequence[bool]
    sums: Sequence[Sum]
    known: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    unsolved: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    _causes: dict[int, set[int]] = field(default_factory=dict)
    _moved: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sums_of: list[list[int]] = [[] for _ in self.counts]
        for number, (total, rows, _) in enumerate(self.sums):
            for place in (total, *rows):
                self._sums_of[place].append(number)

    def reckoned(self) -> Guard:
        """Hide until every count under ten has LEAST possible values, or LEAST_OF_NOBODY; return the guard.

        Where fewer are left by what was known before, as many stay: nothing hidden now takes it back.
        """
        wanted = self._attainable()
        for _ in range(_ROUNDS):
            self._reckon()
            narrow = [place for place, least in wanted.items() if self._possible(place) < least]
            more = {found for place in narrow for found in self._to_hide(place)} - self.hidden
            self.unsolved = narrow
            if not more:
                break
            self.hidden |= more
        return self

    def _attainable(self) -> dict[int, int]:
        """Return how many values each count under ten must keep, or fewer if known bounds leave fewer."""
        small = [place for place, count in enumerate(self.counts) if count < rules.SMALL]
        wanted = {place: LEAST if self.counts[place] else LEAST_OF_NOBODY for place in small}
        if not self.known:
            return wanted
        by_rule, self.hidden = self.hidden, set(range(len(self.counts)))
        self._reckon()
        self.hidden = by_rule
        return {place: min(least, self._possible(place)) for place, least in wanted.items()}

    def _possible(self, place: int) -> int:
        return self.high[place] - self.low[place] + 1

    def _reckon(self) -> None:
        """Narrow all bounds by all sums, until nothing moves or every sum was asked often enough."""
        self._start()
        waiting = deque(range(len(self.sums)))
        left = _SWEEPS * len(self.sums)
        is_waiting = [True] * len(self.sums)
        while waiting and left:
            number = waiting.popleft()
            is_waiting[number] = False
            left -= 1
            self._moved.clear()
            self._add_up(number, *self.sums[number])
            for place in self._moved:
                for each in self._sums_of[place]:
                    if not is_waiting[each]:
                        is_waiting[each] = True
                        waiting.append(each)

    def _start(self) -> None:
        known = {count: rules.possible(count) for count in set(self.counts)}
        printed = enumerate(zip(self.counts, self.is_printed, strict=True))
        bounds = [known[count] if is_printed and place not in self.hidden else _told_by_parts(count)
                  for place, (count, is_printed) in printed]
        self.low = [low for low, _ in bounds]
        self.high = [high for _, high in bounds]
        self._causes = {}
        for place, (least, most) in self.known.items():
            self.low[place], self.high[place] = least, most

    def _add_up(self, number: int, total: int, rows: tuple[int, ...], is_all: bool) -> None:
        """Narrow a total by its rows, and each row by the others."""
        low, high = self.low, self.high
        least = sum(map(low.__getitem__, rows))
        most = sum(map(high.__getitem__, rows))
        if least > low[total]:
            self._move(low, total, least, number)
        if is_all and most < high[total]:
            self._move(high, total, most, number)
        widest = max(map(sub, map(high.__getitem__, rows), map(low.__getitem__, rows)), default=0)
        above = high[total] - least
        if widest > above:
            for row in rows:
                if high[row] - low[row] > above:
                    self._move(high, row, low[row] + above, number)
        below = most - low[total]
        if is_all and widest > below:
            for row in rows:
                if high[row] - low[row] > below:
                    self._move(low, row, high[row] - below, number)

    def _move(self, bounds: list[int], place: int, to: int, number: int) -> None:
        bounds[place] = to
        self._moved.append(place)
        self._causes.setdefault(place, set()).add(number)

    def _to_hide(self, place: int) -> Iterable[int]:
        """Return the least telling figure among those that narrowed the count at `place`, if any is left.

        That is one from ten on before one under ten, a row before a total, and the smallest; where the
        nearest sums hold none, one of the sums behind them.
        """
        for from_ten in (True, False):
            seen, wave = {place}, [place]
            while wave:
                numbers = {number for each in wave for number in self._causes.get(each, ())}
                found = [self._least_telling(number, from_ten) for number in sorted(numbers)]
                if chosen := [each for each in found if each is not None]:
                    return (min(chosen, key=lambda each: (self.counts[each], each)),)
                around = {each for number in numbers
                          for each in (self.sums[number][0], *self.sums[number][1])}
                wave = sorted(around - seen)
                seen |= around
        return ()

    def _least_telling(self, number: int, from_ten: bool) -> int | None:
        total, rows, _ = self.sums[number]
        for places in (rows, (total,)):
            left = [each for each in places if self.is_printed[each] and each not in self.hidden
                    and (self.counts[each] >= rules.SMALL) is from_ten]
            if left:
                return min(left, key=lambda each: (self.counts[each], each))
        return None


def _told_by_parts(count: int) -> tuple[int, int]:
    """Return the bounds of a count that is not printed: that parts of it are tells that it is not small."""
    return (_MANY if count >= _MANY else 0, UNKNOWN)
