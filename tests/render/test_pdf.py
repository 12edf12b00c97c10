"""The PDFs are tagged, whole in themselves, the same each time, and their page numbers are true."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Chapter, Section
from elearn.render.manual import trainers_manual
from elearn.render.pdf import PdfError, bundled, page_count, pdf_of
from tests.factories import courses as small
from tests.factories.scripts import OPTION, SENTENCE, TITLE, arabic_revision
from tests.render.conftest import built, pages_of


def _page_with(pages: list[str], words: str, start: int = 0) -> int:
    """Return the printed number of the first page from `start` on that has `words`."""
    return next(i for i, page in enumerate(pages, 1) if i >= start and words in " ".join(page.split()))


def test_the_answers_of_the_pdf_are_at_its_back(text_pdf: bytes, tmp_path: Path) -> None:
    pages = pages_of(text_pdf, tmp_path)
    back = _page_with(pages, "Read the answer to a question when you have given your own.")
    told = (small.PLANTED_FEEDBACK, small.PLANTED_EXPLANATION, small.PLANTED_MODEL, small.PLANTED_DEBRIEF)
    for word in told:
        assert _page_with(pages, word) >= back
    assert not [word for word in (small.PLANTED_TRAINER, small.PLANTED_SLOT_NOTE, small.PLANTED_BANK)
                if word in "\n".join(pages)]


def test_page_references_lead_both_ways_to_the_right_page(text_pdf: bytes, tmp_path: Path) -> None:
    pages = pages_of(text_pdf, tmp_path)
    asked = _page_with(pages, "How comfortable would you be?")
    answer = int(re.findall(r"no right one\. answer on page (\d+)", " ".join(pages[asked - 1].split()))[0])
    told = " ".join(pages[answer - 1].split())
    assert f"Question 6 question on page {asked}" in told


def test_a_scenario_sends_its_reader_to_the_right_page(text_pdf: bytes, tmp_path: Path) -> None:
    pages = pages_of(text_pdf, tmp_path)
    [page] = re.findall(r"Accept\. turn to 2, page (\d+)", " ".join("".join(pages).split()))
    assert "A gift is handed to you." in pages[int(page) - 1]
    [page] = re.findall(r"Keep it\. turn to \d+, page (\d+)", " ".join("".join(pages).split()))
    assert "The story ends." in pages[int(page) - 1]


def test_a_link_in_the_manual_names_its_page_but_a_term_none(revision: Revision, tmp_path: Path) -> None:
    leads = n.Paragraph((n.Link("#m2-s1", small.words("the wedding")), n.Text(" and "),
                         n.Link("#g-recusal", small.words("recusal")), n.Text(".")))
    chapter = Chapter("manual-new", "New", 0, (Section("manual-new", 1, (), (leads,)),))
    course = dataclasses.replace(revision.course, chapters=(*revision.course.chapters, chapter))
    made = revision_of(course, small.small_bank())
    assert "(page" not in trainers_manual(made, is_paged=False)
    pages = pages_of(pdf_of(trainers_manual(made, is_paged=True)), tmp_path)
    [page] = re.findall(r"the wedding \(page (\d+)\) and recusal\.", " ".join("".join(pages).split()))
    assert "The wedding" in pages[int(page) - 1]


def test_the_contents_name_the_right_pages(text_pdf: bytes, manual_pdf: bytes, tmp_path: Path) -> None:
    for pdf, title in ((text_pdf, "Arranging"), (manual_pdf, "Arranging"), (text_pdf, "Glossary")):
        pages = pages_of(pdf, tmp_path)
        at = _page_with(pages, "Contents")
        [page] = re.findall(rf"{title}[^\n]*?\. (\d+)\n", pages[at - 1] + "\n")
        assert title in pages[int(page) - 1]


def test_the_paragraph_stands_in_the_margin(text_pdf: bytes, tmp_path: Path) -> None:
    pages = "\n".join(pages_of(text_pdf, tmp_path))
    assert re.search(r"^ *§\s2\.5 +The dinner", pages, re.M)


@pytest.mark.parametrize("name", ["text_pdf", "manual_pdf"])
def test_a_pdf_is_tagged_titled_bookmarked_and_in_a_language(
        name: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(name))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo.Title).startswith("A small course: ")
        assert str(pdf.docinfo.CreationDate).startswith("D:20260115")
        with pdf.open_outline() as outline:
            first = next(item for item in outline.root if item.title == "First module")
            assert next(child.title for child in first.children).endswith("Choosing")


def test_every_font_is_inside_and_is_ours(text_pdf: bytes, manual_pdf: bytes) -> None:
    for pdf in (text_pdf, manual_pdf):
        for page in PdfReader(io.BytesIO(pdf)).pages:
            for font in page["/Resources"].get("/Font", {}).values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert "/FontFile2" in inner["/FontDescriptor"].get_object()
                assert re.search(r"Source-Serif|Noto-Sans|Amiri", font.get_object()["/BaseFont"])


def test_the_same_revision_gives_the_same_bytes(revision: Revision, text_pdf: bytes) -> None:
    assert built(revision, "self-directed", "pdf") == text_pdf


@pytest.mark.parametrize("name", ["self-directed", "manual"])
def test_arabic_runs_from_right_to_left_and_can_be_read_out(name: str, tmp_path: Path) -> None:
    revision = arabic_revision()
    page = built(revision, name, "html").decode()
    assert '<html lang="ar" dir="rtl">' in page
    pdf = built(revision, name, "pdf")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "ar"
    read = " ".join("\n".join(pages_of(pdf, tmp_path)).split())
    for said in (TITLE, SENTENCE, OPTION):
        assert said in page
        assert said in read.replace("\u202b", "").replace("\u202c", "")


@pytest.mark.parametrize("asked", [
    '<img src="https://example.org/spy.png" alt="">',
    '<img src="file:///etc/passwd" alt="">',
    '<img src="asset:../kernel/config.py" alt="">',
    '<img src="media:bangalore_principles/en/glossary.md" alt="">',
    '<img src="asset:fonts/none.png" alt="">',
    '<link rel="stylesheet" href="http://127.0.0.1/x.css">',
    '<style>@import "file:///etc/hostname";</style>',
    '<p style="background: url(ftp://example.org/x.png)">x</p>',
])
def test_a_page_that_asks_for_anything_from_outside_is_no_pdf(asked: str) -> None:
    with pytest.raises(PdfError):
        pdf_of(f"<!doctype html><html lang=en><title>t</title><body>{asked}</body></html>")


@pytest.mark.parametrize("address", [
    "asset:/etc/passwd", "asset:fonts/../../kernel/db.py", "asset:.hidden", "media:a/media/../x.png",
    "asset:fonts//x", "data:text/css,x", "asset:", "media:sources.toml",
    "media:bangalore_principles/sources.toml",
])
def test_only_shipped_files_have_an_address(address: str) -> None:
    with pytest.raises(LookupError):
        bundled(address)


def test_pages_are_counted(text_pdf: bytes) -> None:
    assert page_count(text_pdf) == len(PdfReader(io.BytesIO(text_pdf)).pages) > 8
