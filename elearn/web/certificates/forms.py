"""What the holder of a certificate may send: a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import flask_babel
from flask_babel import gettext
from wtforms import Field, StringField
from wtforms.validators import InputRequired, ValidationError

from elearn.kernel.errors import BadInput
from elearn.learning.certificates import rules
from elearn.render.certificate import letters_not_printed
from elearn.web.forms import Form

lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)


class NameForm(Form):
    """A name as it is to be printed, in the letters its bearer chooses."""

    name = StringField(
        lazy_gettext("Your name, as it should stand on your certificate"),
        validators=[InputRequired(lazy_gettext("Enter your name as it should stand on your certificate."))],
        render_kw={"autocomplete": "name", "dir": "auto", "maxlength": "120"})

    def validate_name(self, field: Field) -> None:
        try:
            name = rules.good_name(field.data)
        except BadInput as error:
            raise ValidationError(gettext(error.message)) from None
        strange = letters_not_printed(name)
        if strange:
            raise ValidationError(gettext(
                "These letters cannot be printed yet: %(letters)s. Write your name in Latin, Greek, "
                "Cyrillic, Arabic or Chinese letters.", letters=" ".join(strange)))
