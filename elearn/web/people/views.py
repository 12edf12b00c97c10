"""Lists of names: asked for, shown, fetched."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.kernel import config
from elearn.learning.named import rows, services
from elearn.reports.files import named
from elearn.reports.scope import READERS
from elearn.web import identity
from elearn.web.guards import for_roles
from elearn.web.looking import LASTS, LookOver, look_of
from elearn.web.people import asking, sending
from elearn.web.people.forms import AskForm

blueprint = Blueprint("people", __name__, url_prefix="/<lang:lang>/reports/people")
blueprint.app_errorhandler(LookOver)(asking.again)


@blueprint.route("/", methods=["GET", "POST"])
@for_roles(*READERS)
def ask() -> ResponseReturnValue:
    who = identity.reader().person_id
    if asking.is_focal_point():
        if request.method == "GET":
            return asking.own_page()
        look = services.open_list(who, asking.own_site(), "")
    else:
        form = AskForm.sent()
        if not form.is_good():
            return asking.page(form)
        look = services.open_list(who, form.asked(config.current().course), str(form.purpose.data))
    return redirect(url_for("people.listed", look=look), 303)


@blueprint.get("/<int:look>")
@for_roles(*READERS)
def listed(look: int) -> ResponseReturnValue:
    held, t = look_of(look), asking.tongue()
    page = rows.page(held.filters, request.args.get("after", ""))
    return render_template(
        "people/listed.html", look=held, said=named.said(t, held.filters.said()), after=page.after,
        rows=named.shown(t, page.rows), until=held.at + LASTS,
        headings=named.headings(t, is_of_own_site=held.is_of_own_site),
        may_correct=not held.is_of_own_site)


@blueprint.get("/<int:look>.csv")
@for_roles(*READERS)
def listed_csv(look: int) -> ResponseReturnValue:
    return sending.as_csv(look_of(look))


@blueprint.get("/<int:look>.xlsx")
@for_roles(*READERS)
def listed_xlsx(look: int) -> ResponseReturnValue:
    held = look_of(look)
    if rows.is_longer(held.filters, named.XLSX_MOST):
        return make_response(render_template("people/too_long.html", look=held, most=named.XLSX_MOST), 413)
    return sending.as_xlsx(held, gettext("Completions by name"))
