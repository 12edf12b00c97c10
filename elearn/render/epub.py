"""The self-directed text as an EPUB 3: the same page, cut into a file a unit, with its own contents."""

from __future__ import annotations

import mimetypes
import xml.etree.ElementTree as Tree
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from elearn.document.catalogue import Revision
from elearn.kernel import paths
from elearn.render.fixed_zip import fixed_zip
from elearn.render.styles import sheet
from elearn.render.templating import environment
from elearn.render.text import self_directed
from elearn.render.xhtml import tree, written

_PICTURES = "media"
_CUT_AT = frozenset({"cover", "part", "module", "unit", "unit-answers"})
_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


@dataclass
class Piece:
    """One file of the book. `level` is its depth in the contents, from 1."""

    name: str
    title: str
    level: int
    body: Tree.Element

    @property
    def ids(self) -> Iterator[str]:
        return (each.get("id", "") for each in self.body.iter() if each.get("id"))


def self_directed_epub(revision: Revision) -> bytes:
    """Return the text as an EPUB whose bytes depend on the revision alone."""
    page = tree(self_directed(revision, is_paged=False, pictures_in=_PICTURES))
    pieces = _pieces(page)
    places = {each: piece.name for piece in pieces for each in piece.ids}
    pictures = sorted({name for piece in pieces for name in _pictures(piece.body)})
    files = [(piece.name, _file(revision, piece, places)) for piece in pieces]
    values = {
        "header": revision.course.header, "revision": revision, "pieces": pieces, "nested": _nested(pieces),
        "uid": UUID(revision.id[:32]), "pictures": [(each, _kind(each)) for each in pictures]}
    made = environment(revision.lang)
    package, contents = (made.get_template(f"epub/{name}").render(**values).encode()
                         for name in ("package.opf", "nav.xhtml"))
    content = paths.shipped("content") / revision.course.rules.content
    style = f"{sheet('paper.css')}\n{sheet('epub.css')}".encode()
    return fixed_zip([
        ("mimetype", b"application/epub+zip"), ("META-INF/container.xml", _CONTAINER),
        ("book/package.opf", package), ("book/nav.xhtml", contents),
        ("book/style.css", style),
        *((f"book/{name}", content) for name, content in files),
        *((f"book/{each}", (content / each).read_bytes()) for each in pictures),
    ], stored={"mimetype"})


def _pieces(page: Tree.Element) -> list[Piece]:
    """Cut a page where a cover, part, module, unit or the answers of a unit begin.

    The printed contents are left behind: an EPUB has its own.
    """
    body = page.find("body")
    assert body is not None
    for parent in list(body.iter()):
        for child in list(parent):
            if child.get("id") == "part-contents":
                parent.remove(child)
    return [*_cut(body, 1)]


def _cut(within: Tree.Element, level: int) -> Iterator[Piece]:
    for element in list(within):
        if _CUT_AT & set(element.get("class", "").split()):
            inner = [*_cut(element, level + 1)]
            heading = next((each for each in element.iter() if each.tag in ("h1", "h2", "h3")), None)
            title = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
            yield Piece(_name(element), title, level, element)
            yield from inner
            within.remove(element)
        elif element.tag == "main":
            yield from _cut(element, level)


def _name(element: Tree.Element) -> str:
    """Return a file name that follows from the ids of the author, never from a place in the book."""
    own = element.get("id") or next(
        (f"answers-{each.get('id')}" for each in element.iter() if each.get("id")),
        element.get("class", ""))
    return f"{own.removeprefix('part-')}.xhtml"


def _file(revision: Revision, piece: Piece, places: dict[str, str]) -> bytes:
    """Return a piece as a file of its own, its links leading to the files that hold their ends."""
    for each in piece.body.iter("a"):
        target = each.get("href", "")
        if target.startswith("#"):
            name = places.get(target[1:], piece.name)
            each.set("href", target if name == piece.name else f"{name}{target}")
    root = Tree.Element("html", {
        "lang": revision.lang, "xml:lang": revision.lang, "dir": revision.course.header.direction})
    head, body = Tree.SubElement(root, "head"), Tree.SubElement(root, "body")
    Tree.SubElement(head, "title").text = piece.title or revision.course.header.title
    Tree.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    body.append(piece.body)
    return written(root)


def _pictures(body: Tree.Element) -> Iterator[str]:
    return (each.get("src", "") for each in body.iter("img"))


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _nested(pieces: list[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """Return the pieces of the first level, each with those below it; the cover is not in the contents."""
    found: list[tuple[Piece, list[Piece]]] = []
    for piece in pieces:
        if piece.level == 1:
            found.append((piece, []))
        else:
            found[-1][1].append(piece)
    return [each for each in found if each[0].name != "cover.xhtml"]
