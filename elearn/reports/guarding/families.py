"""What everybody knows of single families of counts: the items of tests, the quiet, the checks."""

from __future__ import annotations

from elearn.reports.counting.items import Items, cell_of, options_of
from elearn.reports.counting.watching import CHECKS, SOURCES
from elearn.reports.dimensions import EVERYBODY
from elearn.reports.guarding.relations import Ledger


def relate_items(ledger: Ledger, items: Items) -> None:
    """Note that languages add up, options too where one is chosen, and that what is right is the key's."""
    for (test, lang, item), held in items.items():
        key, names = cell_of(test, lang, item), list(options_of(items, (test, lang, item)))
        places = [ledger.place("items", key, place + 2) for place in range(len(names))]
        asked, right = ledger.place("items", key, 0), ledger.place("items", key, 1)
        ledger.relate(asked, [right])
        if all(len(choice.split()) < 2 for choice in held.choices):
            ledger.relate(asked, places)
        ledger.relate(right, [places[names.index(each)] for each in held.key & set(names)][:1])
        for each in held.key & set(names):
            ledger.relate(places[names.index(each)], [right])
        if not lang:
            spoken = [cell_of(*names) for names in items
                      if names[0] == test and names[2] == item and names[1]]
            for place in range(2 + len(names)):
                whole = ledger.place("items", key, place)
                parts = [ledger.place("items", each, place) for each in spoken]
                ledger.relate(whole, parts)
                ledger.withhold(whole, parts)


def relate_activity(ledger: Ledger) -> None:
    """Note what is known of the quiet: open before quiet, and open or completed before enrolled."""
    for key in list(ledger.keys("active")):
        opened = ledger.place("active", key, 0)
        for more, fewer in ((0, 2), (2, 3), (3, 4)):
            ledger.relate(ledger.place("active", key, more), [ledger.place("active", key, fewer)])
        ledger.relate(ledger.place("reach", key, 0), [ledger.place("reach", key, 2), opened])
        ledger.relate(ledger.place("reach", key, 0), [ledger.place("active", key, 1)])
    ledger.relate(ledger.place("reach", EVERYBODY, 0),
                  [ledger.place("reach", EVERYBODY, 1), ledger.place("quality", EVERYBODY, 0)])
    ledger.relate(ledger.place("reach", EVERYBODY, 0),
                  [ledger.place("quality", EVERYBODY, CHECKS.index(each)) for each in SOURCES])
