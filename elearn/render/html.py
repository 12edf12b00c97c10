"""Prose as HTML: escaped, with citations as links and the places cited beside each passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import NullTranslations

from markupsafe import Markup, escape

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.sources import SourceCatalogue
from elearn.render.base import Renderer
from elearn.render.citations import Citations, anchor

Address = Callable[[str], str | None]

_ALIGNED = {"start": "", "center": ' class="is-centred"', "end": ' class="is-at-end"', "": ""}


def joined(parts: Iterable[Markup]) -> Markup:
    """Join pieces of HTML without escaping them again."""
    return Markup("").join(parts)


class HtmlRenderer(Renderer[Markup]):
    """Prose, figures and checklists. `address` turns an id into a link target, or None where it has none.

    A list, table, quote or paragraph that cites something is a passage: its notes follow it.
    """

    def __init__(self, sources: SourceCatalogue, words: NullTranslations, address: Address) -> None:
        self.citations = Citations(sources, words)
        self.words = words
        self.address = address
        self._cited: list[n.Reference] = []

    def blocks(self, body: Iterable[object]) -> Markup:
        """Return a run of blocks, each passage with its notes."""
        return joined(self.passage(block) for block in body)

    def plain(self, body: Iterable[object]) -> Markup:
        """Return a run of blocks without notes beside it, for feedback and models."""
        made = joined(self.render(block) for block in body)
        self._cited.clear()
        return made

    def inline(self, children: Iterable[n.Inline]) -> Markup:
        """Return the inline spans of one line, without notes."""
        made = self._children(children)
        self._cited.clear()
        return made

    def passage(self, block: object) -> Markup:
        """Return one block and, where it cites, the notes that belong in its margin."""
        before, self._cited = self._cited, []
        made = self.render(block)
        cited, self._cited = tuple(dict.fromkeys(self._cited)), before
        if not cited or not isinstance(block, n.Prose):
            return made
        return Markup('<div class="passage">{}{}</div>\n').format(made, self.notes(cited))

    def notes(self, references: tuple[n.Reference, ...]) -> Markup:
        """Return the places cited as a list for the margin."""
        rows = joined(Markup("<li>{}</li>").format(self.note(ref)) for ref in references)
        return Markup('<ul class="margin-notes">{}</ul>').format(rows)

    def note(self, reference: n.Reference) -> Markup:
        return self.cited_place(reference)

    def cited_place(self, reference: n.Reference) -> Markup:
        """Return the label of a place, linked where the publication has an entry for it."""
        label = Markup("<bdi>{}</bdi>").format(self.place_name(reference))
        target = self.address(anchor(reference))
        if target is None:
            return label
        return Markup('<a class="cite" href="{}">{}</a>').format(target, label)

    def place_name(self, reference: n.Reference) -> str:
        return self.citations.label(reference)

    def _children(self, children: Iterable[n.Inline]) -> Markup:
        return joined(self.render(child) for child in children)

    def text(self, node: n.Text) -> Markup:
        return escape(node.text)

    def emphasis(self, node: n.Emphasis) -> Markup:
        return Markup("<em>{}</em>").format(self._children(node.children))

    def strong(self, node: n.Strong) -> Markup:
        return Markup("<strong>{}</strong>").format(self._children(node.children))

    def code(self, node: n.Code) -> Markup:
        return Markup("<code>{}</code>").format(node.text)

    def line_break(self, node: n.LineBreak) -> Markup:
        return Markup("<br>")

    def link(self, node: n.Link) -> Markup:
        """Return a link; one to an id that this publication does not hold is plain words."""
        children = self._children(node.children)
        is_inside = node.target.startswith("#")
        target = self.address(node.target[1:]) if is_inside else node.target
        if target is None:
            return children
        return Markup('<a href="{}"{}>{}</a>').format(
            target, "" if is_inside else Markup(' class="is-outside" rel="noopener"'), children)

    def citation(self, node: n.Citation) -> Markup:
        self._cited.extend(node.references)
        places = Markup(", ").join(self.cited_place(ref) for ref in node.references)
        return Markup('<span class="citation">({})</span>').format(places)

    def paragraph(self, node: n.Paragraph) -> Markup:
        return Markup("<p>{}</p>\n").format(self._children(node.children))

    def bullet_list(self, node: n.BulletList) -> Markup:
        return Markup("<ul>\n{}</ul>\n").format(joined(self.render(item) for item in node.items))

    def numbered_list(self, node: n.NumberedList) -> Markup:
        start = Markup(' start="{}"').format(node.start) if node.start != 1 else ""
        return Markup("<ol{}>\n{}</ol>\n").format(start, joined(self.render(i) for i in node.items))

    def list_item(self, node: n.ListItem) -> Markup:
        first, rest = node.body[:1], node.body[1:]
        if first and isinstance(first[0], n.Paragraph):
            opening = self._children(first[0].children)
        else:
            opening = joined(self.render(block) for block in first)
        return Markup("<li>{}{}</li>\n").format(opening, joined(self.render(block) for block in rest))

    def table(self, node: n.Table) -> Markup:
        aligned = [_ALIGNED[a] for a in node.alignments] + [""] * len(node.header)
        header = joined(
            Markup('<th scope="col"{}>{}</th>').format(Markup(place), self._children(cell))
            for place, cell in zip(aligned, node.header, strict=False)
        )
        rows = joined(self._row(row, aligned) for row in node.rows)
        return Markup(
            '<div class="table"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n'
        ).format(header, rows)

    def _row(self, cells: tuple[n.Inlines, ...], aligned: list[str]) -> Markup:
        made = joined(
            Markup("<td{}>{}</td>").format(Markup(place), self._children(cell))
            for place, cell in zip(aligned, cells, strict=False)
        )
        return Markup("<tr>{}</tr>\n").format(made)

    def quote(self, node: n.Quote) -> Markup:
        return Markup("<blockquote>\n{}</blockquote>\n").format(joined(self.render(x) for x in node.body))

    def code_block(self, node: n.CodeBlock) -> Markup:
        return Markup('<pre dir="auto"><code>{}</code></pre>\n').format(node.text)

    def rule(self, node: n.Rule) -> Markup:
        return Markup("<hr>\n")

    def figure(self, node: b.Figure) -> Markup:
        caption = Markup("")
        if node.caption:
            caption = Markup("<figcaption>{}</figcaption>").format(self.plain(node.caption))
        return Markup('<figure id="{}"><img src="{}" alt="{}">{}</figure>\n').format(
            node.id, self.media(node.src), node.alt, caption)

    def checklist(self, node: b.Checklist) -> Markup:
        return Markup('<section class="checklist" id="{}"><h4>{}</h4>\n{}</section>\n').format(
            node.id, node.title, self.plain(node.body))

    def media(self, src: str) -> str:
        """Return the address of a file under `media/`."""
        return self.address(f"media/{src}") or f"media/{src}"
