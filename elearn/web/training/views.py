"""The trainer's first page: the agendas with their length, and what to take along."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import STAFF
from elearn.render.agendas import agendas
from elearn.render.templating import clock
from elearn.web import context, languages
from elearn.web.guards import for_roles

TRAINING = (AccessRole.TRAINER, *STAFF)

blueprint = Blueprint("training", __name__, url_prefix="/<lang:lang>")


@dataclass(frozen=True, slots=True)
class Line:
    """An agenda: its length as hours and minutes, its steps, and where its manual is."""

    title: str
    length: str
    steps: int
    address: str


@blueprint.get("/training")
@for_roles(*TRAINING)
def index() -> ResponseReturnValue:
    course = context.current().revision(languages.current()).course
    lines = [Line(each.title, clock(each.minutes), len(each.steps),
                  url_for("downloads.chosen_manual", agenda_id=each.id)) for each in agendas(course)]
    return render_template("training/index.html", course=course, lines=lines, takes=_takes())


def _takes() -> tuple[tuple[str, str, str], ...]:
    """Return what is taken along: the name, what it is for, where it is."""
    def at(heading: str) -> str:
        return url_for("downloads.index", _anchor=heading)

    return (
        (gettext("The whole manual"), gettext("Word or PDF, to adapt or to bind"), at("manual")),
        (gettext("Slides"), gettext("One set for each session, with notes for the speaker"), at("slides")),
        (gettext("Handouts"), gettext("One leaf for each case, without answers"), at("handout")),
        (gettext("Forms"), gettext("Each form of the manual as a file of its own"), at("form")),
        (gettext("Text and answer sheets on paper"), gettext("For a room without a line"),
         at("self-directed")),
    )
