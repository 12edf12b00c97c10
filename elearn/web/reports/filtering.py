"""The form above a table: each filter with the values it may take, in words; years by their start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from elearn.kernel import config
from elearn.reports.wording import names
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the form: its groups are (heading, options), the heading empty where there is one."""

    name: str
    label: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]


def choices(t: Tongue, held: Mapping[str, Iterable[str]], chosen: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the lists of a form for filters and their values."""
    return tuple(
        Choice(name, names.dimension(t, name), grouped(t, name, values, chosen.get(name, "")))
        for name, values in held.items())


def grouped(
    t: Tongue, name: str, values: Iterable[str], chosen: str,
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Return the options of a filter in groups: reporting years by the month they begin in.

    Those that begin as the settings say come first, the newest first in each group.
    """
    options = [Option(each, value(t, name, each), each == chosen) for each in values]
    if name == "country":
        options.sort(key=lambda option: option.label)
    if name in ("year", "month"):
        options.sort(key=lambda option: option.value, reverse=True)
    if name != "year":
        return (("", tuple(options)),)
    first = config.current().reporting_year_starts
    options.sort(key=lambda option: (int(_starts(option)) - first) % _MONTHS)
    return tuple((t.gettext("Years that begin in %(month)s", month=t.month_of_any_year(int(start))),
                  tuple(group)) for start, group in groupby(options, key=_starts))


def _starts(option: Option) -> str:
    return option.value[5:7]
