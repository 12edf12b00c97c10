"""Prose and the blocks beside it as paragraphs of a document: one method a node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from gettext import NullTranslations
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import CourseHeader, Section
from elearn.document.sources import SourceCatalogue
from elearn.document.walk import plain_text
from elearn.render.base import Renderer
from elearn.render.citations import Citations, anchor
from elearn.render.docx.lists import BULLETS
from elearn.render.docx.ooxml import (
    Element,
    Elements,
    counted_field,
    line_break,
    link_inside,
    styled,
    text_runs,
    ticked_box,
)
from elearn.render.docx.package import Package
from elearn.render.docx.tables import Table, fitting
from elearn.render.docx.writing import ASIDE, CELL, LEAD_IN, Box, Writing
from elearn.render.paragraphs import ParagraphIndex, Place
from elearn.render.words import words_in


class ProseRenderer(Renderer[Elements]):
    """Inline nodes become runs, all others paragraphs and tables.

    `ids` are the ids the document holds: a link to any other is plain words.
    """

    publication = "manual"

    def __init__(self, header: CourseHeader, sources: SourceCatalogue, ids: frozenset[str],
                 package: Package) -> None:
        self.header = header
        self.words: NullTranslations = words_in(header.lang)
        self.citations = Citations(sources, self.words)
        self.ids = ids
        self.package = package
        self.writing = Writing(is_rtl=header.direction == "rtl")
        self.index = ParagraphIndex()
        self.depth = 1
        self.at: Place | None = None
        self.on_new_page = False
        self._look: list[str] = []
        self._level = -1

    def blocks(self, body: Iterable[object]) -> Elements:
        """Return a run of blocks, one after the other."""
        return [made for block in body for made in self.render(block)]

    def inline(self, children: Iterable[object]) -> Elements:
        """Return the runs of one line."""
        return [made for child in children for made in self.render(child)]

    @contextmanager
    def within(self, place: Place, levels: int = 0) -> Iterator[None]:
        """Let what is cited inside be indexed under `place`, headings `levels` deeper."""
        before = self.at, self.depth
        self.at, self.depth = place, self.depth + levels
        yield
        self.at, self.depth = before

    def boxed(self, box: Box, title: str, body: Iterable[object]) -> Elements:
        """Return blocks under a label, in the styles of a box."""
        label = "Label" if self.writing.box is CELL else box.label
        head = [self.writing.line(label, title)] if title else []
        with self.writing.inside(box):
            return [*head, *self.blocks(body)]

    def cell(self, body: Iterable[object]) -> Elements:
        """Return blocks as they stand in a table."""
        with self.writing.inside(CELL):
            return self.blocks(body)

    # Inline nodes.

    def text(self, node: n.Text) -> Elements:
        return text_runs(node.text, styled(self._style()) if self._look else None)

    def _style(self) -> str:
        return "StrongEmphasis" if len(set(self._look)) > 1 else self._look[-1]

    def _looking(self, style: str, children: n.Inlines) -> Elements:
        self._look.append(style)
        made = self.inline(children)
        self._look.pop()
        return made

    def emphasis(self, node: n.Emphasis) -> Elements:
        return self._looking("Emphasis", node.children)

    def strong(self, node: n.Strong) -> Elements:
        return self._looking("Strong", node.children)

    def code(self, node: n.Code) -> Elements:
        return text_runs(node.text, styled("CodeWord"))

    def line_break(self, node: n.LineBreak) -> Elements:
        return [line_break()]

    def link(self, node: n.Link) -> Elements:
        """Return a link; one to an id this document does not hold is plain words."""
        if not node.target.startswith("#"):
            return [self.package.link_outside(node.target, self._looking("Hyperlink", node.children))]
        if node.target[1:] not in self.ids:
            return self.inline(node.children)
        return [link_inside(node.target[1:], self._looking("Hyperlink", node.children))]

    def citation(self, node: n.Citation) -> Elements:
        self.index.add(node.references, self.at)
        made = text_runs("(", styled("Citation"))
        for place, reference in enumerate(node.references):
            made += [*(text_runs(", ", styled("Citation")) if place else []), self.cited(reference)]
        return [*made, *text_runs(")", styled("Citation"))]

    def cited(self, reference: n.Reference) -> Element:
        """Return the label of a cited place, a link to the list of sources."""
        label = self.citations.label(reference).replace("§ ", "§\N{NO-BREAK SPACE}")
        return link_inside(anchor(reference), text_runs(label, styled("Citation")))

    def cites(self, references: Sequence[n.Reference], sentence: str = "%(places)s") -> Elements:
        """Return a line that names cited places, or nothing where none is; they enter the index."""
        self.index.add(references, self.at)
        if not references:
            return []
        before, _, after = (sentence % {"places": "\0"}).partition("\0")
        links = [x for place, reference in enumerate(references)
                 for x in (*(text_runs(", ") if place else []), self.cited(reference))]
        return [self.writing.paragraph("Cites", [*text_runs(before), *links, *text_runs(after)])]

    # Prose.

    def paragraph(self, node: n.Paragraph) -> Elements:
        return [self.writing.paragraph(self.writing.box.text, self.inline(node.children))]

    def bullet_list(self, node: n.BulletList) -> Elements:
        return self._list(node.items, BULLETS)

    def numbered_list(self, node: n.NumberedList) -> Elements:
        return self._list(node.items, self.writing.lists.numbered(node.start, self._level + 1))

    def _list(self, items: Iterable[n.ListItem], list_id: int) -> Elements:
        self._level += 1
        made = [x for item in items for x in self._item(item, list_id)]
        self._level -= 1
        return made

    def listed(self, lines: Iterable[str]) -> Elements:
        """Return plain lines as a bulleted list."""
        return [self.writing.paragraph(self.writing.box.list, text_runs(line),
                                       list_id=BULLETS) for line in lines]

    def _item(self, item: n.ListItem, list_id: int) -> Elements:
        """Return an item: its first paragraph has the sign, what follows stands under it."""
        first = item.body[0] if item.body else None
        opening = self.inline(first.children) if isinstance(first, n.Paragraph) else []
        rest = item.body[1:] if isinstance(first, n.Paragraph) else item.body
        head = self.writing.paragraph(self.writing.box.list, opening, list_id=list_id, level=self._level)
        return [head, *(x for block in rest for x in self._continued(block))]

    def _continued(self, block: object) -> Elements:
        if isinstance(block, n.Paragraph):
            return [self.writing.paragraph("ListContinue", self.inline(block.children))]
        return self.render(block)

    def list_item(self, node: n.ListItem) -> Elements:
        return self._list([node], BULLETS)

    def table(self, node: n.Table) -> Elements:
        """Return a table of the author's; its columns are as wide as their words ask for."""
        lengths = [max(len(plain_text(row[place])) for row in (node.header, *node.rows))
                   for place in range(len(node.header))]
        with self.writing.inside(CELL):
            rows = [[[self.writing.paragraph("TableText", self.inline(cell))] for cell in row]
                    for row in node.rows]
            head = [self.writing.paragraph("TableHead", self.inline(cell)) for cell in node.header]
        title = " · ".join(plain_text(cell) for cell in node.header)
        return self.writing.table(Table(title, fitting(lengths), head, rows))

    def quote(self, node: n.Quote) -> Elements:
        with self.writing.inside(Box("Quote", "ListBullet")):
            return self.blocks(node.body)

    def code_block(self, node: n.CodeBlock) -> Elements:
        return [self.writing.line("Code", line) for line in node.text.splitlines()]

    def rule(self, node: n.Rule) -> Elements:
        return [self.writing.paragraph("TableGap")]

    # What stands beside the text.

    def figure(self, node: b.Figure) -> Elements:
        """Return a picture with what it shows in words, and a caption that counts itself."""
        self.writing.figures += 1
        number = self.writing.figures
        drawn = self.package.picture(node.src, node.alt, number)
        shown = self.words.gettext("Figure %(number)s") % {"number": "\0"}
        before, _, after = shown.partition("\0")
        count = counted_field("SEQ Figure \\* ARABIC", text_runs(str(number)), is_stale=False)
        told = [x for block in node.caption for x in self.inline(getattr(block, "children", ()))]
        caption = [*text_runs(before), *count, *text_runs(after + (". " if told else "")), *told]
        return [self.writing.paragraph("Picture", [drawn], names=[node.id]),
                self.writing.paragraph("Caption", caption)]

    def checklist(self, node: b.Checklist) -> Elements:
        """Return a form: a box to tick, the words, and room to write."""
        gettext = self.words.gettext
        with self.writing.inside(CELL):
            items = [item for block in node.body if isinstance(block, (n.BulletList, n.NumberedList))
                     for item in block.items]
            rows = [[[self.writing.paragraph("TableText", [ticked_box(plain_text(item.body))])],
                     self.blocks(item.body), [self.writing.paragraph("TableText")]] for item in items]
        with self.writing.inside(LEAD_IN):
            before = self.blocks(
                x for x in node.body if not isinstance(x, (n.BulletList, n.NumberedList)))
        label = self.writing.line("Label", node.title, names=[node.id])
        head = self.writing.heads(gettext("Done"), gettext("What"), gettext("Notes"))
        return [label, *before, *self.writing.table(Table(node.title, (9, 52, 39), head, rows,
                                                          is_form=True))]

    def aside(self, node: b.Aside[Any]) -> Elements:
        return self.boxed(ASIDE, node.title, node.body)

    def tip(self, node: b.Tip[Any]) -> Elements:
        return self.boxed(ASIDE, node.title or self.words.gettext("Tip"), node.body)

    def take_away(self, node: b.TakeAway[Any]) -> Elements:
        return self.boxed(ASIDE, self.words.gettext("To take away"), node.body)

    def only(self, node: b.Only[Any]) -> Elements:
        return self.blocks(node.body) if node.publication == self.publication else []

    def section(self, section: Section[Any], title: str) -> Elements:
        """Return a section; `title` names what it is in, for the text before the first heading."""
        name = plain_text(section.title)
        level = self.depth + section.level - 2
        opens_plan = bool(section.body) and isinstance(section.body[0], (b.Session, b.Agenda))
        style = f"Heading{level}Page" if opens_plan and level in (2, 3) else ""
        head = [self.writing.heading(level, name, section.id, style=style)] if name else []
        self.on_new_page = bool(head and style)
        with self.within(Place(section.id, name or title), section.level - 1 if name else 0):
            return [*head, *self.blocks(section.body)]

