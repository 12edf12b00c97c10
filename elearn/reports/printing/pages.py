"""Every page of a snapshot, printed under every filter that is listed."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports.counting.gain import Gains
from elearn.reports.counting.items import Items
from elearn.reports.counting.tally import Tally
from elearn.reports.printing import gain, items, people, watching
from elearn.reports.printing.press import Block, Press


def blocks(press: Press, tally: Tally, gains: Gains, asked: Items) -> Iterator[Block]:
    """Yield every table of a snapshot as printed, one family after the other."""
    yield from people.reach(press)
    yield from people.funnel(press, tally)
    yield from people.time(press, tally)
    yield from gain.blocks(press, gains)
    yield from items.blocks(press, asked)
    yield from watching.activity(press)
    yield watching.quality(press)
