"""What the holder of a certificate may send: a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import flask_babel
from wtforms import Field, StringField
from wtforms.validators import InputRequired, ValidationError

from elearn.web import printed_names
from elearn.web.forms import Form

lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)


class NameForm(Form):
    """A name as it is to be printed, in the letters its bearer chooses."""

    name = StringField(
        lazy_gettext("Your name, as it should stand on your certificate"),
        validators=[InputRequired(lazy_gettext("Enter your name as it should stand on your certificate."))],
        render_kw={"autocomplete": "name", "dir": "auto", "maxlength": "120"})

    def validate_name(self, field: Field) -> None:
        problem = printed_names.problem_with(field.data)
        if problem:
            raise ValidationError(problem)
