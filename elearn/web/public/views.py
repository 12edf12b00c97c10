"""Pages for everyone, and the choice of light or dark."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.models import Theme
from elearn.accounts.services import set_theme
from elearn.document.walk import items
from elearn.web import context, cookies, identity, languages, openings
from elearn.web.guards import open_to_all
from elearn.web.navigation import local_path
from elearn.web.templating import THEMES

A_YEAR = 365 * 24 * 3600

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@open_to_all
def root() -> ResponseReturnValue:
    return redirect(url_for("public.home", lang=languages.preferred()), 302)


@blueprint.get("/<lang:lang>/")
@open_to_all
def home() -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    course = revision.open
    units = [unit for module in course.modules for unit in module.units]
    visitor = identity.visitor()
    return render_template(
        "public/home.html", course=course, running=openings.running(
            visitor.enrolled if visitor else None, revision), units=len(units),
        minutes=sum(unit.minutes for unit in units), asked=sum(len(items(unit)) for unit in units))


@blueprint.get("/<lang:lang>/help")
@open_to_all
def help_page() -> ResponseReturnValue:
    return render_template("public/help_page.html")


@blueprint.get("/<lang:lang>/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    return render_template("public/privacy.html")


@blueprint.get("/<lang:lang>/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    return render_template("public/accessibility.html")


@blueprint.post("/<lang:lang>/theme")
@open_to_all
def theme() -> ResponseReturnValue:
    home_page = url_for("public.home")
    response = redirect(local_path(request.form.get("next", ""), home_page), 303)
    chosen = request.form.get("theme", "")
    reader = identity.principal()
    if chosen in THEMES:
        cookies.put(response, "theme", chosen, A_YEAR)
        if reader is not None:
            set_theme(reader.person_id, Theme(chosen))
    return response
