"""Prose: lines of Markdown into typed nodes, by Python-Markdown's tree and a closed list of tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from elearn.document import nodes as n
from elearn.source import inline
from elearn.source.findings import Line
from elearn.source.prose_lines import ProseLine, arrange, is_within_limits
from elearn.source.reading import Reading
from elearn.source.tree import UnexpectedMarkup, block_nodes, inline_nodes

_UNUSED_BLOCKS = ("code", "hashheader", "setextheader", "reference")
_UNUSED_INLINES = (
    "escape",
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
)
_ITEM = re.compile(r"(?:-|\d\.) $")
_EMPHASIS_LEFT = re.compile(r"[*`]|(?<!\w)__|__(?!\w)")


def _reader() -> Markdown:
    """Return Python-Markdown with everything taken out that authors may not use."""
    reader = Markdown(extensions=["tables", "sane_lists"], tab_length=2)
    for name in _UNUSED_BLOCKS:
        reader.parser.blockprocessors.deregister(name)
    for name in _UNUSED_INLINES:
        reader.inlinePatterns.deregister(name)
    return reader


_READER = _reader()


def prose(lines: Sequence[Line], reading: Reading) -> tuple[n.Prose, ...]:
    """Return the prose of a run of lines; nothing where it has problems, which are then reported."""
    lines = trimmed(lines)
    if not lines or not is_within_limits(lines, reading):
        return ()
    before = len(reading.findings)
    arranged = arrange(lines, reading)
    found, cited = inline.marked(arranged, reading)
    if len(reading.findings) > before:
        return ()
    source = "\n".join(
        (line.prefix + line.text).rstrip() if not line.text.endswith("  ") else line.prefix + line.text
        for line in found
    )
    try:
        items = sum(bool(_ITEM.search(line.prefix)) for line in found)
        return _blocks(source, items, tuple(cited))
    except UnexpectedMarkup as reason:
        reading.problem(
            _line_of(str(reason), lines), "odd-markup", f"“{reason}” cannot be read as Markdown"
        )
        return ()


def inlines(lines: Sequence[Line], reading: Reading) -> n.Inlines:
    """Return the inline nodes of the text of an option or heading, which may wrap over lines."""
    if not lines or not is_within_limits(lines, reading):
        return ()
    before = len(reading.findings)
    text = [ProseLine(line.number, "", line.text.strip()) for line in lines]
    found, cited = inline.marked(text, reading)
    if len(reading.findings) > before:
        return ()
    try:
        return _inlines("\n".join(line.text for line in found), tuple(cited))
    except UnexpectedMarkup as reason:
        reading.problem(
            _line_of(str(reason), lines), "odd-markup", f"“{reason}” cannot be read as Markdown"
        )
        return ()


def trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without blank ones at either end."""
    start, end = 0, len(lines)
    while start < end and lines[start].is_blank:
        start += 1
    while end > start and lines[end - 1].is_blank:
        end -= 1
    return lines[start:end]


@lru_cache(maxsize=4096)
def _blocks(source: str, items: int, cited: tuple[tuple[n.Reference, ...], ...]) -> tuple[n.Prose, ...]:
    """Return the nodes of Markdown that holds so many list items, which are counted again in the tree."""
    _READER.reset()
    root = _READER.parser.parseDocument(source.split("\n")).getroot()
    if root is None or len(list(root.iter("li"))) != items:
        raise UnexpectedMarkup("this list")
    return _read(root, cited)


def _read(root: Element, cited: tuple[tuple[n.Reference, ...], ...]) -> tuple[n.Prose, ...]:
    try:
        _READER.treeprocessors["inline"].run(root)
        found = block_nodes(root, cited)
    except RecursionError:
        raise UnexpectedMarkup("marks in marks in marks") from None
    _refuse_leftovers(root)
    return found


@lru_cache(maxsize=4096)
def _inlines(source: str, cited: tuple[tuple[n.Reference, ...], ...]) -> n.Inlines:
    _READER.reset()
    root = Element("div")
    paragraph = SubElement(root, "p")
    paragraph.text = source
    _read(root, cited)
    return inline_nodes(paragraph, cited)


def _refuse_leftovers(root: Element) -> None:
    """Refuse a “*” or “`” that opened nothing: a reader would see the mark."""
    for element in root.iter():
        texts = (element.text if element.tag != "code" else "", element.tail)
        for text in texts:
            if text and (found := _EMPHASIS_LEFT.search(text)):
                raise UnexpectedMarkup(text[max(0, found.start() - 12) : found.end() + 12].strip())


def _line_of(snippet: str, lines: Sequence[Line]) -> int:
    """Return the line of a snippet that the tree refused, or the line likeliest to be at fault."""
    first = snippet.split("\n")[0]
    near = [line for line in lines if first and first in line.text] or list(lines)
    odd = [line for line in near if line.text.count("*") % 2 or line.text.count("`") % 2]
    return (odd or near)[0].number
