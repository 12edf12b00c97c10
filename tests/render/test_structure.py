"""Every PDF that the register holds is tagged, titled and whole, in every script."""

from __future__ import annotations

import pytest

from elearn.document.catalogue import Revision
from elearn.render.pdf import pdf_of
from elearn.render.publication import Publication
from elearn.render.publications import PUBLICATIONS
from tests.factories.constructs import every_revision
from tests.factories.scripts import revision_in
from tests.render.pdf_structure import structure_of

_PDFS = [publication for publication in PUBLICATIONS if publication.format == "pdf"]


@pytest.fixture(scope="module", params=["en", "ar", "zh", "ru"])
def course(request: pytest.FixtureRequest) -> Revision:
    lang: str = request.param
    return every_revision() if lang == "en" else revision_in(lang)


@pytest.mark.parametrize("publication", _PDFS, ids=lambda each: each.name)
def test_a_pdf_has_all_that_a_screen_reader_needs(publication: Publication, course: Revision) -> None:
    parts = publication.parts(course)[:2]
    assert parts
    for part in parts:
        found = structure_of(publication.build(course, part.key), course.lang)
        assert not found.problems
        assert found.tags >= {"Document", "H1", "P"}


@pytest.mark.parametrize(("body", "problem"), [
    ("<h2>Second first</h2>", "headings begin [2]"),
    ("<h1>One</h1><h3>Three</h3>", "h1 before h3"),
    ("<h1>One</h1><table><tr><td>No header</td></tr></table>", "a table without header cells"),
    ("<h1>One</h1><svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>",
     "a figure without alternative text"),
    ("<h1>One</h1><a href='#nowhere'>x</a>", "a link that leads nowhere"),
    ("<h1>One</h1>", "its language is fr"),
])
def test_what_is_wrong_is_found(body: str, problem: str) -> None:
    lang = "fr" if "fr" in problem else "en"
    made = pdf_of(f"<!doctype html><html lang={lang}><title>t</title><body>{body}</body></html>")
    assert problem in structure_of(made, "en").problems
