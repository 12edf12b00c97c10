"""A PDF from a publication's HTML: tagged, with its fonts inside, fetching nothing from outside.

PdfError ← ElearnError
"""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path
from typing import Any

from elearn.kernel import paths
from elearn.kernel.errors import ElearnError
from elearn.render.publication import LacksLibrary

_SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_KINDS = {
    ".css": "text/css", ".ttf": "font/ttf",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
}


class PdfError(ElearnError):
    """The PDF could not be made; the message names what was asked for and refused."""


def pdf_of(html: str) -> bytes:
    """Return the PDF of a page of HTML: the same bytes for the same page.

    Only `asset:` and `media:` addresses are read. Raise PdfError where the page asks for anything
    else, or for a file that is not there. It takes about 0.1 s a page: for the worker and the CLI.
    """
    _require_library()
    from weasyprint.urls import FatalURLFetchingError

    from elearn.render.typesetting import typeset

    # WeasyPrint's subsetter speaks of every table it drops.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    if _CHINESE.search(html):
        # The Chinese font is large: only a page with Chinese signs is made to read it.
        html = html.replace("</head>", '<link rel="stylesheet" href="asset:chinese.css"></head>', 1)
    try:
        return typeset(html, _fetcher())
    except FatalURLFetchingError as error:
        raise PdfError(f"{error}: {error.__cause__}") from error


def _require_library() -> None:
    """Raise LacksLibrary where WeasyPrint, or Pango below it, is not there."""
    try:
        import weasyprint  # noqa: F401
    except ImportError as error:
        raise LacksLibrary("WeasyPrint") from error
    except OSError as error:
        raise LacksLibrary("Pango") from error


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bundled(url: str) -> Path:
    """Return the file that an `asset:` or `media:` address names; raise LookupError for any other.

    `media:` counts from the content folder and reaches `…/media/…` alone.
    """
    scheme, _, name = url.partition(":")
    if scheme not in ("asset", "media") or not _SAFE_NAME.fullmatch(name):
        raise LookupError(f"not allowed: {url}")
    if scheme == "media" and "media" not in name.split("/")[:-1]:
        raise LookupError(f"not a media file: {url}")
    path = paths.shipped("assets" if scheme == "asset" else "content") / name
    if not path.is_file():
        raise LookupError(f"no such file: {url}")
    return path


def _fetcher() -> Any:
    """Return the only way out of a page: into the shipped assets and the content's media."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class BundledFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = bundled(url)
            kind = _KINDS.get(path.suffix.lower())
            if kind is None:
                raise LookupError(f"not a kind of file for a page: {url}")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return BundledFetcher(fail_on_errors=True)
