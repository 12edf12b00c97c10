"""How things that several rooms name are called; what figures name too is called as there."""

from __future__ import annotations

from flask_babel import pgettext

from elearn.accounts.looks import Doer
from elearn.accounts.models import AccessRole
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


def access_role(role: AccessRole) -> str:
    """Return what a role is called."""
    return {
        AccessRole.LEARNER: pgettext("access role", "learner"),
        AccessRole.TRAINER: pgettext("access role", "trainer"),
        AccessRole.FOCAL_POINT: pgettext("access role", "focal point"),
        AccessRole.OFFICER: pgettext("access role", "programme officer"),
        AccessRole.ADMINISTRATOR: pgettext("access role", "administrator"),
    }[role]


def doer(by: AccessRole | Doer) -> str:
    """Return who did something, by role and never by name."""
    if isinstance(by, AccessRole):
        return access_role(by)
    return {
        Doer.ONESELF: pgettext("who did it", "the person"),
        Doer.KEEPER: pgettext("who did it", "the keeper of the server"),
        Doer.PROGRAM: pgettext("who did it", "the program itself"),
        Doer.GONE: pgettext("who did it", "somebody who has no account here any more"),
    }[by]


def mistake_state(state: MistakeState) -> str:
    """Return what became of a reported mistake, in a word or two."""
    return {
        MistakeState.OPEN: pgettext("mistake", "Not answered yet"),
        MistakeState.MENDED: pgettext("mistake", "Mended"),
        MistakeState.STANDS: pgettext("mistake", "The text stands"),
    }[state]
