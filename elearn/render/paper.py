"""What every printed publication shares: passages with § in the margin, cases, asides, sections."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import CourseHeader, Section
from elearn.document.sources import SourceCatalogue
from elearn.kernel import paths
from elearn.render.base import named
from elearn.render.html import HtmlRenderer
from elearn.render.numbering import Numbering
from elearn.render.paragraphs import ParagraphIndex, Place
from elearn.render.templating import environment
from elearn.render.words import words_in

_LETTERS_A_LINE = 17


class PaperRenderer(HtmlRenderer):
    """Blocks for a publication that is read from front to back.

    `is_paged` says whether pages have numbers to refer to; `depth` is the level of the next heading;
    `ids` are the ids that the publication holds, since a link to any other is plain words. `sheet` is the
    size of the paper (`a4`, `letter`); `pictures_in` the folder of a publication that carries its pictures
    beside its text; `imprint` what stands at the foot of every page; `has_sources` is False for a leaf
    that has no list of sources to lead to, `has_answers` for one without answers at its back.
    """

    publication = ""
    sheet = "a4"
    pictures_in = ""
    imprint = ""
    has_sources = True
    has_answers = True

    def __init__(self, header: CourseHeader, sources: SourceCatalogue, content: str,
                 numbers: Numbering, ids: frozenset[str], *, is_paged: bool) -> None:
        super().__init__(sources, words_in(header.lang), self._address)
        self.header = header
        self.content = content
        self.numbers = numbers
        self.ids = ids
        self.is_paged = is_paged
        self.index = ParagraphIndex()
        self.depth = 2
        self.at: Place | None = None

    def template(self, name: str, **values: Any) -> Markup:
        """Return the template `document/<name>.html` filled; every template is given `page`."""
        made = environment(self.header.lang).get_template(f"{name}.html")
        return Markup(made.render(page=self, is_paged=self.is_paged, **values))

    @contextmanager
    def within(self, place: Place, levels: int = 0) -> Iterator[None]:
        """Let what is cited inside the block be indexed under `place`, headings `levels` deeper."""
        before = self.at, self.depth
        self.at, self.depth = place, self.depth + levels
        with named(place.id):
            yield
        self.at, self.depth = before

    def _address(self, name: str) -> str | None:
        if name.startswith("media/"):
            return self._picture(name.removeprefix("media/"))
        is_here = name in self.ids or (self.has_sources and name.startswith("src-"))
        return f"#{name}" if is_here else None

    def _picture(self, src: str) -> str:
        """Return where a picture is: for the PDF's own fetcher, in a folder, or in the page itself."""
        if self.pictures_in:
            return f"{self.pictures_in}/{src}"
        if self.is_paged:
            return f"media:{self.content}/media/{src}"
        data = (paths.shipped("content") / self.content / "media" / src).read_bytes()
        kind = mimetypes.guess_type(src)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    def citation(self, node: n.Citation) -> Markup:
        self.index.add(node.references, self.at)
        return super().citation(node)

    def passage(self, block: object) -> Markup:
        """Return one block; what it cites also stands in the margin, for the eye alone."""
        before, self._cited = self._cited, []
        made = self.render(block)
        cited, self._cited = tuple(dict.fromkeys(self._cited)), before
        if not cited or not isinstance(block, n.Prose):
            return made
        note = Markup('data-margin="{}" data-lines="{}"').format(self.margin(cited), self.lines(cited))
        if isinstance(block, n.Paragraph):
            return made.replace("<p", Markup("<p {}").format(note), 1)
        return Markup('<div class="passage" {}>{}</div>\n').format(note, made)

    def margin(self, references: tuple[n.Reference, ...]) -> str:
        """Return the labels of cited places, one a line."""
        return "\n".join(self.place_name(reference) for reference in references)

    def lines(self, references: tuple[n.Reference, ...]) -> int:
        """Return how many lines a note takes in its narrow margin, so that none runs into the next."""
        return sum(-(-len(self.place_name(reference)) // _LETTERS_A_LINE) for reference in references)

    def place_name(self, reference: n.Reference) -> str:
        """Return the label of a place, a section sign or an "art." kept with its number."""
        label = super().place_name(reference)
        return label.replace("§ ", "§\N{NO-BREAK SPACE}").replace(". ", ".\N{NO-BREAK SPACE}")

    def labels(self, references: tuple[n.Reference, ...]) -> Markup:
        """Return cited places on one line, each a link to the list of sources."""
        self.index.add(references, self.at)
        return Markup(", ").join(self.cited_place(reference) for reference in references)

    def section(self, section: Section[Any], title: str) -> Markup:
        """Return a section; `title` names the unit for the text before its first heading."""
        name = self.plain_title(section) or title
        level = self.depth + section.level - 2
        with self.within(Place(section.id, name), section.level - 1 if section.title else 0):
            body = self.blocks(section.body)
        if not section.title:
            return Markup('<section class="opening">{}</section>\n').format(body)
        return Markup('<section id="{0}" class="level-{1}"><h{2}>{3}</h{2}>\n{4}</section>\n').format(
            section.id, section.level, min(level, 6), self.inline(section.title), body)

    @staticmethod
    def plain_title(section: Section[Any]) -> str:
        from elearn.document.walk import plain_text
        return plain_text(section.title)

    def case(self, node: b.Case[Any]) -> Markup:
        with self.within(Place(node.id, node.title), 1):
            body = self.blocks(node.body)
        with self.within(Place(node.id, node.title)):
            return self.template("case", node=node, body=body, margin=self.margin(node.cites),
                                 cites=self.labels(node.cites))

    def aside(self, node: b.Aside[Any]) -> Markup:
        return self.template("aside", node=node, body=self.plain(node.body))

    def tip(self, node: b.Tip[Any]) -> Markup:
        return self.template("tip", node=node, body=self.plain(node.body))

    def take_away(self, node: b.TakeAway[Any]) -> Markup:
        return self.template("take-away", body=self.plain(node.body))

    def checklist(self, node: b.Checklist) -> Markup:
        return self.template("checklist", node=node, body=self.plain(node.body))

    def only(self, node: b.Only[Any]) -> Markup:
        return self.blocks(node.body) if node.publication == self.publication else Markup("")
