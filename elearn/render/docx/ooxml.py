"""WordprocessingML by hand: elements, runs, fields, links and bookmarks, in the order the schema wants."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

Element = Any
Elements = list[Element]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACES = {"w": _W, "a": "http://schemas.openxmlformats.org/drawingml/2006/main", "w14": _W14,
           "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
           "xml": "http://www.w3.org/XML/1998/namespace"}

# A stretch of right-to-left letters goes on until a letter of another script.
_RTL = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^A-Za-z\u00c0-\u052f]*)")
_NAME_LENGTH = 40


def q(name: str) -> str:
    """Return the full name of `w:p`, `w14:checkbox`, `xml:space`."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def element(tag: str, /, *children: Element, **attributes: object) -> Element:
    """Return an element; attributes are in the namespace of Word, `ascii_` written for `ascii`."""
    from docx.oxml.parser import oxml_parser

    space = tag.partition(":")[0]
    made = oxml_parser.makeelement(q(tag), nsmap={space: _SPACES[space]})
    for key, value in attributes.items():
        made.set(q(f"{space}:{key.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def text_runs(text: str, properties: Elements | None = None) -> Elements:
    """Return the runs of a text; those written from right to left say so."""
    runs = []
    for place, stretch in enumerate(_RTL.split(text)):
        if stretch:
            runs.append(run(stretch, [*_copies(properties), *([element("w:rtl")] if place % 2 else [])]))
    return runs


def run(text: str, properties: Elements | None = None) -> Element:
    """Return one run; its spaces count."""
    said = element("w:t")
    said.set(q("xml:space"), "preserve")
    said.text = text
    return element("w:r", *_properties(properties), said)


def line_break() -> Element:
    return element("w:r", element("w:br"))


def tab() -> Element:
    return element("w:r", element("w:tab"))


def styled(style: str) -> Elements:
    """Return the run properties that name a character style."""
    return [element("w:rStyle", val=style)]


def counted_field(code: str, shown: Elements, *, is_stale: bool = True) -> Elements:
    """Return a field: what is shown now, and the code by which Word makes it anew on opening the file."""
    begin = element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if is_stale else {}))
    asked = element("w:instrText")
    asked.set(q("xml:space"), "preserve")
    asked.text = f" {code} "
    return [
        element("w:r", begin), element("w:r", asked),
        element("w:r", element("w:fldChar", fldCharType="separate")), *shown,
        element("w:r", element("w:fldChar", fldCharType="end"))]


def link_inside(name: str, runs: Iterable[Element]) -> Element:
    """Return a link to a bookmark of the same document."""
    return element("w:hyperlink", *runs, anchor=bookmark_name(name), history="1")


def bookmark_name(name: str) -> str:
    """Return what Word allows as a name for an id: letters, digits and low lines, 40 at the most."""
    plain = "b_" + re.sub("[^A-Za-z0-9]", "_", name)
    if len(plain) <= _NAME_LENGTH and not re.search("[^a-z0-9-]", name):
        return plain
    return f"{plain[:31]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def ticked_box(label: str) -> Element:
    """Return a box that Word and LibreOffice let someone tick; `label` is what it is called aloud."""
    states = [element("w14:checked", val="0"),
              element("w14:checkedState", val="2612", font="MS Gothic"),
              element("w14:uncheckedState", val="2610", font="MS Gothic")]
    about = element("w:sdtPr", element("w:alias", val=label[:60]), element("w14:checkbox", *states))
    fonts = element("w:rFonts", ascii_="MS Gothic", hAnsi="MS Gothic", eastAsia="MS Gothic")
    return element("w:sdt", about, element("w:sdtContent", run("☐", [fonts])))


def _properties(properties: Elements | None) -> Iterator[Element]:
    if properties:
        yield element("w:rPr", *properties)


def _copies(properties: Elements | None) -> Elements:
    """Return the properties anew, since an element can stand in one place only."""
    return [deepcopy(each) for each in properties or ()]
