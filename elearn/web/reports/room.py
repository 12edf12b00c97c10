"""The blueprint that every file of this room hangs its views on, who may read, and what of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, request, url_for

from elearn.accounts.models import AccessRole
from elearn.kernel import config
from elearn.render.report import grouped
from elearn.reports import scope, tables
from elearn.reports.reading import queries
from elearn.reports.reading.queries import PrintedTable
from elearn.web import identity

blueprint = Blueprint("reports", __name__)
blueprint.add_app_template_filter(grouped)
READERS = scope.READERS
STAFF = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its words."""

    address: str
    label: str


def ways(*listed: tuple[str, str], page: str = "") -> tuple[Way, ...]:
    """Return links to those of the (endpoint, words) that this server has, at `page` where it is given."""
    named = {"page": page} if page else {}
    return tuple(Way(url_for(endpoint, **named), label) for endpoint, label in listed  # type: ignore[arg-type]
                 if endpoint in current_app.view_functions)


def is_staff() -> bool:
    """Say whether the reader sees every site, not one's own alone."""
    reader = identity.principal()
    return reader is not None and reader.may(*STAFF)


def course() -> str:
    """Return the key of the course that is reported on."""
    return config.current().course


def asked() -> dict[str, str]:
    """Return the filters of the address, each once, empty ones left out."""
    return {name: value for name, value in request.args.items() if value}


def pages() -> tuple[str, ...]:
    """Return the pages that the reader may open; none for a focal point without a site."""
    reader = identity.principal()
    return scope.pages(reader) if reader else ()


def table(page: str, filters: dict[str, str]) -> PrintedTable:
    """Return a table as this reader may see it. Raise NotFound, or BadInput for what is not counted."""
    return queries.printed(course(), page, scope.within(identity.reader(), page, filters))


def filter_values(page: str) -> dict[str, list[str]]:
    """Return the filters that the reader may choose at a page, with their values.

    A focal point's site is chosen already, and hardly anything goes together with it.
    """
    values = queries.filter_values(course(), page)
    if is_staff():
        return values
    beside = {each for listed in tables.listed(page).filters if "site" in listed for each in listed}
    return {name: held for name, held in values.items() if name in beside - {"site"}}
