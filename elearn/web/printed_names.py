"""Whether a name can stand on a certificate, in words for whoever typed it."""

from __future__ import annotations

from flask_babel import gettext

from elearn.kernel.errors import BadInput
from elearn.learning.certificates import rules
from elearn.render.certificate import letters_not_printed


def problem_with(text: str) -> str:
    """Return what is wrong with a typed name, or an empty text where it can be printed."""
    try:
        name = rules.good_name(text)
    except BadInput as error:
        return gettext(error.message)
    strange = letters_not_printed(name)
    if not strange:
        return ""
    return gettext(
        "These letters cannot be printed yet: %(letters)s. Write your name in Latin, Greek, "
        "Cyrillic, Arabic or Chinese letters.", letters=" ".join(strange))
