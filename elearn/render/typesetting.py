"""How WeasyPrint is asked for a PDF: the same pages as it sets by itself, for half the time and memory.

Everything here leans on the one line of releases that `pyproject.toml` admits; its tests say what broke.
"""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

# WeasyPrint works out a style of each of these for every element, and a book uses none of them.
_FOOTNOTES = re.compile(r"^::(?:foot)?note-[a-z]+ \{.*\}$", re.MULTILINE)
_MARKER = re.compile(r"^::marker(?= \{)", re.MULTILINE)


def typeset(html: str, fetcher: Any) -> bytes:
    """Return the PDF of a page of HTML, tagged; the same bytes for the same page."""
    import weasyprint

    class Page(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [_plain_style()]

    _remember_page_references()
    with _without_collecting():
        document = Page(string=html, base_url="asset:", url_fetcher=fetcher).render(pdf_variant="pdf/ua-1")
        _let_go(document)
        made = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return _packed(made)


@cache
def _plain_style() -> Any:
    """Return WeasyPrint's own style sheet without the pseudo-elements of notes, markers for items alone."""
    import weasyprint

    path = Path(weasyprint.__file__).parent / "css" / "html5_ua.css"
    return weasyprint.CSS(string=plain_style(path.read_text(encoding="utf-8")))


def plain_style(own: str) -> str:
    """Return a style sheet of the library without what costs a style for every element."""
    return _MARKER.sub("li::marker", _FOOTNOTES.sub("", own))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking through millions of boxes for waste while nothing of them is waste."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _let_go(document: Any) -> None:
    """Free what was needed for the layout alone; a drawing of shapes would hold all of it to the end."""
    for page in document.pages:
        for box in page._page_box.descendants():
            picture: Any = getattr(box, "replacement", None)
            if hasattr(picture, "_context"):
                picture._context = None
    gc.collect()


@cache
def _remember_page_references() -> None:
    """Let pydyf list the pages once for all tags, where it lists all of them again for each tag."""
    import pydyf  # type: ignore[import-untyped]

    listed = pydyf.PDF.page_references.fget

    def page_references(self: Any) -> Any:
        count, known = self.__dict__.get("_listed", (0, ()))
        if count != len(self.pages["Kids"]):
            count, known = self._listed = len(self.pages["Kids"]), listed(self)
        return known

    pydyf.PDF.page_references = property(page_references)


def _packed(made: bytes) -> bytes:
    """Return a PDF compressed, its identifier drawn from what it holds: C is quicker at it than Python."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(packed, deterministic_id=True, compress_streams=True,
                    object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()
