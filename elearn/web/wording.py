"""How things that several rooms name are called."""

from __future__ import annotations

from flask_babel import pgettext

from elearn.accounts.models import JudicialRole


def judicial_roles() -> list[tuple[str, str]]:
    """Return what someone may be in their country, by value."""
    return [
        (JudicialRole.JUDGE.value, pgettext("judicial role", "Judge")),
        (JudicialRole.PROSECUTOR.value, pgettext("judicial role", "Prosecutor")),
        (JudicialRole.COURT_STAFF.value, pgettext("judicial role", "Court staff")),
        (JudicialRole.TRAINER_OTHER.value, pgettext("judicial role", "Trainer, not a judge")),
        (JudicialRole.OTHER.value, pgettext("judicial role", "Other work")),
    ]
