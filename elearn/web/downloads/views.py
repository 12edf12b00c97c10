"""What can be taken away: the text to print for everyone, the manual for trainers and staff."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, send_file
from flask.typing import ResponseReturnValue

from elearn.document.catalogue import Revision
from elearn.kernel.errors import NotFound
from elearn.render import shelf
from elearn.render.publications import PUBLICATIONS, Publication, find
from elearn.render.shelf import ShelfFile
from elearn.web import context, identity, languages
from elearn.web.downloads import chosen
from elearn.web.downloads.room import MANUAL_ROLES, blueprint
from elearn.web.guards import for_roles, open_to_all

__all__ = ["blueprint", "chosen"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A publication as offered; `file` is None while it is being prepared."""

    publication: Publication
    file: ShelfFile | None


@blueprint.get("/downloads")
@open_to_all
def index() -> ResponseReturnValue:
    revision, reader = _revision(), identity.principal()
    may_have_manual = reader is not None and reader.may(*MANUAL_ROLES)
    return render_template(
        "downloads/index.html", course=revision.open, may_have_manual=may_have_manual,
        offers=[offer for offer in _offers(revision)
                if may_have_manual or not offer.publication.is_for_trainers])


@blueprint.get("/downloads/<name>.<file_format>")
@open_to_all
def publication(name: str, file_format: str) -> ResponseReturnValue:
    """Send a publication that is for everyone; one for trainers has an address of its own."""
    return _send(name, file_format, is_for_trainers=False)


@blueprint.get("/downloads/manual.<file_format>")
@for_roles(*MANUAL_ROLES)
def manual(file_format: str) -> ResponseReturnValue:
    return _send("manual", file_format, is_for_trainers=True)


def _revision() -> Revision:
    return context.current().revision(languages.current())


def _offers(revision: Revision) -> list[Offer]:
    files = shelf.files(context.current().settings.data, revision.id)
    by_name = {(each.publication, each.format): each for each in files if not each.part}
    return [Offer(each, by_name.get((each.name, each.format))) for each in PUBLICATIONS]


def _send(name: str, file_format: str, *, is_for_trainers: bool) -> Response:
    wanted = find(name, file_format)
    if wanted is None or wanted.is_for_trainers is not is_for_trainers:
        raise NotFound
    held = next((offer.file for offer in _offers(_revision()) if offer.publication is wanted), None)
    if held is None:
        raise NotFound
    # Always as a file to save: opened from this address, its own styles would be refused.
    response = send_file(
        held.path, as_attachment=True, download_name=held.file_name, etag=held.sha256[:32],
        conditional=True)
    response.content_type = held.media_type
    response.headers["Cache-Control"] = "private, no-cache"
    return response
