"""What may be sent to set a record right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flask_babel
from flask_babel import gettext
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from elearn.accounts import countries, sites
from elearn.accounts.services.correcting import REASON_MOST, Traits
from elearn.web import languages
from elearn.web.forms import Form
from elearn.web.wording import judicial_roles

lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


def _reason() -> TextAreaField:
    # Made in each form anew, so that it stands and is told of below what comes before it.
    return TextAreaField(
        lazy_gettext("Why it is corrected"), filters=[_tidy],
        validators=[DataRequired(lazy_gettext("Say why it is corrected.")), Length(
            max=REASON_MOST, message=lazy_gettext("Use at most 500 characters."))],
        render_kw={"rows": "3", "maxlength": str(REASON_MOST), "dir": "auto", "lang": ""})


class CorrectionForm(Form):
    """A correction with its reason, and on the second page that it was looked at."""

    reason: TextAreaField
    confirmed = HiddenField()

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed.data == "yes"


class WithdrawForm(CorrectionForm):
    """What was recorded wrongly; `event` is the id of the correction, `seen` what was shown before."""

    wrong = RadioField(
        lazy_gettext("What was recorded wrongly"),
        validators=[InputRequired(lazy_gettext("Choose what was recorded wrongly."))])
    reason = _reason()
    event = HiddenField()
    seen = HiddenField()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.reason.id = "withdraw-reason"  # Two forms on one page ask for a reason.


class TraitsForm(CorrectionForm):
    """By what the reports count somebody."""

    country = SelectField(lazy_gettext("Country"), validators=[InputRequired()])
    site = SelectField(lazy_gettext("Training site"))
    judicial_role = SelectField(lazy_gettext("Work in the justice system"), validators=[InputRequired()])
    reason = _reason()

    def __init__(self, *args: Any, held: Traits, **values: Any) -> None:
        super().__init__(*args, **values)
        lang, register = languages.current(), sites.every(only_open=True)
        invented = {each.country for each in register} | {held.country}
        self.country.choices = [
            *((code, countries.name(code, lang)) for code in sorted(invented & set(countries.INVENTED))),
            *countries.choices(lang)]
        known = {each.key: f"{countries.name(each.country, lang)}: {each.name}" for each in register}
        if held.site:
            known.setdefault(held.site, sites.site_name(held.site))
        self.site.choices = [("", gettext("No training site")), *known.items()]
        self.judicial_role.choices = judicial_roles()
