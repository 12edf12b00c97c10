"""A page of HTML as a tree of XHTML, for formats that are stricter than a browser."""

from __future__ import annotations

import xml.etree.ElementTree as Tree
from html.parser import HTMLParser

NAMESPACE = "http://www.w3.org/1999/xhtml"

_EMPTY = frozenset({"br", "hr", "img", "link", "meta", "col", "input", "wbr"})


def tree(html: str) -> Tree.Element:
    """Return the `html` element of a page; raise ValueError where an element is not closed in its turn.

    The pages are our own, so nothing is guessed: what a browser would mend is an error here.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) != 1 or len(reader.open[0]) != 1:
        raise ValueError(f"not closed: {', '.join(each.tag for each in reader.open[1:])}")
    return reader.open[0][0]


def written(element: Tree.Element) -> bytes:
    """Return an `html` element as a file of XHTML."""
    element.set("xmlns", NAMESPACE)
    made = Tree.tostring(element, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{made}\n'.encode()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Tree.Element] = [Tree.Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Tree.SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) < 2 or self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> closes <{self.open[-1].tag}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        within = self.open[-1]
        if len(within):
            within[-1].tail = (within[-1].tail or "") + data
        elif len(self.open) > 1:
            within.text = (within.text or "") + data
