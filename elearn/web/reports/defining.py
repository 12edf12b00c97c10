"""What each table and each figure means, drawn from the list by which they are counted."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.reports import tables
from elearn.reports.wording import definitions, names
from elearn.reports.wording.definitions import Definition
from elearn.reports.wording.tongue import Tongue
from elearn.web.guards import for_roles
from elearn.web.reports import wording
from elearn.web.reports.room import READERS, blueprint


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of the list: what its rows are, and the filters it may have."""

    address: str
    title: str
    rows: str
    filters: tuple[str, ...]


@blueprint.get("/<lang:lang>/reports/definitions", endpoint="definitions")
@for_roles(*READERS)
def definitions_page() -> ResponseReturnValue:
    t = wording.tongue()
    families = tuple((names.family(t, family), _tables(t, family), _columns(t, family))
                     for family in tables.families())
    return render_template("reports/definitions.html", families=families, notes=definitions.notes(t))


def _tables(t: Tongue, family: str) -> tuple[Listed, ...]:
    titles = names.pages(t)
    return tuple(
        Listed(url_for("reports.table", page=page), titles[page],
               names.dimension(t, tables.listed(page).rows), possible(t, page))
        for page in tables.pages_of(family))


def possible(t: Tongue, page: str) -> tuple[str, ...]:
    """Return the filters a table may have, alone or together, in words."""
    return tuple(gettext(" and ").join(names.dimension(t, name) for name in each)
                 for each in tables.listed(page).filters)


def _columns(t: Tongue, family: str) -> tuple[tuple[str, Definition], ...]:
    said = ((names.column(t, each), definitions.of_column(t, each))
            for each in tables.measures_of(family))
    return tuple((name, held) for name, held in said if held)
