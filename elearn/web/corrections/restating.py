"""Country, training site and work set right: shown first, then asked once more."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts.models import JudicialRole
from elearn.accounts.services import correcting
from elearn.accounts.services.correcting import Traits
from elearn.kernel.errors import BadInput, NotAllowed
from elearn.web.corrections import standing, telling
from elearn.web.corrections.standing import Page


def answer(page: Page) -> ResponseReturnValue:
    """Return what follows from the form: what is to mend, what would change, or what was done."""
    form = page.traits_form()
    if not form.validate():
        return page.shown(form)
    traits = Traits(
        str(form.country.data), str(form.site.data or ""), JudicialRole(form.judicial_role.data))
    try:
        if form.is_confirmed:
            correcting.correct_traits(
                page.actor_id, page.subject.person_id, traits, str(form.reason.data))
            return page.done((gettext("It is corrected. Reports count by it from the next count on."),))
        changed = correcting.corrected(page.subject.person_id, traits)
    except (BadInput, NotAllowed) as error:
        return page.shown(form, error.message, error.status)
    if not changed:
        return page.shown(form, gettext("This is how it stands. Change what is wrong, or go back."))
    return page.confirmed(
        form, standing.TRAITS, telling.of_change(page.traits, traits), country=traits.country,
        site=traits.site, judicial_role=traits.judicial_role.value)
