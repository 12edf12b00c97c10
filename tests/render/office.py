"""How the tests read office files: by their own libraries, and by what stands in the XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import pptx
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(made: bytes) -> Any:
    """Return a Word document."""
    return docx.Document(io.BytesIO(made))


def deck(made: bytes) -> Any:
    """Return a deck of slides."""
    return pptx.Presentation(io.BytesIO(made))


def part(made: bytes, name: str) -> Any:
    """Return one XML part of an office file."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def dates(made: bytes) -> set[tuple[int, ...]]:
    """Return when the members of an office file say they were made."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {member.date_time for member in archive.infolist()}


def words(node: Any) -> str:
    """Return the words below an element of either kind."""
    return "".join(text.text or "" for text in node.iter(f"{W}t", f"{A}t"))


def paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Yield the style and the words of each paragraph, tables included, in the order of reading."""
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        yield (style.get(f"{W}val") if style is not None else ""), words(paragraph)
