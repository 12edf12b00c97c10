"""What was learned, as printed: the means and the mean gain, where enough people stand behind them."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports import rules, tables
from elearn.reports.counting.gain import Gains, Pairs, interval
from elearn.reports.dimensions import TOTAL, key_of
from elearn.reports.printing.press import Block, Press


def blocks(press: Press, gains: Gains) -> Iterator[Block]:
    """Print the mean results and the mean gain with its 95 % interval, where 50 or more stand behind."""
    for page in tables.pages_of("gain"):
        table = tables.listed(page)
        rows, behind = [], []
        for value in (*press.listed.rows(table.rows, {}), TOTAL):
            held = gains.get((table.rows, value) if value else ("", ""), Pairs())
            number = press.cell("gain", key_of({table.rows: value}), 0)
            shown = rules.may_show_mean(number)
            rows.append([value, number, *(_means(held) if shown else [rules.NOT_SHOWN] * 5)])
            behind.append((value, {"pairs": held.number}))
        yield Block(page, (), table.columns, rows, behind)


def _means(held: Pairs) -> list[str]:
    low, gain, high = interval(held)
    return [f"{share:.0f} %" for share in (held.before / held.number, held.later / held.number)] + [
        f"{round(points)}" for points in (gain, low, high)]
