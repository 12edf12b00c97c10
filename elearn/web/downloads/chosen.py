"""The manual of one agenda: chosen in a form, built by the worker, there when its trainer comes back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, validators

from elearn import __version__
from elearn.document.blocks import Agenda
from elearn.document.catalogue import Revision
from elearn.kernel import jobs
from elearn.kernel.errors import NotFound
from elearn.render import shelf
from elearn.render.agendas import agendas
from elearn.render.manifest import Outcome, ShelfFile, State
from elearn.render.publication import Publication
from elearn.render.publications import PUBLICATIONS
from elearn.render.templating import clock
from elearn.web import context, languages
from elearn.web.downloads.room import MANUAL_ROLES, blueprint
from elearn.web.forms import Form
from elearn.web.guards import for_roles

_NAME = "manual"


class AgendaForm(Form):
    agenda = RadioField(lazy_gettext("The agenda you train with"), validate_choice=True, validators=[
        validators.InputRequired(lazy_gettext("Choose an agenda."))])


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """One format of a chosen manual. `file` is None until it is there; `state` says why, None unasked."""

    publication: Publication
    file: ShelfFile | None
    state: State | None
    reason: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.file is None and self.state in (State.WAITING, State.WORKING)


@blueprint.route("/downloads/manual/choose", methods=("GET", "POST"))
@for_roles(*MANUAL_ROLES)
def choose_manual() -> ResponseReturnValue:
    """Offer the agendas; on a choice ask the worker for its manual and show how far it is."""
    revision = context.current().revision(languages.current())
    form = AgendaForm.sent()
    form.agenda.choices = [(each.id, _label(each)) for each in agendas(revision.course)]
    if form.is_good():
        _ask(revision, form.agenda.data)
        return redirect(url_for("downloads.chosen_manual", agenda_id=form.agenda.data), 303)
    problems = form.problems()
    return render_template("downloads/choose_manual.html", form=form, has_agendas=bool(form.agenda.choices),
                           problems=problems), 400 if problems else 200


@blueprint.get("/downloads/manual/<agenda_id>")
@for_roles(*MANUAL_ROLES)
def chosen_manual(agenda_id: str) -> ResponseReturnValue:
    """Say of each format whether it is waiting, being made or ready; the page may be left meanwhile."""
    revision = context.current().revision(languages.current())
    files = _files(revision, agenda_id)
    return render_template(
        "downloads/chosen_manual.html", agenda=_agenda(revision, agenda_id), files=files,
        is_under_way=any(each.is_under_way for each in files),
        is_complete=all(each.file for each in files))


@blueprint.get("/downloads/manual/<agenda_id>/<file_format>")
@for_roles(*MANUAL_ROLES)
def chosen_manual_file(agenda_id: str, file_format: str) -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    held = next((each.file for each in _files(revision, agenda_id)
                 if each.file and each.publication.format == file_format), None)
    if held is None:
        raise NotFound
    response = send_file(held.path, as_attachment=True, download_name=held.file_name,
                         etag=held.sha256[:32], conditional=True)
    response.content_type = held.media_type
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _label(agenda: Agenda) -> str:
    return gettext("%(title)s, %(clock)s hours", title=agenda.title, clock=clock(agenda.minutes))


def _agenda(revision: Revision, agenda_id: str) -> Agenda:
    """Return an agenda of the course as it is served; raise NotFound."""
    found = next((each for each in agendas(revision.course) if each.id == agenda_id), None)
    if found is None:
        raise NotFound
    return found


def _ask(revision: Revision, agenda_id: str) -> None:
    """Put a job for each format that is neither there nor on its way: asking twice costs nothing."""
    data = context.current().settings.data
    for each in _files(revision, agenda_id):
        if each.file is None and not each.is_under_way:
            publication = each.publication
            waiting = Outcome(State.WAITING, __version__)
            if shelf.claim(data, revision.id, publication.part_key(agenda_id), waiting):
                jobs.put("publication", revision.id, publication.name, publication.format, agenda_id)


def _files(revision: Revision, agenda_id: str) -> tuple[ChosenFile, ...]:
    """Return the state of each format; what an older version of the program made is made anew."""
    told = shelf.told(context.current().settings.data, revision.id)
    held = {(f.publication, f.format): f for f in told.files
            if f.part == agenda_id and f.program == __version__ and f.path.is_file()}
    made = []
    for publication in (each for each in PUBLICATIONS if each.name == _NAME):
        outcome = told.outcomes.get(publication.part_key(agenda_id))
        is_ours = outcome is not None and outcome.program == __version__
        made.append(ChosenFile(
            publication, held.get((publication.name, publication.format)),
            outcome.state if outcome and is_ours else None, outcome.reason if outcome and is_ours else ""))
    return tuple(made)
