"""Blocks as lines of plain words: what a slide shows and what its notes say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.render.base import Renderer
from elearn.render.citations import Citations

Lines = tuple[str, ...]


class LineRenderer(Renderer[Lines]):
    """A paragraph is one line, an item one line with its sign, a row of a table one line."""

    def __init__(self, citations: Citations) -> None:
        self.citations = citations

    def lines(self, body: Iterable[object]) -> Lines:
        """Return the lines of a run of blocks."""
        return tuple(line for block in body for line in self.render(block) if line)

    def line(self, children: Iterable[object]) -> str:
        """Return the words of one line, citations as their labels."""
        return "".join(part for child in children for part in self.render(child))

    def text(self, node: n.Text) -> Lines:
        return (node.text,)

    def emphasis(self, node: n.Emphasis) -> Lines:
        return (self.line(node.children),)

    def strong(self, node: n.Strong) -> Lines:
        return (self.line(node.children),)

    def code(self, node: n.Code) -> Lines:
        return (node.text,)

    def link(self, node: n.Link) -> Lines:
        return (self.line(node.children),)

    def line_break(self, node: n.LineBreak) -> Lines:
        return (" ",)

    def citation(self, node: n.Citation) -> Lines:
        return (f"({', '.join(self.citations.label(reference) for reference in node.references)})",)

    def paragraph(self, node: n.Paragraph) -> Lines:
        return (self.line(node.children),)

    def bullet_list(self, node: n.BulletList) -> Lines:
        return tuple(f"• {line}" for item in node.items for line in self.render(item))

    def numbered_list(self, node: n.NumberedList) -> Lines:
        return tuple(f"{number}. {' '.join(self.render(item))}"
                     for number, item in enumerate(node.items, start=node.start))

    def list_item(self, node: n.ListItem) -> Lines:
        return self.lines(node.body)

    def table(self, node: n.Table) -> Lines:
        return tuple(" | ".join(self.line(cell) for cell in row) for row in (node.header, *node.rows))

    def quote(self, node: n.Quote) -> Lines:
        return self.lines(node.body)

    def code_block(self, node: n.CodeBlock) -> Lines:
        return tuple(node.text.splitlines())

    def rule(self, node: n.Rule) -> Lines:
        return ()

    def figure(self, node: b.Figure) -> Lines:
        return (node.alt,)

    def checklist(self, node: b.Checklist) -> Lines:
        return (node.title, *self.lines(node.body))

    def trainer(self, node: b.Trainer) -> Lines:
        return self.lines(node.body)

    def tip(self, node: b.Tip[Any]) -> Lines:
        return (*filter(None, (node.title,)), *self.lines(node.body))

    def aside(self, node: b.Aside[Any]) -> Lines:
        return (node.title, *self.lines(node.body))

    def only(self, node: b.Only[Any]) -> Lines:
        return self.lines(node.body) if node.publication == "manual" else ()

    def slot(self, node: b.Slot[Any]) -> Lines:
        return self.lines(node.body)

    def reflection(self, node: b.Reflection) -> Lines:
        return self.lines(x for x in node.body if not isinstance(x, b.Trainer))
