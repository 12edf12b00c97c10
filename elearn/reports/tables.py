"""The closed list of tables: what may be counted by what. Whatever is not listed here is never counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from elearn.kernel.errors import BadInput, NotFound

# Traits that tell most of a person; a table crosses at most two of them.
SENSITIVE = frozenset({"role", "gender", "court-level"})
# Dimensions of people and of time by which a table may be filtered, and those of the tests' items.
DIMENSIONS = ("country", "site", "role", "court-level", "gender", "language", "route", "edition", "month",
              "year", "starts", "test")


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table that may be printed: what its rows are, its columns, and each set of filters it may have.

    The filter `starts` (01 to 12) of a table of years says in which month these begin; without it
    they are calendar years. It crosses nobody with anything.
    """

    page: str
    family: str
    rows: str
    columns: tuple[str, ...]
    filters: tuple[tuple[str, ...], ...]


REACH = ("enrolled", "started", "completed", "certified", "completion-rate")
FUNNEL = ("people", "share", "median-days")
TIME = ("completed", "median-days", "lower-quartile", "upper-quartile")
GAIN = ("pairs", "entry-mean", "final-mean", "gain", "low", "high")
ITEMS = ("asked", "facility", "discrimination", "options", "flags")
ACTIVITY = ("open", "active-90", "quiet-30", "quiet-90", "quiet-180")
QUALITY = ("number", "share")


def _filters(listed: str) -> tuple[tuple[str, ...], ...]:
    """Read `country role+year` as the filters country alone, and role and year together."""
    return tuple(tuple(sorted(each.split("+"))) for each in listed.split())


def _reach(rows: str, filters: str) -> TableDefinition:
    return TableDefinition(f"by-{rows}", "reach", rows, REACH, _filters(filters))


TABLES = (
    _reach("country", "role gender route language month year"),
    _reach("site", "country role gender route month year country+year"),
    _reach("role", "country site gender route month year country+year country+route"),
    _reach("court-level", "country site role route month year country+role country+year"),
    _reach("gender", "country site role route month year country+role country+year country+route"),
    _reach("language", "country site role route month year country+year"),
    _reach("route", "country site role month year country+role country+year"),
    _reach("edition", "country route month year"),
    _reach("month", "country site role gender route language year country+role country+route country+year"),
    _reach("year", "starts " + " ".join(
        f"{each} {each}+starts" for each in ("country", "site", "role", "gender", "route", "language"))),
    TableDefinition("funnel", "funnel", "stage", FUNNEL, _filters(
        "country site role route year country+route country+year")),
    TableDefinition("time-by-country", "time", "country", TIME, ()),
    TableDefinition("time-by-route", "time", "route", TIME, ()),
    TableDefinition("gain-by-country", "gain", "country", GAIN, ()),
    TableDefinition("gain-by-role", "gain", "role", GAIN, ()),
    TableDefinition("gain-by-route", "gain", "route", GAIN, ()),
    TableDefinition("gain-by-language", "gain", "language", GAIN, ()),
    TableDefinition("items", "items", "item", ITEMS, _filters("test language language+test")),
    TableDefinition("activity-by-country", "activity", "country", ACTIVITY, ()),
    TableDefinition("activity-by-site", "activity", "site", ACTIVITY, _filters("country")),
    TableDefinition("data-quality", "quality", "check", QUALITY, ()),
)
PAGES = tuple(table.page for table in TABLES)
_BY_PAGE = {table.page: table for table in TABLES}


def definition(page: str) -> TableDefinition | None:
    """Return the table of this page, or None."""
    return _BY_PAGE.get(page)


def listed(page: str) -> TableDefinition:
    """Return the table of this page. Raise NotFound."""
    held = _BY_PAGE.get(page)
    if held is None:
        raise NotFound(f"there is no table {page!r}")
    return held


def families() -> tuple[str, ...]:
    """Return the families of tables, in the order of the list."""
    return tuple(dict.fromkeys(table.family for table in TABLES))


def pages_of(family: str) -> tuple[str, ...]:
    """Return the pages of a family."""
    return tuple(table.page for table in TABLES if table.family == family)


def measures_of(family: str) -> tuple[str, ...]:
    """Return the columns that tables of a family may have."""
    return next((table.columns for table in TABLES if table.family == family), ())


def filters_of(page: str) -> tuple[str, ...]:
    """Return the dimensions by which the table of `page` may be filtered, alone or together."""
    found = _BY_PAGE.get(page)
    return tuple(dict.fromkeys(name for each in (found.filters if found else ()) for name in each))


def pages_of_a_site() -> tuple[str, ...]:
    """Return the pages that may be filtered by a training site: what a focal point sees of the own one."""
    return tuple(table.page for table in TABLES if ("site",) in table.filters)


def check_filters(page: str, chosen: Collection[str]) -> tuple[str, ...]:
    """Return the chosen filters in order. Raise NotFound, or BadInput with the reason."""
    table = listed(page)
    names = tuple(sorted(chosen))
    if not names or names in table.filters:
        return names
    raise BadInput(f"{page} is not counted by {' and '.join(names)}: {_reason(table, names)}. "
                   f"It may be filtered by: {_possible(table)}")


def _reason(table: TableDefinition, names: tuple[str, ...]) -> str:
    unknown = [name for name in names if name not in DIMENSIONS]
    if unknown:
        return f"there is no filter {unknown[0]!r}"
    if table.rows in names:
        return "its rows are that already"
    crossing = "crossing more would let single people be recovered from the figures"
    if len(names) > 2:
        return f"at most two filters go together; {crossing}"
    if len(SENSITIVE & {table.rows, *names}) > 2:
        return f"at most two of role, gender and court level go together; {crossing}"
    return f"only what is listed is counted; {crossing}"


def _possible(table: TableDefinition) -> str:
    return ", ".join(" and ".join(each) for each in table.filters) or "nothing"


def filters_text(filters: Iterable[tuple[str, str]]) -> str:
    """Return filters as a snapshot names them: `country=XA&year=2026-04`, names in order."""
    return "&".join(f"{name}={value}" for name, value in sorted(filters))
