"""One form on leaves of its own, to be printed by whoever needs no more of the manual."""

from __future__ import annotations

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.walk import descendants
from elearn.kernel.errors import NotFound
from elearn.render.forms import FormRenderer
from elearn.render.numbering import numbering
from elearn.render.publication import Part
from elearn.render.text import ids_of, imprint


class SingleFormRenderer(FormRenderer):
    """A form alone: the list of sources and the pages that its words lead to are not there."""

    publication = "manual"
    has_sources = False
    has_answers = False


def form_parts(revision: Revision) -> tuple[Part, ...]:
    """Return every form of the manual, in its order."""
    return tuple(Part(form.id, form.title) for form in _forms(revision))


def single_form(revision: Revision, form_id: str) -> str:
    """Return the page that the PDF of one form is made of; raise NotFound where there is no such form."""
    form = next((each for each in _forms(revision) if each.id == form_id), None)
    if form is None:
        raise NotFound(f"no form {form_id!r}")
    course = revision.course
    page = SingleFormRenderer(course.header, course.sources, course.rules.content,
                              numbering(revision.open), ids_of(form), is_paged=True)
    page.imprint, page.depth = imprint(page, revision), 1
    return str(page.template("manual/single-form", header=course.header, form=form, body=page.render(form)))


def _forms(revision: Revision) -> list[b.Form]:
    course = revision.course
    return [x for x in descendants((course.chapters, course.modules)) if isinstance(x, b.Form)]
