"""What each paragraph style of the document looks like, as a list: Word's own names wherever it has one."""

from __future__ import annotations

from dataclasses import dataclass

INK, QUIET, BLUE, LINK, SEAL = "1B2430", "4A5565", "1F3A5F", "1D4F91", "7A2233"
SUNKEN, HAIRLINE, WRITING = "F1EEE7", "D5CFC3", "6B7280"
VERDICTS = {"sound": "1E6B4A", "defensible": "1D4F91", "risky": "8A5A00", "breach": "A32A2A"}

@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes in points, spaces in twentieths of a point, as Word counts them."""

    id: str
    name: str
    based: str = "Normal"
    after: str = ""
    size: float = 0
    is_bold: bool = False
    is_italic: bool = False
    is_sans: bool = False
    colour: str = ""
    space: tuple[int, int] | None = None
    line: int = 0
    indent: int = 0
    level: int = 0
    shade: str = ""
    rule: str = ""
    keeps: bool = False
    breaks: bool = False
    tabs: bool = False
    centred: bool = False


def _heading(style_id: str, name: str, level: int, size: float, space: tuple[int, int], *,
             breaks: bool = False) -> Style:
    return Style(style_id, name, after="BodyText", size=size, is_bold=True, colour=BLUE, space=space,
                 level=level, keeps=True, breaks=breaks)


STYLES: tuple[Style, ...] = (
    Style("BodyText", "Body Text", space=(0, 130)),
    _heading("Heading1", "heading 1", 1, 22, (0, 260), breaks=True),
    _heading("Heading2", "heading 2", 2, 16, (360, 140)),
    _heading("Heading3", "heading 3", 3, 13, (280, 110)),
    _heading("Heading4", "heading 4", 4, 11.5, (240, 90)),
    _heading("Heading5", "heading 5", 5, 10.5, (200, 80)),
    _heading("Heading6", "heading 6", 6, 10.5, (200, 80)),
    Style("Heading2Page", "Heading 2 on a new page", "Heading2", "BodyText", breaks=True),
    Style("Heading3Page", "Heading 3 on a new page", "Heading3", "BodyText", breaks=True),
    Style("Session", "Session heading", "Heading3", "BodyText", size=15, colour=SEAL),
    Style("SessionPage", "Session heading on a new page", "Session", "BodyText", breaks=True),
    Style("FormPage", "Form heading on a new page", "Session", "BodyText", breaks=True),
    Style("FormText", "Form text", "BodyText", size=10, space=(60, 60), keeps=True),
    Style("Ticks", "Boxes to tick", "FormText", space=(0, 40), indent=280),
    Style("TickCell", "Box in a cell", "TableText", centred=True),
    Style("Title", "Title", size=32, is_bold=True, colour=BLUE, space=(120, 360)),
    Style("Subtitle", "Subtitle", size=13, space=(0, 2400)),
    Style("CoverName", "Cover name", size=11, is_sans=True, colour=SEAL, space=(2600, 0)),
    Style("CoverNote", "Cover note", size=9.5, colour=QUIET, space=(240, 0)),
    _heading("TOCHeading", "TOC Heading", 0, 22, (0, 260), breaks=True),
    Style("TOC1", "toc 1", is_bold=True, space=(160, 40), tabs=True),
    Style("TOC2", "toc 2", size=10, space=(0, 30), indent=280, tabs=True),
    Style("TOC3", "toc 3", size=9.5, colour=QUIET, space=(0, 20), indent=620, tabs=True),
    Style("LeadIn", "Lead-in", "BodyText", keeps=True),
    Style("Lead", "Lead", "BodyText", size=12, is_italic=True, colour=QUIET),
    Style("Quiet", "Quiet line", is_sans=True, size=8.5, colour=QUIET, space=(0, 120)),
    Style("ItemHead", "Item heading", is_sans=True, size=9, is_bold=True, space=(260, 70), keeps=True),
    Style("ItemTitle", "Item title", is_bold=True, keeps=True, space=(0, 80)),
    Style("KeyLine", "Key", is_sans=True, size=9, is_bold=True, colour=VERDICTS["sound"], space=(0, 80),
          keeps=True),
    Style("Label", "Label", is_sans=True, size=9, is_bold=True, colour=BLUE, space=(140, 50), keeps=True),
    Style("Cites", "Citing line", is_sans=True, size=8.5, colour=QUIET, space=(0, 160)),
    Style("Term", "Term", is_bold=True, keeps=True, space=(120, 20)),
    Style("ListBullet", "List Bullet", "BodyText", space=(0, 60)),
    Style("ListContinue", "List Continue", "BodyText", space=(0, 60), indent=400),
    Style("Quote", "Quote", "BodyText", indent=500, colour=QUIET),
    Style("Code", "Code", is_sans=True, size=9, shade=SUNKEN),
    Style("Caption", "caption", is_sans=True, size=8.5, colour=QUIET, space=(60, 220)),
    Style("Picture", "Picture", space=(200, 60), keeps=True, centred=True),
    Style("TrainerLabel", "Trainer label", is_sans=True, size=9, is_bold=True, colour=SEAL, shade=SUNKEN,
          rule=SEAL,
          space=(160, 0), keeps=True, indent=120),
    Style("TrainerText", "Trainer text", size=10, shade=SUNKEN, space=(60, 60), indent=120),
    Style("TrainerList", "Trainer list", "TrainerText", space=(0, 40)),
    Style("AsideLabel", "Aside label", is_sans=True, size=9, is_bold=True, colour=BLUE, rule=BLUE,
          space=(180, 0),
          keeps=True, indent=120),
    Style("AsideText", "Aside text", size=10, space=(60, 60), indent=120),
    Style("AsideList", "Aside list", "AsideText", space=(0, 40)),
    Style("TableText", "Table text", size=9.5, space=(20, 50)),
    Style("TableList", "Table list", "TableText", space=(0, 30)),
    Style("TableHead", "Table heading", is_sans=True, size=8.5, is_bold=True, colour=QUIET, space=(30,
          30), keeps=True),
    Style("RowHead", "Row heading", is_sans=True, size=8.5, is_bold=True, colour=QUIET, space=(30, 30)),
    Style("TableGap", "After a table", size=5, space=(0, 80), line=160),
    Style("header", "header", is_sans=True, size=8, colour=QUIET, tabs=True),
    Style("footer", "footer", is_sans=True, size=8, colour=QUIET, tabs=True),
)
