"""A workshop or a declared reading withdrawn: what would follow is shown first, then asked once more."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.kernel.errors import BadInput, Closed, Conflict
from elearn.learning import withdrawal
from elearn.learning.acts import is_event_id
from elearn.learning.refusals import FORM_NOT_WHOLE
from elearn.web.corrections import standing, telling
from elearn.web.corrections.forms import WithdrawForm
from elearn.web.corrections.standing import Page


def answer(page: Page) -> ResponseReturnValue:
    """Return what follows from the form: what is to mend, what would change, or what was done."""
    form = page.withdraw_form()
    if not form.validate() and not _is_sent_again(form):
        return page.shown(form)
    try:
        return _withdrawn(page, form) if form.is_confirmed else _asked(page, form)
    except (BadInput, Closed) as error:
        return page.shown(form, error.message, error.status)
    except Conflict as error:
        # Something came in between: what would follow now is shown, with the reason kept.
        return page.shown(form, error.message, error.status)


def _is_sent_again(form: WithdrawForm) -> bool:
    # What was withdrawn is no choice any more; the service then knows the form by its event.
    return form.is_confirmed and is_event_id(str(form.event.data)) and bool(form.reason.data)


def _asked(page: Page, form: WithdrawForm) -> ResponseReturnValue:
    found = withdrawal.foretell(page.subject.enrolment_id, str(form.wrong.data))
    return page.confirmed(
        form, standing.WITHDRAW, telling.of_foretold(found), wrong=form.wrong.data,
        event=standing.fresh_id(), seen=found.seq)


def _withdrawn(page: Page, form: WithdrawForm) -> ResponseReturnValue:
    event_id, seen = str(form.event.data), str(form.seen.data)
    if not is_event_id(event_id) or not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise BadInput(FORM_NOT_WHOLE)
    withdrawal.withdraw(
        page.subject.enrolment_id, str(form.wrong.data), page.actor_id, str(form.reason.data), event_id,
        int(seen))
    return page.done((gettext("It is withdrawn, with all that followed from it."),))
