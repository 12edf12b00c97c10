"""People, as printed: who they are and how far they came, how many at each step, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports import rules, tables
from elearn.reports.counting.tally import MEASURES, Tally
from elearn.reports.dimensions import Key, key_of
from elearn.reports.printing.medians import Medians, quantile
from elearn.reports.printing.press import Block, Press, Row, every_filter


def reach(press: Press) -> Iterator[Block]:
    """Print who enrolled, started, completed and holds a certificate, by every page of the family."""
    def row(value: str, key: Key) -> Row:
        cells, counts = press.vector("reach", key, MEASURES)
        return [*cells, rules.percentage(cells[2], cells[0])], counts

    for page in tables.pages_of("reach"):
        table = tables.listed(page)
        for chosen in every_filter(table, press.listed):
            yield press.block(table, chosen, row)


def funnel(press: Press, tally: Tally) -> Iterator[Block]:
    """Print how many came to each step and, but for a site or two filters, after how many days."""
    table, medians = tables.listed("funnel"), Medians(tally)
    for chosen in every_filter(table, press.listed):
        with_days = len(chosen) < 2 and "site" not in chosen
        rows, behind, key = [], [], key_of(chosen)
        whole = press.cell("reach", key, 0)
        for place, stage in enumerate(("registered", *tally.stages[:-1]), start=-1):
            at = _place(stage, place, key, "year" in chosen)
            people, count = press.cell(*at), press.count(*at)
            days = medians.after(chosen, place, people) if with_days else ()
            rows.append([stage, people, rules.percentage(people, whole), *days])
            behind.append((stage, {"people": count}))
        yield Block("funnel", tuple(sorted(chosen.items())), table.columns[:3 if with_days else 2],
                    rows, behind)


def _place(stage: str, place: int, key: Key, is_cohort: bool) -> tuple[str, Key, int]:
    """Return where a step is counted: what the reach counts too is printed from there, once for both."""
    if stage == "registered":
        return "reach", key, 0
    if stage in ("started", "certified") and not is_cohort:
        return "reach", key, MEASURES.index(stage)
    return "funnel", key, place


def time(press: Press, tally: Tally) -> Iterator[Block]:
    """Print how many days it took from enrolling to completing: the median and the quartiles."""
    medians = Medians(tally)
    for page in tables.pages_of("time"):
        yield _time(press, medians, tables.listed(page))


def _time(press: Press, medians: Medians, table: tables.TableDefinition) -> Block:
    stage = len(medians.tally.stages) - 1

    def row(value: str, key: Key) -> Row:
        people = press.cell("reach", key, 2)
        spans = medians.spans({table.rows: value} if value else {}, stage)
        shown = rules.may_show_mean(people)
        days = [str(quantile(spans, share)) for share in (2, 1, 3)] if shown and spans else []
        return [people, *(days or [rules.NOT_SHOWN] * 3)], {"completed": press.count("reach", key, 2)}

    return press.block(table, {}, row)
