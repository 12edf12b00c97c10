"""The books cost what they should: what is taken from WeasyPrint's own ways is still there to be taken."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import pikepdf
import pydyf
import pytest
import weasyprint

from elearn.render.pdf import PdfError, pdf_of
from elearn.render.typesetting import plain_style

_OWN = Path(weasyprint.__file__).parent / "css" / "html5_ua.css"


def _page(body: str) -> str:
    return f"<!doctype html><html lang=en><head><title>t</title></head><body>{body}</body></html>"


def test_no_pseudo_element_is_left_that_every_element_would_have() -> None:
    own = _OWN.read_text(encoding="utf-8")
    bare = [line for line in own.splitlines() if line.startswith("::")]
    assert len(bare) == 6
    assert not [line for line in plain_style(own).splitlines() if line.startswith("::")]
    assert "li::marker {" in plain_style(own)


def test_lists_keep_their_markers() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(_page("<h1>x</h1><ol><li>one</li></ol>")))) as opened:
        assert any(str(each.get("/S")) == "/Lbl" for each in opened.objects
                   if isinstance(each, pikepdf.Dictionary))


def test_pages_are_listed_once_for_all_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_of(_page("<h1>x</h1>"))
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({}))
    assert pdf.page_references is pdf.page_references
    pdf.add_page(pydyf.Dictionary({}))
    assert len(pdf.page_references) == 2


@pytest.mark.parametrize("body", ["<h1>x</h1>", "<h1>x</h1><img src='media:nowhere/media/a.svg' alt=x>"])
def test_the_collector_works_again_afterwards(body: str) -> None:
    assert gc.isenabled()
    try:
        pdf_of(_page(body))
    except PdfError:
        assert "nowhere" in body
    assert gc.isenabled()


def test_a_long_book_of_references_is_laid_out_three_times_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint import layout

    rounds, every = [], layout.make_all_pages

    def counted(*values: object) -> object:
        rounds.append(1)
        return every(*values)

    monkeypatch.setattr(layout, "make_all_pages", counted)
    filler = "<p>Words of some length that fill a page of a book.</p>" * 30
    chapters = "".join(
        f"<h2 id=c{n} style='break-before: page'>Chapter {n}</h2>"
        + "".join(f"<p>{'See there, as it stands in another place, ' * 2}"
                  f"<a class=page-ref href=#c{(n * 7 + k) % 20} data-before='page ' data-after='.'></a></p>"
                  for k in range(9)) + filler for n in range(20))
    style = "<link rel=stylesheet href=asset:print.css><style>html {counter-reset: page 300}</style>"
    pdf_of(_page(f"<h1>x</h1>{chapters}").replace("</head>", f"{style}</head>"))
    assert len(rounds) <= 3
