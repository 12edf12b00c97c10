"""What was learned, as printed: the means and the mean gain, where enough people stand behind them."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports import rules, tables
from elearn.reports.counting.gain import Gains, Pairs, interval
from elearn.reports.dimensions import Key
from elearn.reports.printing.press import Block, Press, Row


def blocks(press: Press, gains: Gains) -> Iterator[Block]:
    """Print the mean results and the mean gain with its 95 % interval, where 50 or more stand behind."""
    for page in tables.pages_of("gain"):
        yield _block(press, gains, tables.listed(page))


def _block(press: Press, gains: Gains, table: tables.TableDefinition) -> Block:
    def row(value: str, key: Key) -> Row:
        held = gains.get((table.rows, value) if value else ("", ""), Pairs())
        number = press.cell("gain", key, 0)
        means = _means(held) if rules.may_show_mean(number) else [rules.NOT_SHOWN] * 5
        return [number, *means], {"pairs": held.number}

    return press.block(table, {}, row)


def _means(held: Pairs) -> list[str]:
    low, gain, high = interval(held)
    return [f"{share:.0f} %" for share in (held.before / held.number, held.later / held.number)] + [
        f"{round(points)}" for points in (gain, low, high)]
