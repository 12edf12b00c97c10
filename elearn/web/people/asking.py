"""The page that comes before names: the purpose for staff, one's own site for a focal point."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts import sites
from elearn.accounts.models import AccessRole
from elearn.kernel import config
from elearn.kernel.errors import NotAllowed
from elearn.learning.named.filters import Filters
from elearn.reports.wording.tongue import Tongue
from elearn.web import identity, languages
from elearn.web.looking import LookOver
from elearn.web.people.forms import AskForm


def is_focal_point() -> bool:
    """Say whether the reader sees the own site alone."""
    return identity.reader().access_role is AccessRole.FOCAL_POINT


def own_site() -> Filters:
    """Return what a focal point may list, whatever was sent; raise NotAllowed where no site was given."""
    site = identity.reader().site
    if not site:
        raise NotAllowed(gettext("Your account names no training site yet. Ask an administrator."))
    return Filters(config.current().course, site=site)


def tongue() -> Tongue:
    """Return the language of this request, with the names of the sites."""
    return Tongue(languages.current(), {"site": sites.names()})


def page(form: AskForm, status: int = 200, *, is_over: bool = False) -> ResponseReturnValue:
    """Return the page that asks for the purpose, with what is to mend."""
    problems = form.problems()
    return make_response(render_template(
        "people/ask.html", form=form, problems=problems, is_over=is_over, ways=_ways()),
        400 if problems else status)


def own_page(status: int = 200, *, is_over: bool = False) -> ResponseReturnValue:
    """Return the page from which a focal point opens the list of the own site."""
    name = sites.site_name(own_site().site)
    return make_response(render_template("people/own_site.html", name=name, is_over=is_over), status)


def again(error: LookOver) -> ResponseReturnValue:
    """Ask for the purpose once more, with all that was typed, where a list was opened too long ago."""
    if is_focal_point():
        return own_page(410, is_over=True)
    held: dict[str, Any] = {**asdict(error.look.filters), "purpose": error.look.purpose}
    return page(AskForm(None, data=held), 410, is_over=True)


def _ways() -> tuple[tuple[str, str], ...]:
    """Return where staff go on from here: to the register of sites, and to whoever fell quiet."""
    listed: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("sites.index", {}, gettext("Training sites")),
        ("reports.table", {"page": "activity-by-country"}, gettext("Learners who fell quiet, by country")),
        ("reports.table", {"page": "activity-by-site"}, gettext("Quiet training sites")))
    return tuple((url_for(endpoint, **values), label) for endpoint, values, label in listed
                 if endpoint in current_app.view_functions)
