"""The certificate and the letter of hours: one page, tagged, the same bytes, whatever the name."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest

from elearn.document.certificate import CertificateSheet
from elearn.render.certificate import (
    Paper,
    certificate_html,
    certificate_pdf,
    letter_pdf,
    letters_not_printed,
    qr,
)

SHEET = CertificateSheet(
    code="7Q2M-XKTA-93ZD-VHP0-B1NC", name="Amara Okello", course="Judicial Conduct and Ethics",
    edition="international", revision="ab12cd34ef56" * 5, lang="en", route="e-learning", minutes=270,
    started_on=date(2026, 10, 1), completed_on=date(2026, 11, 22), issued_on=date(2026, 11, 23),
    address="https://ethics.example.org/verify/7Q2M-XKTA-93ZD-VHP0-B1NC", issuer="did:key:z6MkExample")
LONG = ("Maria Aparecida da Conceição de Albuquerque e Vasconcelos Figueiredo do Nascimento Rodrigues "
        "Sant’Anna-Übelmesser")
SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


def _text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def _tags(pdf: bytes) -> list[tuple[str, str]]:
    def walk(node: object) -> list[tuple[str, str]]:
        if isinstance(node, pikepdf.Array):
            return [found for each in node for found in walk(each)]
        if not isinstance(node, pikepdf.Dictionary):
            return []
        here = [(str(node.S), str(node.get("/Alt", "")))] if "/S" in node else []
        return here + (walk(node.K) if "/K" in node else [])

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en" and opened.Root.MarkInfo.Marked
        return walk(opened.Root.StructTreeRoot.K)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("make", [certificate_pdf, letter_pdf])
def test_every_field_is_on_one_page_of_the_paper(make: object, paper: Paper) -> None:
    pdf = make(SHEET, paper)  # type: ignore[operator]
    said = _text(pdf)
    for word in (SHEET.name, SHEET.course, SHEET.code, SHEET.short_revision, "International edition",
                 "English", "E-learning", "4 hours 30 minutes", "22 November 2026", "23 November 2026",
                 "did:key:z6Mk"):
        assert word in said, word
    assert SHEET.address in said.replace(" ", "")
    assert "endorsed" in said and "No international organisation" in said
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == SIZES[paper]


def test_the_letter_says_when_it_was_begun_and_that_the_council_decides() -> None:
    said = _text(letter_pdf(SHEET, Paper.A4))
    assert "1 October 2026" in said and "for the council to decide" in said and "nominal" in said


def test_it_is_tagged_and_the_code_to_scan_says_what_it_is() -> None:
    tags = _tags(certificate_pdf(SHEET, Paper.A4))
    kinds = [kind for kind, _ in tags]
    assert kinds.count("/H1") == 1 and "/TH" in kinds and "/Table" in kinds
    assert [alt for kind, alt in tags if kind == "/Figure"] == [
        "QR code: the address where this certificate can be checked"]


def test_the_same_sheet_is_the_same_bytes_and_another_is_not() -> None:
    first = certificate_pdf(SHEET, Paper.A4)
    assert first == certificate_pdf(SHEET, Paper.A4)
    assert first != certificate_pdf(replace(SHEET, minutes=271), Paper.A4)


@pytest.mark.parametrize(("name", "font"), [
    ("القاضية أمينة بنت عبد الرحمن", "Amiri"), ("欧阳娜娜", "NotoSansSC"),
    ("Светлана Анатольевна Щербакова", "SourceSerif4"), ("Nguyễn Thị Ánh Tuyết", "SourceSerif4"),
    ("Ελένη Παπαδοπούλου", "SourceSerif4"), (LONG, "SourceSerif4"),
])
def test_names_of_every_script_are_drawn_with_a_font_inside(name: str, font: str) -> None:
    assert letters_not_printed(name) == ""
    pdf = certificate_pdf(replace(SHEET, name=name), Paper.LETTER)
    said = unicodedata.normalize("NFKC", _text(pdf))
    assert set(name) - {" "} <= set(said)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {str(each.BaseFont).replace("-", "") for each in opened.pages[0].Resources.Font.values()}
    assert any(font in each for each in fonts), fonts


def test_letters_no_font_holds_are_told() -> None:
    assert letters_not_printed("Amara नरेन्द्र") == "".join(dict.fromkeys("नरेन्द्र"))
    assert letters_not_printed("𠮷田") == "𠮷"


def test_a_right_to_left_page_is_set_so() -> None:
    html = certificate_html(replace(SHEET, lang="ar"), Paper.A4)
    assert '<html lang="ar" dir="rtl">' in html


def test_names_and_addresses_cannot_bring_markup() -> None:
    html = certificate_html(replace(SHEET, name='<img src="file:///etc/passwd">'), Paper.A4)
    assert "<img" not in html
    assert "<script" not in qr("https://example.org/verify/x", "<script>alert(1)</script>")


@pytest.mark.parametrize(("minutes", "said"), [
    (0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"),
    (600, "10 hours"),
])
def test_hours_are_said_in_words(minutes: int, said: str) -> None:
    assert f"<td>{said} <span" in certificate_html(replace(SHEET, minutes=minutes), Paper.A4)
