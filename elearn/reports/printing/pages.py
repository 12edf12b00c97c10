"""Every page of a snapshot, printed under every filter that is listed."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports.counting.gain import Gains
from elearn.reports.counting.items import Items
from elearn.reports.counting.tally import Tally
from elearn.reports.printing import gain, items, press, watching
from elearn.reports.printing.press import Block, Press


def blocks(by: Press, tally: Tally, gains: Gains, asked: Items) -> Iterator[Block]:
    """Yield every table of a snapshot as printed, one family after the other."""
    yield from press.reach(by)
    yield from press.funnel(by, tally)
    yield from press.time(by, tally)
    yield from gain.blocks(by, gains)
    yield from items.blocks(by, asked)
    yield from watching.activity(by)
    yield watching.quality(by)
