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
          (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)),
    Place("mistakes.desk", lambda: pgettext("menu", "Mistakes"),
          (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)),
    Place("record.index", lambda: pgettext("menu", "My record"), tuple(AccessRole)),
    Place("public.help_page", lambda: pgettext("menu", "Help")),
)


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
    room = endpoint.partition(".")[0]
    return here == endpoint if room == "public" else here.partition(".")[0] == room


def languages() -> tuple[Link, ...]:
    """Return this same page in each language of the interface, named as its speakers write it."""
    path = request.path.split("/", 2)
    rest = path[2] if len(path) > 2 and words.language(path[1]) else ""
    return tuple(
        Link(f"/{each.tag}/{rest}", each.name, each.tag == path[1], each.tag)
        for each in words.INTERFACE
    )


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
