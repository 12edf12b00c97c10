"""The style sheet of the document: defaults, paragraph, character and table styles, in its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.document.course import CourseHeader
from elearn.render.docx.looks import HAIRLINE, INK, LINK, QUIET, SEAL, STYLES, SUNKEN, VERDICTS, Style
from elearn.render.docx.ooxml import Element, Elements, element
from elearn.render.languages import region

_SERIF, _SANS = ("Georgia", "Times New Roman", "SimSun"), ("Arial", "Arial", "Microsoft YaHei")


def style_sheet(header: CourseHeader, width: int) -> Elements:
    """Return the defaults and styles for a course in its language; `width` of the text in twips."""
    is_rtl = header.direction == "rtl"
    normal = element(
        "w:style", element("w:name", val="Normal"), element("w:qFormat"),
        element("w:pPr", *([element("w:bidi")] if is_rtl else [])), _body_look(),
        type="paragraph", default="1", styleId="Normal")
    plain = element(
        "w:style", element("w:name", val="Default Paragraph Font"), element("w:uiPriority", val="1"),
        element("w:semiHidden"), type="character", default="1", styleId="DefaultParagraphFont")
    paragraphs = [_paragraph(style, width, is_rtl=is_rtl) for style in STYLES]
    return [_defaults(header), normal, plain, *paragraphs, *_characters(), _plain_table(), _ruled_table()]


def _defaults(header: CourseHeader) -> Element:
    tag = region(header.lang)
    kind = {"ar": "bidi", "he": "bidi", "fa": "bidi", "zh": "eastAsia",
            "ja": "eastAsia"}.get(header.lang[:2], "val")
    langs = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA", kind: tag}
    # Nothing but the language: LibreOffice sets what stands here over every character style in a table.
    runs = element("w:rPr", element("w:lang", **langs))
    paragraphs = element(
        "w:pPr", element("w:widowControl"), element("w:spacing", line=276, lineRule="auto"))
    return element("w:docDefaults", element("w:rPrDefault", runs), element("w:pPrDefault", paragraphs))


def _body_look() -> Element:
    return element("w:rPr", _fonts(_SERIF), element("w:color", val=INK), element("w:sz", val=21),
                   element("w:szCs", val=24))


def _fonts(family: tuple[str, str, str]) -> Element:
    latin, complex_, eastern = family
    return element("w:rFonts", ascii_=latin, hAnsi=latin, eastAsia=eastern, cs=complex_)


def _paragraph(style: Style, width: int, *, is_rtl: bool) -> Element:
    next_ = [element("w:next", val=style.after)] if style.after else []
    return element(
        "w:style", element("w:name", val=style.name), element("w:basedOn", val=style.based), *next_,
        element("w:qFormat"), element("w:pPr", *_shape(style, width)),
        element("w:rPr", *_look(style, is_rtl=is_rtl)), type="paragraph", styleId=style.id)


def _shape(style: Style, width: int) -> Iterator[Element]:
    """Yield the paragraph properties of a style in the order of the schema."""
    if style.keeps:
        yield element("w:keepNext")
        yield element("w:keepLines")
    if style.breaks:
        yield element("w:pageBreakBefore")
    if style.rule:
        yield element("w:pBdr", element("w:top", val="single", sz=12, space=4, color=style.rule))
    if style.shade:
        yield element("w:shd", val="clear", color="auto", fill=style.shade)
    if style.tabs:
        leader = {"leader": "dot"} if style.id.startswith("TOC") else {}
        yield element("w:tabs", element("w:tab", val="right", pos=width, **leader))
    spacing: dict[str, Any] = {}
    if style.space is not None:
        spacing = {"before": style.space[0], "after": style.space[1]}
    if style.line:
        spacing |= {"line": style.line, "lineRule": "exact"}
    if spacing:
        yield element("w:spacing", **spacing)
    if style.indent:
        yield element("w:ind", left=style.indent)
    if style.centred:
        yield element("w:jc", val="center")
    if style.level:
        yield element("w:outlineLvl", val=style.level - 1)


def _look(style: Style, *, is_rtl: bool) -> Iterator[Element]:
    """Yield the run properties of a style; Arabic is set larger and never slants."""
    if style.is_sans:
        yield _fonts(_SANS)
    if style.is_bold:
        yield element("w:b")
        yield element("w:bCs")
    if style.is_italic:
        yield element("w:i")
    if style.colour:
        yield element("w:color", val=style.colour)
    if style.size:
        yield element("w:sz", val=round(style.size * 2))
        yield element("w:szCs", val=round(style.size * (2.25 if is_rtl else 2)))


def _characters() -> Iterator[Element]:
    yield _character("Emphasis", "Emphasis", element("w:i"))
    yield _character("Strong", "Strong", element("w:b"), element("w:bCs"))
    yield _character("StrongEmphasis", "Strong emphasis", element("w:b"), element("w:bCs"), element("w:i"))
    yield _character("CodeWord", "Code in a line", _fonts(_SANS), element("w:sz", val=19))
    yield _character("Hyperlink", "Hyperlink", element("w:color", val=LINK))
    yield _character("Citation", "Citation", _fonts(_SANS), element("w:color", val=QUIET), element("w:sz",
                                                                                                   val=17),
                     element("w:szCs", val=19))
    yield _character("Number", "Number", element("w:b"), element("w:bCs"), element("w:color", val=SEAL))
    yield _character("Soft", "Soft", element("w:b", val="0"), element("w:bCs", val="0"),
                     element("w:color", val=QUIET))
    for verdict, colour in VERDICTS.items():
        yield _character(f"Verdict{verdict.title()}", f"Verdict {verdict}", _fonts(_SANS), element("w:b"),
                         element("w:bCs"), element("w:color", val=colour), element("w:sz", val=18),
                         element("w:szCs", val=20))


def _character(style_id: str, name: str, *look: Element) -> Element:
    return element("w:style", element("w:name", val=name), element("w:basedOn", val="DefaultParagraphFont"),
                   element("w:qFormat"), element("w:rPr", *look), type="character", styleId=style_id)


def _plain_table() -> Element:
    return element(
        "w:style", element("w:name", val="Normal Table"), element("w:uiPriority", val="99"),
        element("w:semiHidden"),
        element("w:tblPr", element("w:tblInd", w=0, type="dxa"), element(
            "w:tblCellMar", element("w:left", w=100, type="dxa"), element("w:right", w=100, type="dxa"))),
        type="table", default="1", styleId="TableNormal")


def _ruled_table() -> Element:
    """Return the one table of the book: ruled, never boxed, its header row on a tint."""
    lines = element(
        "w:tblBorders", element("w:top", val="single", sz=8, space=0, color=INK),
        element("w:bottom", val="single", sz=8, space=0, color=INK),
        element("w:insideH", val="single", sz=4, space=0, color=HAIRLINE))
    shade = element("w:tcPr", element("w:shd", val="clear", color="auto", fill=SUNKEN))
    return element(
        "w:style", element("w:name", val="Ruled table"), element("w:basedOn", val="TableNormal"),
        element("w:qFormat"), element("w:tblPr", lines),
        element("w:tblStylePr", shade, type="firstRow"), type="table", styleId="RuledTable")
