"""Tables: fixed widths, a header row that repeats, rows that stay whole, a name for who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.render.docx.looks import WRITING
from elearn.render.docx.ooxml import Element, Elements, element

WIDTH, WIDE = 9298, 14230
_TALL = 700


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are widths in twips; `rows` hold one list of paragraphs per column.

    `head` is empty where the first column says what each row is; `is_form` leaves room to write,
    `height` twips of it. `lines` says which are drawn: "" as everywhere, `grid` around every cell,
    `rules` below each.
    """

    title: str
    columns: Sequence[int]
    head: Sequence[Element]
    rows: Sequence[Sequence[Elements]]
    is_form: bool = False
    width: int = WIDTH
    height: int = _TALL
    lines: str = ""


def made(table: Table, *, is_rtl: bool) -> Element:
    """Return the table element."""
    widths = scaled(table.columns, table.width)
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    head = [_row([[cell] for cell in table.head], widths, is_head=True)] if table.head else []
    tall = table.height if table.is_form else 0
    rows = [_row(row, widths, tall=tall) for row in table.rows]
    return element("w:tbl", _about(table, is_rtl=is_rtl), grid, *head, *rows)


def scaled(columns: Sequence[int], width: int = WIDTH) -> list[int]:
    """Return widths in the same proportions that fill `width`, the text's if nothing else is said."""
    whole = sum(columns)
    widths = [width * column // whole for column in columns]
    return [*widths[:-1], width - sum(widths[:-1])]


def fitting(lengths: Sequence[int]) -> list[int]:
    """Return widths for columns whose longest cells have so many letters: none starves, none rules."""
    return [max(14, min(length, 60)) for length in lengths]


def _about(table: Table, *, is_rtl: bool) -> Element:
    visual = [element("w:bidiVisual")] if is_rtl else []
    look = element("w:tblLook", val="0020" if table.head else "0000", firstRow="1" if table.head else "0",
                   lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1")
    return element(
        "w:tblPr", element("w:tblStyle", val="RuledTable"), *visual,
        element("w:tblW", w=table.width, type="dxa"), *_borders(table.lines),
        element("w:tblLayout", type="fixed"), look, element("w:tblCaption", val=table.title))


def _borders(lines: str) -> Elements:
    """Return the borders of a table to write into; all others have those of their style."""
    if not lines:
        return []
    drawn = {"val": "single", "sz": 4, "space": 0, "color": WRITING}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    shown = sides if lines == "grid" else ("bottom", "insideH")
    none = {"val": "nil"}
    made = [element(f"w:{side}", **(drawn if side in shown else none)) for side in sides]
    return [element("w:tblBorders", *made)]


def _row(cells: Sequence[Elements], widths: Sequence[int], *, is_head: bool = False,
         tall: int = 0) -> Element:
    about = [element("w:cantSplit")] if is_head or _is_short(cells) else []
    if tall:
        about.append(element("w:trHeight", val=tall, hRule="atLeast"))
    if is_head:
        about.append(element("w:tblHeader"))
    properties = [element("w:trPr", *about)] if about else []
    return element("w:tr", *properties, *(_cell(cell, w) for cell, w in zip(cells, widths, strict=True)))


def _is_short(cells: Sequence[Elements]) -> bool:
    """Say whether a row may be asked to stay on one page: a long one would leave a hole before it."""
    return max((len(cell) for cell in cells), default=0) <= 6


def _cell(body: Elements, width: int) -> Element:
    """Return a cell; Word wants a paragraph at its end."""
    closing = [] if body and body[-1].tag.endswith("}p") else [element("w:p")]
    return element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), *body, *closing)
