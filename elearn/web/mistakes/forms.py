"""What may be sent about a mistake in a passage."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from elearn.learning.mistakes.models import MistakeState
from elearn.learning.mistakes.services import SAID_LIMIT
from elearn.web.forms import Form

_WORDS = {"rows": "6", "maxlength": str(SAID_LIMIT), "dir": "auto", "lang": ""}


class ReportForm(Form):
    """Which block of the passage it is about, and what is wrong with it."""

    block = SelectField(lazy_gettext("Where the mistake is"), validators=[InputRequired()])
    said = TextAreaField(
        lazy_gettext("What is wrong"), render_kw=_WORDS,
        validators=[InputRequired(lazy_gettext("Say what is wrong, so that it can be mended.")),
                    Length(max=SAID_LIMIT)])


class AnswerForm(Form):
    """What became of a report, and the words for whoever made it."""

    state = RadioField(
        lazy_gettext("What became of it"),
        choices=[
            SelectChoice(MistakeState.MENDED.value,
                         lazy_gettext("The text is mended, or will be with the next revision")),
            SelectChoice(MistakeState.STANDS.value, lazy_gettext("The text stands as it is"))],
        validators=[InputRequired(lazy_gettext("Choose what became of it."))])
    answer = TextAreaField(
        lazy_gettext("Your answer"), render_kw=_WORDS,
        validators=[InputRequired(lazy_gettext("Write an answer for the person who reported it.")),
                    Length(max=SAID_LIMIT)])
