"""What is asked of staff before they see names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flask_babel
from flask_babel import gettext
from wtforms import BooleanField, DateField, Field, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from elearn.accounts import countries, sites
from elearn.learning.acts import Route
from elearn.learning.named.filters import Filters
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value
from elearn.web import languages
from elearn.web.forms import Form

LEAST, MOST = 10, 500
lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)
_DAY = {"type": "date"}


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


class AskForm(Form):
    """What a list is for, and what narrows it."""

    purpose = TextAreaField(
        lazy_gettext("What you need the names for"), filters=[_tidy],
        validators=[InputRequired(lazy_gettext("Say what you need the names for."))],
        render_kw={"rows": "3", "maxlength": str(MOST), "dir": "auto", "lang": ""})
    country = SelectField(lazy_gettext("Country"), default="")
    site = SelectField(lazy_gettext("Training site"), default="")
    route = SelectField(lazy_gettext("Route"), default="")
    completed_from = DateField(lazy_gettext("Completed from"), validators=[Optional()], render_kw=_DAY)
    completed_until = DateField(lazy_gettext("Completed until"), validators=[Optional()], render_kw=_DAY)
    completed_only = BooleanField(lazy_gettext("Only those who completed"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        lang = languages.current()
        t, register = Tongue(lang), sites.every()
        every = [("", gettext("All"))]
        invented = {each.country for each in register} & set(countries.INVENTED)
        self.country.choices = [
            *every, *((code, countries.name(code, lang)) for code in sorted(invented)),
            *countries.choices(lang)]
        self.site.choices = [*every, *(
            (each.key, f"{countries.name(each.country, lang)}: {each.name}") for each in register)]
        self.route.choices = [*every, *((each.value, value(t, "route", each.value)) for each in Route)]

    def validate_purpose(self, field: Field) -> None:
        if not LEAST <= len(field.data) <= MOST:
            raise ValidationError(gettext(
                "Say what you need the names for in %(least)s to %(most)s characters.",
                least=LEAST, most=MOST))

    def validate_site(self, field: Field) -> None:
        found = sites.find(field.data) if field.data else None
        if found is not None and self.country.data not in ("", found.country):
            raise ValidationError(gettext("This site is in another country. Choose one of the two."))

    def validate_completed_until(self, field: Field) -> None:
        begun = self.completed_from.data
        if field.data and begun and field.data < begun:
            raise ValidationError(gettext("This day comes before the first one. Exchange the two."))

    def asked(self, course_key: str) -> Filters:
        """Return what narrows the list; only after the form was found good."""
        return Filters(
            course_key, self.country.data, self.site.data, self.route.data, self.completed_from.data,
            self.completed_until.data, bool(self.completed_only.data))
