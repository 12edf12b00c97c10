"""The questions of the tests, as printed: shares, and what should be looked at."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports import rules, tables
from elearn.reports.counting.items import Item, Items, cell_of, options_of
from elearn.reports.printing.press import Block, Press, every_filter

TOO_EASY, TOO_HARD, TELLS_LITTLE, HARDLY_ANYBODY = 95, 25, 0.1, 200


def blocks(press: Press, items: Items) -> Iterator[Block]:
    """Print the analysis of every listed item, by test and by language."""
    table = tables.listed("items")
    for chosen in every_filter(table, press.listed):
        tests = [chosen["test"]] if "test" in chosen else press.listed.values["test"]
        lang = chosen.get("language", "")
        names = [(test, lang, item) for test in tests for item in press.listed.values["item"]
                 if (test, "", item) in items]
        rows = [_row(press, items, each) for each in names]
        behind = [(item, {"asked": held.asked, "right": held.right, **options_of(items, (test, of, item))})
                  for test, of, item in names for held in [items.get((test, of, item), Item())]]
        yield Block("items", tuple(sorted(chosen.items())), table.columns, rows, behind)


def _row(press: Press, items: Items, names: tuple[str, str, str]) -> list[str]:
    held, key = items.get(names, Item()), cell_of(*names)
    asked = press.cell("items", key, 0)
    facility = rules.percentage(press.cell("items", key, 1), asked)
    found = held.discrimination
    told = rules.NOT_SHOWN
    if found is not None and rules.may_show_mean(asked):
        told = f"{round(found, 2) + 0.0:.2f}"  # Adding 0 makes 0.00 of -0.00.
    shares = {name: rules.percentage(press.cell("items", key, place), asked)
              for place, name in enumerate(options_of(items, names), start=2)}
    said = ", ".join(f"{name}{'*' if name in held.key else ''} {share}" for name, share in shares.items())
    rare = any(press.cell("items", key, place) == rules.SUPPRESSED for place in range(2, 2 + len(shares)))
    return [names[2], asked, facility, told, said or rules.NOT_SHOWN, " ".join(
        flags(asked, facility, found if told != rules.NOT_SHOWN else None, rare))]


def flags(asked: str, facility: str, discrimination: float | None, has_rare_option: bool) -> Iterator[str]:
    """Yield what should be looked at, from printed figures alone, so that no flag tells more than they."""
    if not rules.may_show_mean(asked):
        yield "too-few-answers"
        return
    share = int(facility.split()[0]) if facility != rules.NOT_SHOWN else None
    if share is not None and share > TOO_EASY:
        yield "too-easy"
    if share is not None and share < TOO_HARD:
        yield "too-hard"
    if discrimination is not None and round(discrimination, 2) < TELLS_LITTLE:
        yield "does-not-discriminate"
    if has_rare_option and int(asked) >= HARDLY_ANYBODY:
        yield "option-nobody-chooses"
