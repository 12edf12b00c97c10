"""What can be taken away: the text to print for everyone, the manual for trainers and staff."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.principal import STAFF
from elearn.document.catalogue import Revision
from elearn.kernel.errors import NotFound
from elearn.render import proof, shelf
from elearn.render.manifest import ShelfFile
from elearn.render.publication import Publication
from elearn.render.publications import find
from elearn.web import context, identity, languages
from elearn.web.downloads import chosen, offers, wording
from elearn.web.downloads.room import MANUAL_ROLES, blueprint
from elearn.web.guards import for_roles, open_to_all

__all__ = ["blueprint", "chosen"]


@blueprint.get("/downloads")
@open_to_all
def index() -> ResponseReturnValue:
    revision, reader = _revision(), identity.principal()
    is_trainer = reader is not None and reader.may(*MANUAL_ROLES)
    return render_template(
        "downloads/index.html", course=revision.open, revision=revision, may_have_manual=is_trainer,
        shelf=offers.shelf_of(revision, with_trainers=is_trainer), headings=wording.headings(),
        formats=wording.formats(), address=address,
        may_see_parity=reader is not None and reader.may(*STAFF))


@blueprint.get("/downloads/<name>.<file_format>", defaults={"part": ""})
@blueprint.get("/downloads/<name>/<part>.<file_format>")
@open_to_all
def publication(name: str, file_format: str, part: str) -> ResponseReturnValue:
    """Send a publication that is for everyone; one for trainers has an address of its own."""
    return _send(name, file_format, part, is_for_trainers=False)


@blueprint.get("/downloads/manual.<file_format>", defaults={"name": "manual", "part": ""})
@blueprint.get("/downloads/trainers/<name>.<file_format>", defaults={"part": ""})
@blueprint.get("/downloads/trainers/<name>/<part>.<file_format>")
@for_roles(*MANUAL_ROLES)
def manual(name: str, file_format: str, part: str) -> ResponseReturnValue:
    """Send a publication that is for trainers."""
    return _send(name, file_format, part, is_for_trainers=True)


@dataclass(frozen=True, slots=True)
class Omission:
    """What is not simply there, gathered by publication, kind and reason."""

    publication: str
    kind: str
    state: str
    reason: str
    things: tuple[str, ...]


@blueprint.get("/downloads/parity")
@for_roles(*STAFF)
def parity() -> ResponseReturnValue:
    """Show what each publication holds of the course, and why it leaves out what it leaves out."""
    revision = _revision()
    rows = shelf.parity_rows(context.current().settings.data, revision.id)
    gathered: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        if row.state is not proof.State.PRESENT:
            gathered.setdefault((row.publication, row.kind, row.state, row.reason), []).append(row.thing)
    omissions = [Omission(*key, tuple(things)) for key, things in gathered.items()]
    return render_template(
        "downloads/parity.html", course=revision.open, counts=proof.counts(rows), omissions=omissions)


def address(file: ShelfFile, publication: Publication) -> str:
    """Return where a file is fetched."""
    endpoint = ".manual" if publication.is_for_trainers else ".publication"
    return url_for(endpoint, name=file.publication, part=file.part, file_format=file.format)


def _revision() -> Revision:
    return context.current().revision(languages.current())


def _send(name: str, file_format: str, part: str, *, is_for_trainers: bool) -> Response:
    wanted = find(name, file_format)
    if wanted is None or wanted.is_for_trainers is not is_for_trainers:
        raise NotFound
    held = offers.file_of(_revision(), wanted, part)
    if held is None:
        raise NotFound
    # Always as a file to save: opened from this address, its own styles would be refused.
    response = send_file(
        held.path, as_attachment=True, download_name=held.file_name, etag=held.sha256[:32],
        conditional=True)
    response.content_type = held.media_type
    response.headers["Cache-Control"] = "private, no-cache"
    return response
