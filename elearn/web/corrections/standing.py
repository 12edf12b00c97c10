"""The page of one person: what stands now, and the two forms under it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import SelectChoice

from elearn.accounts import looks
from elearn.accounts.services import correcting
from elearn.accounts.services.correcting import Traits
from elearn.kernel.errors import NotAllowed
from elearn.learning import subjects, withdrawal
from elearn.learning.subjects import Subject
from elearn.learning.withdrawal import OnRecord
from elearn.web import identity
from elearn.web.corrections import telling
from elearn.web.corrections.forms import CorrectionForm, TraitsForm, WithdrawForm
from elearn.web.forms import Form, Problem
from elearn.web.looking import Look

WITHDRAW, TRAITS = "record", "traits"


@dataclass(frozen=True, slots=True)
class Page:
    """Somebody of an open list, and what may be set right of them."""

    look: Look
    actor_id: str
    subject: Subject
    traits: Traits
    on_record: tuple[OnRecord, ...]

    def withdraw_form(self) -> WithdrawForm:
        """Return the form of a withdrawal, filled where it was sent."""
        is_sent = request.method == "POST" and request.form.get("part") == WITHDRAW
        form = WithdrawForm(request.form if is_sent else None)
        form.wrong.choices = [
            SelectChoice(each.event_id, telling.of_record(each)) for each in self.on_record]
        return form

    def traits_form(self) -> TraitsForm:
        """Return the form of country, site and work, with what stands where nothing was sent."""
        is_sent = request.method == "POST" and request.form.get("part") == TRAITS
        held = {name: getattr(self.traits, name) for name in Traits.__slots__}
        return TraitsForm(request.form if is_sent else None, data=held, held=self.traits)

    def shown(self, form: Form | None = None, message: str = "", status: int = 400) -> ResponseReturnValue:
        """Return the page, with what is to mend in the form that was sent."""
        withdraw = form if isinstance(form, WithdrawForm) else self.withdraw_form()
        traits = form if isinstance(form, TraitsForm) else self.traits_form()
        problems = (form.problems() if form is not None else ()) + (
            (Problem("", gettext(message)),) if message else ())
        return make_response(render_template(
            "corrections/correct.html", page=self, withdraw=withdraw, traits=traits, problems=problems,
            facts=telling.of_subject(self.subject, self.traits)), status if problems else 200)

    def confirmed(
        self, form: CorrectionForm, part: str, consequences: tuple[str, ...], **fields: Any,
    ) -> str:
        """Return the page that says what would follow and asks once more."""
        return render_template(
            "corrections/confirm.html", page=self, form=form, part=part, consequences=consequences,
            fields={"part": part, "reason": form.reason.data, "confirmed": "yes", **fields})

    def done(self, sentences: tuple[str, ...]) -> str:
        """Return the page that says what was done."""
        return render_template("corrections/done.html", page=self, sentences=sentences)


def page_of(look: Look, enrolment_id: str) -> Page:
    """Return the page of somebody on a list, noting that they were looked at and what for.

    Raise NotAllowed for one's own record.
    """
    reader, held = identity.principal(), subjects.subject(enrolment_id)
    if reader is None or reader.person_id == held.person_id:
        raise NotAllowed(gettext(correcting.NOT_ONES_OWN))
    looks.note_look(reader.person_id, held.person_id, look.purpose)
    return Page(look, reader.person_id, held, correcting.traits_of(held.person_id),
                withdrawal.on_record(enrolment_id))


def fresh_id() -> str:
    """Return an id for the event that a form will store."""
    return secrets.token_hex(16)
