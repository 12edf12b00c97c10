"""Python-Markdown's element tree into typed nodes: a closed list of tags, and an error for any other.

Exceptions: ValueError
    └── UnexpectedMarkup    an element or address that no author can have meant
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from elearn.document import nodes as n
from elearn.source.inline import FIRST_MARK

Cited = tuple[tuple[n.Reference, ...], ...]

_MARK = re.compile("([\ue000-\uf8ff])")
_WIDE = r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]"
_WIDE_WRAP = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
_SCHEMES = ("https://", "mailto:", "#")
_ALIGNMENTS = {"text-align: left;": "start", "text-align: center;": "center", "text-align: right;": "end"}


class UnexpectedMarkup(ValueError):
    """Markdown made something of the text that has no place in a course."""


def block_nodes(parent: Element, cited: Cited) -> tuple[n.Prose, ...]:
    """Return the prose below `parent`; raise UnexpectedMarkup on any tag that is not on the list."""
    return tuple(_block(element, cited) for element in parent)


def inline_nodes(parent: Element, cited: Cited) -> n.Inlines:
    """Return the text and spans of `parent`, line ends made spaces."""
    found = list(_inlines(parent, cited))
    while found and isinstance(found[-1], n.Text) and not found[-1].text.strip():
        found.pop()
    return tuple(found)


def _block(element: Element, cited: Cited) -> n.Prose:
    match element.tag:
        case "p":
            return n.Paragraph(inline_nodes(element, cited))
        case "ul":
            return n.BulletList(tuple(_item(each, cited) for each in element))
        case "ol":
            start = element.get("start", "1")
            return n.NumberedList(tuple(_item(each, cited) for each in element), int(start))
        case "table":
            return _table(element, cited)
        case "blockquote":
            return n.Quote(block_nodes(element, cited))
        case "hr":
            return n.Rule()
    raise UnexpectedMarkup(element.text or str(element.tag))


def _item(element: Element, cited: Cited) -> n.ListItem:
    """Return a list item; what stands bare in a tight one becomes its first paragraph."""
    if element.tag != "li":
        raise UnexpectedMarkup(str(element.tag))
    bare, blocks = Element("p"), []
    bare.text = element.text
    for child in element:
        if child.tag in ("p", "ul", "ol", "table", "blockquote", "hr"):
            blocks.append(child)
            if child.tail and child.tail.strip():
                raise UnexpectedMarkup(child.tail.strip())
        elif blocks:
            raise UnexpectedMarkup(str(child.tag))
        else:
            bare.append(child)
    first = inline_nodes(bare, cited)
    body = [n.Paragraph(first)] if first else []
    return n.ListItem((*body, *(_block(each, cited) for each in blocks)))


def _table(element: Element, cited: Cited) -> n.Table:
    rows = [tuple(row) for part in element for row in part]
    if [part.tag for part in element] != ["thead", "tbody"] or len({len(row) for row in rows}) != 1:
        raise UnexpectedMarkup("|")
    cells = tuple(tuple(inline_nodes(cell, cited) for cell in row) for row in rows)
    alignments = tuple(_ALIGNMENTS.get(cell.get("style", ""), "") for cell in rows[0])
    return n.Table(cells[0], cells[1:], alignments)


def _inlines(parent: Element, cited: Cited) -> Iterator[n.Inline]:
    yield from _texts(parent.text, cited, is_first=True)
    for child in parent:
        node = _inline(child, cited)
        yield node
        yield from _texts(child.tail, cited, is_first=isinstance(node, n.LineBreak))


def _inline(element: Element, cited: Cited) -> n.Inline:
    match element.tag:
        case "em":
            return n.Emphasis(inline_nodes(element, cited))
        case "strong":
            return n.Strong(inline_nodes(element, cited))
        case "code":
            return n.Code(_plain(element.text or ""))
        case "br":
            return n.LineBreak()
        case "a":
            target = element.get("href", "")
            if not target.startswith(_SCHEMES) or set(element.keys()) != {"href"}:
                raise UnexpectedMarkup(target)
            return n.Link(target, inline_nodes(element, cited))
    raise UnexpectedMarkup(element.text or str(element.tag))


def _texts(text: str | None, cited: Cited, is_first: bool) -> Iterator[n.Inline]:
    for part in _MARK.split(_plain(text or "", is_first)):
        if _MARK.fullmatch(part):
            yield n.Citation(cited[ord(part) - FIRST_MARK])
        elif part:
            yield n.Text(part)


def _plain(text: str, is_first: bool = False) -> str:
    text = _WIDE_WRAP.sub("", text.lstrip("\n ") if is_first else text)
    return re.sub(r" *\n *", " ", text)
