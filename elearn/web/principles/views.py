"""The instruments the course cites: all of them on one page, and a page for each paragraph."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from elearn.document.cited import canonical
from elearn.kernel.errors import NotFound
from elearn.web import context, languages, paragraphs
from elearn.web.guards import open_to_all
from elearn.web.principles import pages

blueprint = Blueprint("principles", __name__, url_prefix="/<lang:lang>/principles")


@blueprint.get("/")
@open_to_all
def index() -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    held = [(source, pages.rows(revision, source)) for source in revision.open.sources.sources]
    return render_template(
        "principles/index.html", course=revision.open, address=paragraphs.address,
        numbered=[each for each in held if each[1]], others=[source for source, rows in held if not rows])


@blueprint.get("/<paragraph>")
@open_to_all
def paragraph(paragraph: str) -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    asked = paragraphs.reference_at(revision, paragraph)
    if asked is None:
        raise NotFound
    reference = canonical(revision.open.sources, asked)
    if reference != asked:
        return redirect(paragraphs.address(reference), 301)
    return render_template(
        "principles/paragraph.html", course=revision.open, held=pages.paragraph(revision, reference))
