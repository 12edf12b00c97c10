"""The page on which a learner says to which training site they belong."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from elearn.accounts import countries, queries, services, sites
from elearn.accounts.queries import Account
from elearn.web import identity, languages
from elearn.web.accounts import answers
from elearn.web.accounts.room import blueprint
from elearn.web.forms import Form
from elearn.web.guards import signed_in


class SiteForm(Form):
    """One of the open sites of one's country, or none."""

    training_site = SelectField(lazy_gettext("Training site"))


@blueprint.route("/account/site", methods=["GET", "POST"])
@signed_in
def site() -> ResponseReturnValue:
    held = queries.account(identity.reader().person_id)
    may_choose = services.may_choose_site(held.access_role)
    form = SiteForm.sent(training_site=held.site)
    form.training_site.choices = _choices(held)
    if not may_choose or not form.is_good():
        answer = answers.page(
            "site", form, may_choose=may_choose, name=sites.site_name(held.site),
            country=countries.name(held.profile.country, languages.current()))
        # Whose role came while the form stood open is told here who changes the site now.
        return (answer, 409) if request.method == "POST" and not may_choose else answer
    services.choose_site(held.person_id, form.training_site.data)
    return redirect(url_for("accounts.account"), 303)


def _choices(held: Account) -> list[tuple[str, str]]:
    """Return the open sites of someone's country and, whatever it is, the one they belong to."""
    found = {each.key: each.name for each in sites.every(held.profile.country, only_open=True)}
    if held.site:
        found.setdefault(held.site, sites.site_name(held.site))
    return [("", gettext("None")), *found.items()]
