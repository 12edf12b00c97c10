"""What is said of a training site."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from elearn.accounts import countries, rules, sites
from elearn.accounts.rules import BadName, NameProblem
from elearn.kernel.errors import BadInput
from elearn.web import languages
from elearn.web.forms import Form

_PLAIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off",
          "maxlength": str(sites.KEY_MOST)}


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class NameForm(Form):
    """What a site is called."""

    title = StringField(
        lazy_gettext("Name of the site"), filters=[_stripped],
        validators=[InputRequired(lazy_gettext("Enter the name of the site."))],
        render_kw={"dir": "auto", "autocomplete": "off", "maxlength": str(rules.NAME_MOST)})

    def validate_title(self, field: Field) -> None:
        try:
            field.data = rules.clean_name(field.data)
        except BadName as error:
            raise ValidationError({
                NameProblem.EMPTY: gettext("Enter the name of the site."),
                NameProblem.TOO_LONG: gettext("Use at most 120 characters."),
                NameProblem.UNSEEN: gettext(
                    "This contains characters that cannot be seen, perhaps copied along. Type the name "
                    "anew."),
            }[error.problem]) from None


class SiteForm(NameForm):
    """A site that is new."""

    country = SelectField(
        lazy_gettext("Country"),
        validators=[InputRequired(lazy_gettext("Choose the country of the site."))])
    key = StringField(
        lazy_gettext("Key"), filters=[_stripped], render_kw=_PLAIN,
        validators=[InputRequired(lazy_gettext("Enter a key for the site."))])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        lang = languages.current()
        invented = sorted({each.country for each in sites.every()} & set(countries.INVENTED))
        self.country.choices = [
            ("", gettext("Choose a country")), *((code, countries.name(code, lang)) for code in invented),
            *countries.choices(lang)]

    def validate_key(self, field: Field) -> None:
        if sites.find(field.data) is not None:
            raise ValidationError(gettext("This key is taken. Choose another one."))
        try:
            sites.checked(field.data, "KE", "Site")
        except BadInput:
            raise ValidationError(gettext(
                "Use small letters a to z, digits and single hyphens, such as sao-paulo.")) from None
