"""Forms to copy and fill in, as HTML: fields with boxes, blank cells and lines to write upon."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.walk import plain_text
from elearn.render.html import joined
from elearn.render.paper import PaperRenderer

_A_ROW_OF_BOXES = 96


class FormRenderer(PaperRenderer):
    """Each form on pages of its own; fields that ask something in words are numbered."""

    def form(self, node: b.Form) -> Markup:
        """Return a form; its fields are counted from 1."""
        body = joined(self._field(block, number) if isinstance(block, b.Field) else self.plain((block,))
                      for number, block in fields(node))
        return self.template("manual/fill-in", node=node, body=body)

    def field(self, node: b.Field) -> Markup:
        return self._field(node, 0)

    def _field(self, node: b.Field, number: int) -> Markup:
        """Return one thing to fill in, under its number if it has one."""
        has_table = any(isinstance(block, n.Table) for block in node.body)
        return self.template(
            "manual/field", node=node, number=number, lines=0 if has_table else node.lines,
            body=joined(self._filled(block, node) for block in node.body))

    def _filled(self, block: n.Prose, field: b.Field) -> Markup:
        if isinstance(block, n.Table):
            return self._blank_table(block, field)
        if isinstance(block, (n.BulletList, n.NumberedList)) and field.choose:
            return self.template("manual/boxes", items=[self.plain(x.body) for x in block.items],
                                 is_row=is_row(block), choose=field.choose)
        return self.plain((block,))

    def _blank_table(self, table: n.Table, field: b.Field) -> Markup:
        """Return a table whose empty cells are to be filled in."""
        widths = field.columns or (1,) * len(table.header)
        return self.template(
            "manual/blank-table", field=field,
            widths=[round(100 * each / sum(widths), 2) for each in widths] if field.columns else (),
            header=[self.inline(cell) for cell in table.header],
            rows=[[self.inline(cell) for cell in row] for row in table.rows])


def asks(block: n.Prose | b.Field) -> bool:
    """Say whether a block is a field that asks something in words."""
    return isinstance(block, b.Field) and bool(block.body) and isinstance(block.body[0], n.Paragraph)


def is_row(block: n.BulletList | n.NumberedList) -> bool:
    """Say whether the boxes of a list are few and short enough for one line."""
    return sum(len(plain_text(item.body)) + 6 for item in block.items) <= _A_ROW_OF_BOXES


def fields(form: b.Form) -> Iterator[tuple[int, n.Prose | b.Field]]:
    """Yield what a form holds, each field that asks with a number to speak of it by, all else with 0.

    Where one field alone asks, it needs no number.
    """
    are_several = sum(asks(block) for block in form.body) > 1
    number = 0
    for block in form.body:
        number += asks(block)
        yield number if asks(block) and are_several else 0, block
