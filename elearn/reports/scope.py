"""Whose figures a reader may see: the one place where a focal point is kept to the own training site."""

from __future__ import annotations

from collections.abc import Mapping

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import Principal
from elearn.kernel.errors import NotAllowed, NotFound
from elearn.reports import tables

# Who opens the pages of figures at all: the guard of their views.
READERS = (AccessRole.FOCAL_POINT, AccessRole.OFFICER, AccessRole.ADMINISTRATOR)
_ALL_SITES = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)


def pages(reader: Principal) -> tuple[str, ...]:
    """Return the pages that a reader may open; a focal point's are those that can be of one site."""
    if reader.may(*_ALL_SITES):
        return tables.PAGES
    return tables.pages_of_a_site() if reader.may(*READERS) and reader.site else ()


def within(reader: Principal, page: str, filters: Mapping[str, str]) -> dict[str, str]:
    """Return the filters under which a reader sees a page; a focal point always that of the own site.

    Raise NotAllowed for anyone else, and for a focal point without a site; NotFound for a page that
    cannot be of one site, and for another's site, which cannot be told from one that is nowhere.
    """
    if reader.may(*_ALL_SITES):
        return dict(filters)
    if not reader.may(*READERS) or not reader.site:
        raise NotAllowed
    if page not in pages(reader) or filters.get("site", reader.site) != reader.site:
        raise NotFound
    return {**filters, "site": reader.site}
