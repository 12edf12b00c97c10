"""The places of the main menu, as data: a room adds a line here and its link appears where it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import pgettext

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import Principal
from elearn.kernel import config, words


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu; `roles` empty means everyone. `label` is asked in the language of the page."""

    endpoint: str
    label: Callable[[], str]
    roles: tuple[AccessRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    label: str
    is_here: bool = False
    lang: str = ""


PLACES = (
    Place("course.overview", lambda: pgettext("menu", "Course")),
    Place("principles.index", lambda: pgettext("menu", "Principles")),
    Place("search.index", lambda: pgettext("menu", "Search")),
    Place("downloads.index", lambda: pgettext("menu", "Downloads")),
    Place("reports.index", lambda: pgettext("menu", "Reports"),
          (AccessRole.FOCAL_POINT, AccessRole.OFFICER, AccessRole.ADMINISTRATOR)),
    Place("mistakes.desk", lambda: pgettext("menu", "Mistakes"),
          (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)),
    Place("home.index", lambda: pgettext("menu", "My page"), tuple(AccessRole)),
    Place("public.help_page", lambda: pgettext("menu", "Help")),
)
# Rooms whose pages are reached from the desk of another.
_PARTS = {"people": "reports", "sites": "reports", "corrections": "reports"}


def menu(principal: Principal | None) -> tuple[Link, ...]:
    """Return the links this reader may follow; rooms that are not registered are left out."""
    here = request.endpoint or ""
    return tuple(
        Link(url_for(place.endpoint), place.label(), _is_in(here, place.endpoint))
        for place in PLACES
        if place.endpoint in current_app.view_functions
        and (not place.roles or (principal is not None and principal.may(*place.roles)))
    )


def _is_in(here: str, endpoint: str) -> bool:
    """Say whether a page belongs to an entry: it is in the same room, or the very page of a public one."""
    room, found = endpoint.partition(".")[0], here.partition(".")[0]
    return here == endpoint if room == "public" else _PARTS.get(found, found) == room


def languages(here: str, lang: str) -> tuple[Link, ...]:
    """Return the page at the address `here` in each language, named as its speakers write it."""
    return tuple(Link(in_language(here, each.tag), each.name, each.tag == lang, each.tag)
                 for each in words.INTERFACE)


def in_language(address: str, tag: str) -> str:
    """Return the address of the same page in another language; of a page without one it is asked for."""
    parts = address.split("/", 2)
    if len(parts) > 2 and words.language(parts[1]):
        return f"/{tag}/{parts[2]}"
    return f"{address.partition('?')[0]}?lang={tag}"


def here() -> str:
    """Return the address of this page, with its query.

    What answers a form may stand at an address that takes forms alone: then it is that of the page
    above it, at the item the form was for.
    """
    path, item = request.path, ""
    if request.method == "GET":
        asked = request.query_string.decode("ascii", "replace")
        return f"{path}?{asked}" if asked else path
    adapter = current_app.create_url_adapter(request)
    while adapter is not None and not adapter.test(path, "GET") and path.count("/") > 2:
        path, _, last = path.rstrip("/").rpartition("/")
        path, item = (path if path.count("/") > 1 else f"{path}/"), last
    return f"{path}#{item}" if item and path.count("/") > 2 else path


def local_path(target: str, otherwise: str) -> str:
    """Return `target` where it is a path of this server, else `otherwise`: no way out to another site."""
    is_path = target.startswith("/") and not target.startswith("//")
    return target if is_path and "\\" not in target and target.isprintable() else otherwise


def is_from_here() -> bool:
    """Say whether a post came from a page of this server, as far as the browser tells at all."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in ("same-origin", "none")
    ours = {request.host, config.current().public_url.partition("://")[2]}
    return origin is None or origin.partition("://")[2] in ours
