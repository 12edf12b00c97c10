"""The register of training sites: the list, and one site to change."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import countries, sites
from elearn.accounts.models import AccessRole
from elearn.kernel.errors import BadInput, NotFound
from elearn.web import identity, languages
from elearn.web.forms import Form
from elearn.web.guards import for_roles
from elearn.web.sites.forms import NameForm, SiteForm

KEEPERS = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)

blueprint = Blueprint("sites", __name__, url_prefix="/<lang:lang>/reports/sites")


@blueprint.route("/", methods=["GET", "POST"])
@for_roles(*KEEPERS)
def index() -> ResponseReturnValue:
    form = SiteForm.sent()
    if not form.is_good():
        return _page("index", form, groups=_by_country())
    sites.add(identity.reader().person_id, str(form.key.data), str(form.country.data), str(form.title.data))
    return redirect(url_for("sites.index", _anchor=f"site-{form.key.data}"), 303)


@blueprint.route("/<site>", methods=["GET", "POST"])
@for_roles(*KEEPERS)
def one(site: str) -> ResponseReturnValue:
    held = sites.find(site)
    if held is None:
        raise NotFound
    form, act = NameForm.sent(title=held.name), request.form.get("act", "")
    if request.method == "GET" or (act == "rename" and not form.is_good()):
        return _page("one", form, site=held, country=countries.name(held.country, languages.current()))
    if act == "rename":
        sites.rename(identity.reader().person_id, site, str(form.title.data))
    elif act == "close":
        sites.close(identity.reader().person_id, site)
    elif act == "open":
        sites.reopen(identity.reader().person_id, site)
    else:
        raise BadInput
    return redirect(url_for("sites.index", _anchor=f"site-{site}"), 303)


def _page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    problems = form.problems()
    return make_response(
        render_template(f"sites/{template}.html", form=form, problems=problems, **values),
        400 if problems else 200)


def _by_country() -> list[tuple[str, list[sites.Site]]]:
    """Return the sites of each country, countries by their names."""
    lang = languages.current()
    found = [(countries.name(code, lang), list(held))
             for code, held in groupby(sites.every(), lambda each: each.country)]
    return sorted(found, key=lambda pair: pair[0].casefold())
