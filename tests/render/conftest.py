"""What the render tests share: the small course made into each publication once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from elearn.document.catalogue import Revision
from elearn.render.publications import find
from tests.factories.courses import small_revision


@pytest.fixture(scope="session")
def revision() -> Revision:
    return small_revision()


def built(revision: Revision, name: str, file_format: str) -> bytes:
    """Build one publication."""
    publication = find(name, file_format)
    assert publication is not None
    return publication.build(revision)


@pytest.fixture(scope="session")
def text_html(revision: Revision) -> str:
    return built(revision, "self-directed", "html").decode()


@pytest.fixture(scope="session")
def manual_html(revision: Revision) -> str:
    return built(revision, "manual", "html").decode()


@pytest.fixture(scope="session")
def text_pdf(revision: Revision) -> bytes:
    return built(revision, "self-directed", "pdf")


@pytest.fixture(scope="session")
def manual_pdf(revision: Revision) -> bytes:
    return built(revision, "manual", "pdf")


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the words of each page, as pdftotext reads them."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-layout", str(path), "-"], capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]
