"""How things that several rooms name are called."""

from __future__ import annotations

from flask_babel import pgettext

from elearn.accounts.models import JudicialRole
from elearn.learning.mistakes.models import MistakeState


def judicial_roles() -> list[tuple[str, str]]:
    """Return what someone may be in their country, by value."""
    return [
        (JudicialRole.JUDGE.value, pgettext("judicial role", "Judge")),
        (JudicialRole.PROSECUTOR.value, pgettext("judicial role", "Prosecutor")),
        (JudicialRole.COURT_STAFF.value, pgettext("judicial role", "Court staff")),
        (JudicialRole.TRAINER_OTHER.value, pgettext("judicial role", "Trainer, not a judge")),
        (JudicialRole.OTHER.value, pgettext("judicial role", "Other work")),
    ]


def mistake_state(state: MistakeState) -> str:
    """Return what became of a reported mistake, in a word or two."""
    return {
        MistakeState.OPEN: pgettext("mistake", "Not answered yet"),
        MistakeState.MENDED: pgettext("mistake", "Mended"),
        MistakeState.STANDS: pgettext("mistake", "The text stands"),
    }[state]
