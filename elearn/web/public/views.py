"""Pages for everyone, and the choice of light or dark."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.models import AccessRole, Theme
from elearn.accounts.principal import STAFF
from elearn.accounts.services import set_language, set_theme
from elearn.document.catalogue import Revision
from elearn.kernel import config, words
from elearn.web import context, cookies, identity, languages, openings
from elearn.web.guards import open_to_all
from elearn.web.navigation import in_language, local_path
from elearn.web.public.contacts import contact
from elearn.web.resuming import resume_link
from elearn.web.sizes import sizes
from elearn.web.templating import THEMES

A_YEAR = 365 * 24 * 3600
TRAINING = (AccessRole.TRAINER, *STAFF)
REPORTING = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@open_to_all
def root() -> ResponseReturnValue:
    reader = identity.principal()
    kept = words.language(reader.language) if reader else None
    return redirect(url_for("public.home", lang=kept.tag if kept else languages.preferred()), 302)


@blueprint.get("/<lang:lang>/")
@open_to_all
def home() -> ResponseReturnValue:
    revision = _revision()
    visitor = identity.visitor()
    enrolled = visitor.enrolled if visitor else None
    return render_template(
        "public/home.html", course=revision.open, sizes=sizes(revision.open),
        running=openings.running(enrolled, revision), has_completed=enrolled and enrolled.completed_at,
        resume=resume_link(enrolled, revision) if enrolled else None,
        may_train=visitor is not None and visitor.principal.may(*TRAINING),
        may_count=visitor is not None and visitor.principal.may(*REPORTING))


@blueprint.get("/<lang:lang>/about")
@open_to_all
def about() -> ResponseReturnValue:
    course = _revision().open
    return render_template("public/about.html", course=course, sizes=sizes(course))


@blueprint.get("/<lang:lang>/help")
@open_to_all
def help_page() -> ResponseReturnValue:
    return render_template(
        "public/help_page.html", contact=contact(config.current()), rule=_revision().open.rules.final_test)


@blueprint.get("/<lang:lang>/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    settings = config.current()
    return render_template("public/privacy.html", keep=settings, contact=contact(settings))


@blueprint.get("/<lang:lang>/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    return render_template("public/accessibility.html", contact=contact(config.current()))


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


@blueprint.post("/<lang:lang>/language")
@open_to_all
def language() -> ResponseReturnValue:
    chosen = words.language(request.form.get("language", ""))
    back = local_path(request.form.get("next", ""), url_for("public.home"))
    reader = identity.principal()
    if chosen is not None and reader is not None:
        set_language(reader.person_id, chosen.tag)
    return redirect(in_language(back, chosen.tag) if chosen else back, 303)


def _revision() -> Revision:
    return context.current().revision(languages.current())
