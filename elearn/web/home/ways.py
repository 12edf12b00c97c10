"""The ways on from one's own page: each a link, and in a few words what stands behind it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, gettext, ngettext, pgettext

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import STAFF, Principal
from elearn.learning.certificates.queries import Held
from elearn.learning.mistakes.queries import Reported
from elearn.web.wording import mistake_state


@dataclass(frozen=True, slots=True)
class Way:
    """A link with what is said of it."""

    address: str
    name: str
    said: str


def of_role(who: Principal) -> Iterator[Way]:
    """Yield the ways to the first pages of a role, those of what it is here for."""
    if who.may(AccessRole.TRAINER, *STAFF):
        yield Way(url_for("training.index"), gettext("Trainer’s page"),
                  gettext("Agendas, manual, slides and handouts for a workshop"))
    if who.may(AccessRole.OFFICER, AccessRole.ADMINISTRATOR):
        yield Way(url_for("reports.index"), pgettext("menu", "Reports"),
                  gettext("Completions counted, nobody named"))
        yield Way(url_for("mistakes.desk"), gettext("Mistakes in the course"),
                  gettext("What readers reported, and what waits for an answer"))


def of_learner(
    certificates: Sequence[Held], notes: tuple[int, datetime | None], reported: Sequence[Reported], *,
    is_enrolled: bool,
) -> Iterator[Way]:
    """Yield the ways to what is one's own; what there is nothing of yet says how it comes about."""
    yield Way(url_for("certificates.index"), gettext("My certificates"), _of_certificates(certificates))
    yield Way(url_for("notes.index"), gettext("My notes"), _of_notes(*notes))
    if is_enrolled:
        yield Way(url_for("assessment.index"), gettext("My tests"),
                  gettext("What they ask, and my results"))
    if reported:
        yield Way(url_for("record.index", _anchor="mistakes"), gettext("Mistakes I reported"),
                  gettext("The last on %(day)s: %(state)s", day=format_date(reported[0].said_at),
                          state=mistake_state(reported[0].state)))
    yield Way(url_for("downloads.index"), pgettext("menu", "Downloads"),
              gettext("The whole course to print, or as one file"))
    yield Way(url_for("record.index"), gettext("My record"),
              gettext("All I answered and wrote, in the words it then had"))


def _of_certificates(held: Sequence[Held]) -> str:
    valid = next((each for each in held if each.is_valid), None)
    if valid is None:
        return gettext("None yet: it is issued by itself when the course is complete")
    if not valid.is_confirmed:
        return gettext("Issued: say how your name should stand on it")
    return gettext("Issued on %(day)s", day=format_date(valid.entry.issued_at))


def _of_notes(count: int, last: datetime | None) -> str:
    if not count or last is None:
        return gettext("None yet: there is a place for one beside each section")
    return ngettext("%(num)s note, written on %(day)s", "%(num)s notes, the last written on %(day)s", count,
                    day=format_date(last))
