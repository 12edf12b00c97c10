"""The master and layouts of every deck: python-pptx's own, made wide, set in our type and colours."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from elearn.render.publication import LacksLibrary

_WIDE, _HIGH = 12192000, 6858000
_SIDE, _ACROSS = 620000, 10952000
TITLE_SIZE, BODY_SIZE, _LARGE = 3200, 2800, 4400

INK, QUIET, BLUE, SEAL, PAPER, SUNKEN = "1B2430", "4A5565", "1F3A5F", "7A2233", "FBFAF7", "F1EEE7"
_COLOURS = {"dk1": INK, "lt1": PAPER, "dk2": BLUE, "lt2": SUNKEN, "accent1": BLUE, "accent2": SEAL,
            "accent3": "1E6B4A", "accent4": "8A5A00", "accent5": "A32A2A", "accent6": QUIET,
            "hlink": "1D4F91", "folHlink": "1D4F91"}

Box = tuple[int, int, int, int]
_HEAD: Box = (_SIDE, 420000, _ACROSS, 1050000)
_BODY: Box = (_SIDE, 1600000, _ACROSS, 4500000)
_HALF = (_ACROSS - 400000) // 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout we keep: its name in the default template, its name here, where its placeholders are."""

    was: str
    name: str
    boxes: Mapping[int, Box]
    is_dark: bool = False


LAYOUTS: Mapping[str, Layout] = {
    "title": Layout("Title Slide", "Title", {
        0: (_SIDE, 1700000, _ACROSS, 2000000), 1: (_SIDE, 3800000, _ACROSS, 900000)}, is_dark=True),
    "content": Layout("Title and Content", "Content", {0: _HEAD, 1: _BODY}),
    "section": Layout("Section Header", "Section", {
        0: (_SIDE, 1700000, _ACROSS, 2000000), 1: (_SIDE, 3800000, _ACROSS, 900000)}, is_dark=True),
    "question": Layout("Title and Vertical Text", "Question", {0: _HEAD, 1: _BODY}),
    "question-text": Layout("Content with Caption", "Question with text", {
        0: _HEAD, 2: (_SIDE, 1600000, _ACROSS, 1800000), 1: (_SIDE, 3500000, _ACROSS, 2650000)}),
    "columns": Layout("Two Content", "Two columns", {
        0: _HEAD, 1: (_SIDE, 1600000, _HALF, 4500000), 2: (_SIDE + _HALF + 400000, 1600000, _HALF,
                                                           4500000)}),
    "picture": Layout("Picture with Caption", "Picture", {
        0: (_SIDE, 300000, _ACROSS, 900000), 1: (_SIDE, 1250000, _ACROSS, 4900000),
        2: (_SIDE, 6000000, _ACROSS, 300000)}),
}
_FOOT: Mapping[int, Box] = {
    11: (_SIDE, 6330000, 9000000, 360000), 12: (_SIDE + _ACROSS - 900000, 6330000, 900000, 360000)}


def presentation(*, is_rtl: bool) -> Any:
    """Return an empty deck of 16:9 with the layouts above and no other; raise LacksLibrary."""
    try:
        from pptx import Presentation
    except ModuleNotFoundError as error:
        raise LacksLibrary("python-pptx") from error
    made: Any = Presentation()
    made.slide_width, made.slide_height = _WIDE, _HIGH
    _set_theme(made.slide_master)
    _set_master(made.slide_master, is_rtl=is_rtl)
    kept = {layout.was: layout for layout in LAYOUTS.values()}
    for held in list(made.slide_layouts):
        if held.name in kept:
            _set_layout(held, kept[held.name], is_rtl=is_rtl)
        else:
            made.slide_layouts.remove(held)
    _drop_what_the_template_brings(made)
    return made


def layouts_of(made: Any) -> dict[str, Any]:
    """Return the layouts of a deck by our names for them."""
    by_name = {held.name: held for held in made.slide_layouts}
    return {key: by_name[layout.name] for key, layout in LAYOUTS.items()}


def mirrored(box: Box) -> Box:
    """Return a place as it is on a slide that runs from right to left."""
    return _WIDE - box[0] - box[2], box[1], box[2], box[3]


def _set_theme(master: Any) -> None:
    """Give the theme our colours and typefaces that every machine has or replaces well."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    part: Any = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme: Any = parse_xml(part.blob)
    for colour in theme.iterfind(".//{*}clrScheme/*"):
        space, _, name = colour.tag.partition("}")
        for old in list(colour):
            colour.remove(old)
        colour.append(colour.makeelement(f"{space}}}srgbClr", {"val": _COLOURS[name]}))
    for kind, face in (("majorFont", "Georgia"), ("minorFont", "Arial")):
        [latin] = theme.iterfind(f".//{{*}}{kind}/{{*}}latin")
        latin.set("typeface", face)
    part._blob = serialize_part_xml(theme)


def _set_master(master: Any, *, is_rtl: bool) -> None:
    boxes = {"title": _HEAD, "body": _BODY, "ftr": _FOOT[11], "sldNum": _FOOT[12]}
    for shape in list(master.placeholders):
        box = boxes.get(shape.element.ph.get("type", "body"))
        if box is None:
            shape.element.getparent().remove(shape.element)
        else:
            _place(shape, mirrored(box) if is_rtl else box)
        for level in shape.element.iterfind("{*}txBody/{*}lstStyle/{*}lvl1pPr"):
            at_end = shape.element.ph.get("type") == "sldNum"
            level.set("algn", "r" if at_end is not is_rtl else "l")
    _rule(master)
    styles = master._element.find("{*}txStyles")
    for level in styles.iterfind("{*}titleStyle/*"):
        _set_level(level, TITLE_SIZE, is_rtl=is_rtl, is_title=True)
    for place, level in enumerate(styles.iterfind("{*}bodyStyle/*")):
        _set_level(level, BODY_SIZE - 200 * min(place, 4), is_rtl=is_rtl)


def _rule(master: Any) -> None:
    """Draw the one ornament: a thin line in the colour of a seal above the title."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    master.shapes._spTree.insert(2, parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Rule"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{_WIDE}" cy="90000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"))


def _set_level(level: Any, size: int, *, is_rtl: bool, is_title: bool = False) -> None:
    """Set one level of text: where it begins, how large it is, and titles in the blue of the course."""
    level.set("algn", "r" if is_rtl else "l")
    level.set("rtl", "1" if is_rtl else "0")
    default = level.find("{*}defRPr")
    if default is not None:
        default.set("sz", str(size))
        for before in level.iterfind("{*}spcBef/{*}spcPct"):
            before.set("val", "0" if is_title else "45000")
        if is_title:
            default.set("b", "1")
            [colour] = default.iterfind("{*}solidFill/{*}schemeClr")
            colour.set("val", "tx2")


def _set_layout(held: Any, layout: Layout, *, is_rtl: bool) -> None:
    held.name = layout.name
    for shape in list(held.placeholders):
        index = shape.placeholder_format.idx
        box = layout.boxes.get(index) or _FOOT.get(index)
        if box is None:
            shape.element.getparent().remove(shape.element)
            continue
        _place(shape, mirrored(box) if is_rtl else box)
        _unset(shape, index)
    if layout.is_dark:
        _darken(held)


def _darken(held: Any) -> None:
    """Set a layout in light letters on blue: a pause between two thoughts."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    held._element.cSld.insert(0, parse_xml(
        f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"))
    for shape in held.placeholders:
        size = _LARGE if shape.placeholder_format.idx == 0 else BODY_SIZE - 400
        size = size if shape.placeholder_format.idx < 10 else 1000
        styles = shape.element.find("{*}txBody/{*}lstStyle")
        for old in list(styles):
            styles.remove(old)
        styles.append(parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0"><a:buNone/><a:defRPr sz="{size}">'
            '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'))


def _unset(shape: Any, index: int) -> None:
    """Let a placeholder look as the master says: no sizes, sides or upright text of its own."""
    ph = shape.element.ph
    ph.attrib.pop("orient", None)
    body = shape.element.find("{*}txBody/{*}bodyPr")
    body.attrib.pop("vert", None)
    if index < 10:
        body.set("anchor", "t" if index else "b")
    styles = shape.element.find("{*}txBody/{*}lstStyle")
    for old in list(styles):
        styles.remove(old)
    if index in (1, 2) and ph.get("type") in ("subTitle", "body"):
        _make_quiet(styles)


def _make_quiet(styles: Any) -> None:
    """Let the line under a title have no bullet."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    styles.append(parse_xml(f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0"><a:buNone/></a:lvl1pPr>'))


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box


def _drop_what_the_template_brings(made: Any) -> None:
    """Leave out the picture of the template and the settings of somebody's printer."""
    for rels in (made.part.package._rels, made.part.rels):
        for name, relation in list(rels.items()):
            if any(word in relation.reltype for word in ("thumbnail", "printerSettings")):
                rels.pop(name)


def copied_foot(slide: Any, layout: Any) -> list[Any]:
    """Put the footer and the number of a layout onto a slide; python-pptx leaves them out."""
    made = []
    for shape in layout.placeholders:
        if shape.placeholder_format.idx in _FOOT:
            copy = deepcopy(shape.element)
            slide.shapes._spTree.append(copy)
            made.append(copy)
    return made
