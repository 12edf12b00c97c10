"""Paragraphs of a document: each names a style, and in an Arabic one says that it runs from the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from elearn.render.docx import tables
from elearn.render.docx.lists import Lists
from elearn.render.docx.ooxml import (
    Element,
    Elements,
    bookmark_name,
    counted_field,
    element,
    link_inside,
    run,
    text_runs,
)


@dataclass(frozen=True, slots=True)
class Box:
    """The styles of a kind of place: running text, a trainer's note, an aside, a cell."""

    text: str
    list: str
    label: str = "Label"


BODY = Box("BodyText", "ListBullet")
TRAINER = Box("TrainerText", "TrainerList", "TrainerLabel")
ASIDE = Box("AsideText", "AsideList", "AsideLabel")
CELL = Box("TableText", "TableList")
LEAD_IN = Box("LeadIn", "ListBullet")
FORM = Box("FormText", "ListBullet")


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    level: int
    text: str
    name: str


@dataclass
class Writing:
    """What a document gathers while it is written: headings, lists, and bookmarks already set."""

    is_rtl: bool
    lists: Lists = field(default_factory=Lists)
    headings: list[Heading] = field(default_factory=list)
    figures: int = 0
    box: Box = BODY
    _marks: set[str] = field(default_factory=set)

    def paragraph(self, style: str, runs: Sequence[Element] = (), *, names: Sequence[str] = (),
                  list_id: int = 0, level: int = 0) -> Element:
        """Return a paragraph; `names` are ids that a link may go to, `list_id` its list, if any."""
        properties = [element("w:pStyle", val=style)]
        if list_id:
            place = element("w:ilvl", val=level), element("w:numId", val=list_id)
            properties.append(element("w:numPr", *place))
        if self.is_rtl:
            properties.append(element("w:bidi"))
        return element("w:p", element("w:pPr", *properties), *self.marked(names, runs))

    def line(self, style: str, text: str, *, names: Sequence[str] = ()) -> Element:
        """Return a paragraph of plain words."""
        return self.paragraph(style, text_runs(text), names=names)

    def heading(self, level: int, text: str, name: str, *, style: str = "") -> Element:
        """Return a heading and put it into the table of contents; a link to `name` goes to it."""
        depth = min(level, 6)
        is_plan = style.startswith(("Session", "Form"))
        self.headings.append(Heading(3 if is_plan else depth, text, name))
        return self.line(style or f"Heading{depth}", text, names=[name])

    def marked(self, names: Sequence[str], runs: Sequence[Element]) -> Elements:
        """Return runs between the bookmarks of `names`; a bookmark stands once in a document."""
        opening, closing = [], []
        for name in names:
            mark = bookmark_name(name)
            if mark not in self._marks:
                self._marks.add(mark)
                opening.append(element("w:bookmarkStart", id=len(self._marks), name=mark))
                closing.append(element("w:bookmarkEnd", id=len(self._marks)))
        return [*opening, *runs, *closing]

    def table(self, table: tables.Table) -> Elements:
        """Return a table and the gap after it, without which the next table would grow into it."""
        return [tables.made(table, is_rtl=self.is_rtl), self.paragraph("TableGap")]

    def heads(self, *titles: str) -> Elements:
        """Return the cells of a header row."""
        return [self.line("TableHead", title) for title in titles]

    @contextmanager
    def inside(self, box: Box) -> Iterator[None]:
        """Let what is written meanwhile look as it does in `box`; within a cell all looks as in a cell."""
        before = self.box
        self.box = before if before is CELL else box
        yield
        self.box = before


def page_of(name: str) -> Element:
    """Return a link that shows the page of `name` once the pages are counted."""
    return link_inside(name, counted_field(f"PAGEREF {bookmark_name(name)} \\h", [run("…")]))
