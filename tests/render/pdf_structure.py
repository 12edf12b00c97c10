"""What can be checked of an accessible PDF without a validator: the tree of tags and what it must hold."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Structure:
    """What is wrong with a PDF, and what its headings are, in order."""

    problems: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


def structure_of(pdf: bytes, lang: str) -> Structure:
    """Look at the tags, language, title, headings, table headers, figures, links and fonts of a PDF."""
    found = Structure()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root
        if not root.get("/MarkInfo", {}).get("/Marked"):
            found.problems.append("not tagged")
        if str(root.get("/Lang")) != lang:
            found.problems.append(f"its language is {root.get('/Lang')}")
        if not opened.docinfo.get("/Title") or not root.ViewerPreferences.DisplayDocTitle:
            found.problems.append("no title shown")
        for element in _elements(root.StructTreeRoot):
            _look_at(element, found)
        found.problems += [f"h{a} before h{b}" for a, b in itertools.pairwise(found.headings) if b > a + 1]
        if found.headings[:1] != [1] or found.headings.count(1) != 1:
            found.problems.append(f"headings begin {found.headings[:3]}")
        for number, page in enumerate(opened.pages, start=1):
            found.problems += [f"page {number}: {said}" for said in _page(page)]
    return found


def _elements(node: Any) -> Iterator[Any]:
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _look_at(element: Any, found: Structure) -> None:
    tag = str(element.S).removeprefix("/")
    found.tags.add(tag)
    if tag[0] == "H" and tag[1:].isdigit():
        found.headings.append(int(tag[1:]))
    elif tag == "Table":
        inside = [str(each.S) for each in _elements(element)]
        if "/TH" not in inside:
            found.problems.append("a table without header cells")
    elif tag == "Figure" and not str(element.get("/Alt", "")):
        found.problems.append("a figure without alternative text")
    elif tag == "Link" and not any(str(kid.get("/Type", "")) == "/OBJR" for kid in _kids(element)
                                   if isinstance(kid, pikepdf.Dictionary)):
        found.problems.append("a link that leads nowhere")


def _page(page: Any) -> Iterator[str]:
    for note in page.get("/Annots", []):
        if str(note.Subtype) == "/Link" and not str(note.get("/Contents", "")):
            yield "a link without contents"
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        described = font.DescendantFonts[0].FontDescriptor
        if "/FontFile2" not in described:
            yield f"{font.BaseFont} is not embedded"
    if str(page.get("/Tabs", "")) != "/S":
        yield "its links are not in the order of its tags"
