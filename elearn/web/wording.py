"""How things that several rooms name are called; what figures name too is called as there."""

from __future__ import annotations

from flask_babel import pgettext

from elearn.learning.mistakes.models import MistakeState
from elearn.reports.wording import values
from elearn.reports.wording.tongue import Tongue
from elearn.web import languages


def tongue() -> Tongue:
    """Return the language of this request for words that worker and command line say as well."""
    return Tongue(languages.current())


def judicial_roles() -> list[tuple[str, str]]:
    """Return what someone may be in their country, by value."""
    return list(values.roles(tongue()).items())


def mistake_state(state: MistakeState) -> str:
    """Return what became of a reported mistake, in a word or two."""
    return {
        MistakeState.OPEN: pgettext("mistake", "Not answered yet"),
        MistakeState.MENDED: pgettext("mistake", "Mended"),
        MistakeState.STANDS: pgettext("mistake", "The text stands"),
    }[state]
