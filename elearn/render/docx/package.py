"""The file around the words: page, header, footer, pictures, links out, properties, fixed bytes."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import UTC, datetime, time
from typing import Any

from elearn.document.course import CourseHeader
from elearn.render.docx.ooxml import Element, Elements, counted_field, element, q, run, tab, text_runs
from elearn.render.docx.styles import style_sheet
from elearn.render.docx.tables import WIDTH
from elearn.render.fixed_zip import rezipped
from elearn.render.languages import region
from elearn.render.pictures import raster
from elearn.render.publication import LacksLibrary

_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN, _FOOT = 11906, 16838, 1304, 680
_UNITS_A_TWIP = 635
_TALLEST = 6200
_LONGEST = 255
_UNUSED = ("thumbnail", "customXml", "stylesWithEffects")


def page_end(*, is_wide: bool = False) -> Element:
    """Return what ends a section of the document and says how its paper lay."""
    return element("w:p", element("w:pPr", element("w:pStyle", val="TableGap"),
                                  element("w:sectPr", *_paper(is_wide=is_wide))))


def _paper(*, is_wide: bool) -> Elements:
    """Return the size and margins of A4 paper."""
    sides = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    long, short = {"h": _PAGE_HEIGHT, "w": _PAGE_WIDTH}, {"h": _PAGE_WIDTH, "w": _PAGE_HEIGHT}
    size = element("w:pgSz", **short, orient="landscape") if is_wide else element("w:pgSz", **long)
    return [size, element("w:pgMar", **sides, header=_FOOT, footer=_FOOT, gutter=0)]


def _sections(body: Element) -> Elements:
    """Return what ends each section; one that would hold nothing is taken out of the document."""
    before: Element = None
    for paragraph in list(body):
        ends = paragraph.find(f"{q('w:pPr')}/{q('w:sectPr')}")
        if ends is not None and before is not None:
            body.remove(paragraph)
        before = ends
    return list(body.iter(q("w:sectPr")))


class Package:
    """A document being made. `foot` is what stands at the foot of each page, before the page number."""

    def __init__(self, header: CourseHeader, content: str, title: str, foot: str) -> None:
        try:
            from docx import Document
        except ModuleNotFoundError as error:
            raise LacksLibrary("python-docx") from error
        self.header = header
        self.content = content
        self.title = title
        self.foot = foot
        self.document = Document()
        self._drop_what_the_template_brings()

    def link_outside(self, address: str, runs: Elements) -> Element:
        """Return a link to an address of the web."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        link = element("w:hyperlink", *runs, history="1")
        link.set(q("r:id"), self.document.part.relate_to(
            address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return link

    def picture(self, src: str, alt: str, number: int) -> Element:
        """Return a run with a picture as wide as the text, or as tall as half a page."""
        part = self.document.part
        inline = part.new_pic_inline(io.BytesIO(raster(self.content, src)), width=WIDTH * _UNITS_A_TWIP)
        width, height = inline.extent.cx, inline.extent.cy
        shrunk = min(1.0, _TALLEST * _UNITS_A_TWIP / height)
        drawn: Any = inline
        for extent in (drawn.extent, drawn.graphic.graphicData.pic.spPr.find(q("a:xfrm")).find(q("a:ext"))):
            extent.set("cx", str(round(width * shrunk)))
            extent.set("cy", str(round(height * shrunk)))
        inline.docPr.set("id", str(number))
        inline.docPr.set("name", src)
        inline.docPr.set("descr", alt)
        return element("w:r", element("w:drawing", inline))

    def save(self, body: Elements, numbering: Elements) -> bytes:
        """Put everything into place and return the file."""
        self._styles()
        held = self.document.part.numbering_part.element
        for old in list(held):
            held.remove(old)
        held.extend(numbering)
        place = self.document.element.body
        for old in list(place)[:-1]:
            place.remove(old)
        for made in body:
            place.insert(len(place) - 1, made)
        self._page(place[-1])
        self._settings()
        self._properties()
        made = io.BytesIO()
        self.document.save(made)
        return rezipped(made.getvalue())

    def _styles(self) -> None:
        held = self.document.styles.element
        for old in list(held):
            if not old.tag.endswith("}latentStyles"):
                held.remove(old)
        defaults, *styles = style_sheet(self.header, WIDTH)
        held.insert(0, defaults)
        held.extend(styles)

    def _page(self, section: Element) -> None:
        """Set A4 pages whose first one, the cover, has neither header nor footer."""
        shown = self.document.sections[-1]
        self._strip(shown.header, "header", text_runs(self.title))
        number = [*text_runs(self.foot), tab(), *counted_field("PAGE", [run("1")], is_stale=False)]
        self._strip(shown.footer, "footer", number)
        held = [x for x in section if x.tag in (q("w:headerReference"), q("w:footerReference"))]
        for old in list(section):
            section.remove(old)
        section.extend(_paper(is_wide=False))
        for place, each in enumerate(_sections(self.document.element.body)):
            for at, strip in enumerate(held):
                each.insert(at, deepcopy(strip))
            each.extend([*([element("w:titlePg")] if place == 0 else []),
                         *([element("w:bidi")] if self.is_rtl else [])])

    def _strip(self, place: Any, style: str, runs: Elements) -> None:
        place.is_linked_to_previous = False
        for old in list(place._element):
            place._element.remove(old)
        side = [element("w:bidi")] if self.is_rtl else []
        place._element.append(
            element("w:p", element("w:pPr", element("w:pStyle", val=style), *side), *runs))

    @property
    def is_rtl(self) -> bool:
        return self.header.direction == "rtl"

    def _settings(self) -> None:
        """Say which Word this is written for, or it opens the file in the manner of an older one."""
        held = self.document.settings.element
        for setting in held.iter(q("w:compatSetting")):
            if setting.get(q("w:name")) == "compatibilityMode":
                setting.set(q("w:val"), "15")
        for name in ("w:rsids", "w:proofState", "w:savePreviewPicture"):
            for old in held.findall(q(name)):
                held.remove(old)
        for old in held.findall(q("w:themeFontLang")):
            old.set(q("w:val"), region(self.header.lang))

    def _properties(self) -> None:
        told = self.document.core_properties
        moment = datetime.combine(self.header.released, time(), UTC)
        told.title, told.subject = self.title[:_LONGEST], self.foot[:_LONGEST]
        told.author = self.header.title[:_LONGEST]
        told.last_modified_by, told.comments, told.keywords = told.author, "", ""
        told.language, told.revision = region(self.header.lang), 1
        told.created = told.modified = moment

    def _drop_what_the_template_brings(self) -> None:
        """Leave out the picture and the odd parts of python-docx's own template."""
        for rels in (self.document.part.package.rels, self.document.part.rels):
            for name, relation in list(rels.items()):
                if any(word in relation.reltype + relation.target_ref for word in _UNUSED):
                    del rels[name]
