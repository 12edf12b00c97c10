"""What the pages of an account let people send; nothing else of what is sent is ever read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flask_babel
from flask_babel import gettext
from wtforms import Field, HiddenField, IntegerField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from elearn.accounts import countries, rules
from elearn.accounts.models import CourtLevel, Gender, JudicialRole
from elearn.accounts.password_rules import MOST, password_problem
from elearn.accounts.profile import Profile
from elearn.accounts.rules import BadName
from elearn.kernel import clock, mail, words
from elearn.web import languages
from elearn.web.accounts import wording
from elearn.web.forms import Form
from elearn.web.wording import judicial_roles

# WTForms asks for text; a lazy one becomes text, in the language of the request, when it is printed.
lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)

_LTR = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
_EMAIL = {**_LTR, "type": "email", "autocomplete": "email", "maxlength": "254"}
_NEW = {"autocomplete": "new-password", "maxlength": str(MOST)}


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class SignInForm(Form):
    """An e-mail address or sign-in name, and a password."""

    name = StringField(
        lazy_gettext("E-mail address or sign-in name"), filters=[_stripped],
        validators=[InputRequired(lazy_gettext("Enter your e-mail address or sign-in name."))],
        render_kw={**_LTR, "autocomplete": "username", "maxlength": "254"})
    password = PasswordField(
        lazy_gettext("Password"), validators=[InputRequired(lazy_gettext("Enter your password."))],
        render_kw={"autocomplete": "current-password"})
    next = HiddenField()


class EmailForm(Form):
    """An e-mail address."""

    email = StringField(
        lazy_gettext("E-mail address"), filters=[_stripped],
        validators=[InputRequired(lazy_gettext("Enter your e-mail address."))], render_kw=_EMAIL)

    def validate_email(self, field: Field) -> None:
        if not mail.is_address(field.data):
            raise ValidationError(gettext("Enter one e-mail address, such as name@court.example."))


class NewPasswordForm(Form):
    """A new password, typed twice, since without JavaScript it cannot be shown."""

    password = PasswordField(
        lazy_gettext("New password"), validators=[InputRequired(lazy_gettext("Choose a password."))],
        render_kw=_NEW)
    again = PasswordField(
        lazy_gettext("The same password again"),
        validators=[InputRequired(lazy_gettext("Type the password a second time."))], render_kw=_NEW)

    # Whose password it is going to be: known beforehand, or typed into the same form.
    owner_email = ""
    owner_name = ""

    def validate_password(self, field: Field) -> None:
        email = getattr(self, "email", None)
        name = getattr(self, "display_name", None)
        problem = password_problem(
            field.data, email=(email.data or "") if email else self.owner_email,
            name=(name.data or "") if name else self.owner_name)
        if problem:
            raise ValidationError(wording.of_password(problem))

    def validate_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise ValidationError(gettext("The two passwords differ. Type the same one twice."))


class ProfileForm(Form):
    """What people say about themselves."""

    display_name = StringField(
        lazy_gettext("Your name, as it should stand on your certificate"),
        validators=[InputRequired(lazy_gettext("Enter your name."))],
        render_kw={"autocomplete": "name", "dir": "auto"})
    country = SelectField(
        lazy_gettext("Country"), render_kw={"autocomplete": "country"},
        validators=[InputRequired(lazy_gettext("Choose your country."))])
    judicial_role = RadioField(
        lazy_gettext("Your work in the justice system"),
        validators=[InputRequired(lazy_gettext("Choose your work."))])
    gender = SelectField(lazy_gettext("Gender"))
    court_level = SelectField(lazy_gettext("Level of your court"))
    appointed_year = IntegerField(lazy_gettext("Year of your appointment"), validators=[Optional()],
                                  render_kw={"inputmode": "numeric", "autocomplete": "off"})
    language = SelectField(lazy_gettext("Language of the pages and letters"),
                           validators=[InputRequired(lazy_gettext("Choose a language."))])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        named = countries.choices(languages.current())
        held = self.country.object_data
        if held in countries.INVENTED:  # Demonstration people keep the country they came with.
            named = ((held, countries.name(held, languages.current())), *named)
        self.country.choices = [("", gettext("Choose a country")), *named]
        self.judicial_role.choices = judicial_roles()
        self.gender.choices = wording.genders()
        self.court_level.choices = wording.court_levels()
        self.language.choices = [(each.tag, each.name) for each in words.INTERFACE]

    def validate_display_name(self, field: Field) -> None:
        try:
            field.data = rules.clean_name(field.data)
        except BadName as error:
            raise ValidationError(wording.of_name(error.problem)) from None

    def validate_appointed_year(self, field: Field) -> None:
        this_year = clock.now().year
        NumberRange(
            rules.APPOINTED_FROM, this_year,
            gettext("Enter a year between %(first)s and %(last)s, or nothing.",
                    first=rules.APPOINTED_FROM, last=this_year))(self, field)

    def profile(self) -> Profile:
        """Return what was said; only after the form was found good."""
        gender, level = self.gender.data, self.court_level.data
        return Profile(
            display_name=str(self.display_name.data), country=self.country.data,
            judicial_role=JudicialRole(self.judicial_role.data), language=self.language.data,
            gender=Gender(gender) if gender else None,
            court_level=CourtLevel(level) if level else None,
            appointed_year=self.appointed_year.data)

    @staticmethod
    def values_of(profile: Profile) -> dict[str, object]:
        """Return how the form shows a profile before anything is changed."""
        held = profile.as_fields()
        return {**held, "gender": profile.gender or "", "court_level": profile.court_level or ""}


class RegisterForm(EmailForm, NewPasswordForm, ProfileForm):
    """An account with an e-mail address."""


class InvitationForm(NewPasswordForm, ProfileForm):
    """An account with a printed code and no e-mail address."""

    code = StringField(
        lazy_gettext("Invitation code"), filters=[_stripped],
        validators=[InputRequired(lazy_gettext("Enter the code from your invitation."))],
        render_kw={**_LTR, "autocomplete": "off", "maxlength": "40"})


class PasswordForm(Form):
    """The password of now."""

    password = PasswordField(
        lazy_gettext("Your password"), validators=[InputRequired(lazy_gettext("Enter your password."))],
        render_kw={"autocomplete": "current-password"})


class NewAddressForm(EmailForm, PasswordForm):
    """Another e-mail address, and the password of now."""


class ChangePasswordForm(NewPasswordForm):
    """The password of now and the one to come."""

    current = PasswordField(
        lazy_gettext("The password you have now"),
        validators=[InputRequired(lazy_gettext("Enter the password you have now."))],
        render_kw={"autocomplete": "current-password"})


class CodeForm(Form):
    """A code of the app, or a recovery code."""

    code = StringField(
        lazy_gettext("Code"), filters=[_stripped],
        validators=[InputRequired(lazy_gettext("Enter the code."))],
        render_kw={**_LTR, "autocomplete": "one-time-code", "maxlength": "40"})
    next = HiddenField()
