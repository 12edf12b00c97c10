"""Forms to copy and fill in: pages of their own, boxes to tick, cells and lines to write upon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.walk import plain_text
from elearn.render.docx.ooxml import Element, Elements, styled, text_runs, ticked_box
from elearn.render.docx.package import page_end
from elearn.render.docx.plans import PlanRenderer
from elearn.render.docx.tables import WIDE, WIDTH, Table, fitting
from elearn.render.docx.writing import FORM, page_of
from elearn.render.forms import fields, is_row
from elearn.render.gaps import Gap

_LINE, _ROW = 440, 400


class FormRenderer(PlanRenderer):
    """`width` is that of the text on the paper of the form being written."""

    width = WIDTH

    def form(self, node: b.Form) -> Elements:
        """Return a form on a page of its own; a wide one is a section whose paper lies on its side."""
        self.width = WIDE if node.is_wide else WIDTH
        head = self.writing.heading(self.depth, node.title, node.id, style="FormPage")
        with self.writing.inside(FORM):
            made = [head, *(x for number, block in fields(node) for x in self._part(number, block, node))]
        self.width = WIDTH
        return [page_end(), *made, page_end(is_wide=True)] if node.is_wide else made

    def _part(self, number: int, block: n.Prose | b.Field, form: b.Form) -> Elements:
        if not isinstance(block, b.Field):
            return self.render(block)
        told = [x for place, each in enumerate(block.body)
                for x in self._filled(each, block, form.title, number if place == 0 else 0)]
        has_table = any(isinstance(each, n.Table) for each in block.body)
        return [*told, *([] if has_table or not block.lines else self._lines(block.lines, form.title))]

    def gaps_part(self, name: str, note: str, found: Sequence[Gap], numbers: Mapping[str, int]) -> Elements:
        """Return a worksheet of every place that waits for national law, with room to write."""
        gettext = self.words.gettext
        rows = [[[self.writing.paragraph("TableText", [
                    *text_runs(f"{numbers[gap.home]} " if gap.home in numbers else "", styled("Number")),
                    *text_runs(f"{gap.home_title}, "), page_of(gap.id)])],
                 [self.writing.line("TableText", gap.note)], [self.writing.paragraph("TableText")]]
                for gap in found]
        head = self.writing.heads(
            gettext("Where"), gettext("What is to be stated"), gettext("Rule, source and date"))
        table = Table(name, (20, 40, 40), head, rows, is_form=True, width=WIDE, lines="grid")
        return [page_end(), self.writing.heading(1, name, "part-gaps"), self.writing.line("Lead", note),
                *self.writing.table(table), page_end(is_wide=True)]

    def field(self, node: b.Field) -> Elements:
        return self._part(0, node, b.Form("", "", False, ()))

    def _filled(self, block: n.Prose, field: b.Field, title: str, number: int) -> Elements:
        if isinstance(block, n.Table):
            return self._blank_table(block, field)
        if isinstance(block, (n.BulletList, n.NumberedList)) and field.choose:
            return self._boxes(block)
        if number and isinstance(block, n.Paragraph):
            mark = text_runs(f"{number}  ", styled("Number"))
            return [self.writing.paragraph("FormText", [*mark, *self.inline(block.children)])]
        return self.render(block)

    def _boxes(self, block: n.BulletList | n.NumberedList) -> Elements:
        """Return boxes with their words, on one line where they are few and short."""
        told = [[ticked_box(plain_text(item.body)), *text_runs("\N{NO-BREAK SPACE}"), *self._words(item)]
                for item in block.items]
        if not is_row(block):
            return [self.writing.paragraph("Ticks", runs) for runs in told]
        row = [x for place, runs in enumerate(told)
               for x in (*([*text_runs("    ")] if place else []), *runs)]
        return [self.writing.paragraph("Ticks", row)]

    def _words(self, item: n.ListItem) -> Elements:
        return [x for each in item.body for x in self.inline(getattr(each, "children", ()))]

    def _lines(self, count: int, title: str) -> Elements:
        """Return lines to write upon: rows of a table, which grow where someone types."""
        rows: list[list[Elements]] = [[[self.writing.paragraph("TableText")]] for _ in range(count)]
        return self.writing.table(Table(title, (1,), (), rows, is_form=True, width=self.width, height=_LINE,
                                        lines="rules"))

    def _blank_table(self, table: n.Table, field: b.Field) -> Elements:
        """Return a table whose empty cells are to be filled in."""
        lengths = [max(len(plain_text(row[place])) for row in (table.header, *table.rows))
                   for place in range(len(table.header))]
        heads = [plain_text(cell) for cell in table.header]
        rows = [[[self._cell(cell, field, f"{plain_text(row[0])}: {head}")]
                 for cell, head in zip(row, heads, strict=True)] for row in table.rows]
        head = [self.writing.paragraph("TableHead", self.inline(cell)) for cell in table.header]
        title = " · ".join(filter(None, heads))
        return self.writing.table(Table(
            title, field.columns or fitting(lengths), head if title else (), rows, is_form=True,
            width=self.width, height=_ROW * max(field.lines, 1), lines="grid"))

    def _cell(self, cell: n.Inlines, field: b.Field, label: str) -> Element:
        if cell:
            return self.writing.paragraph("TableText", self.inline(cell))
        box = [ticked_box(label)] if field.choose else []
        return self.writing.paragraph("TickCell" if box else "TableText", box)
