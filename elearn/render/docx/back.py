"""What stands around the chapters: cover, contents, case bank, index, glossary, sources."""

from __future__ import annotations

from elearn.document.course import GlossaryEntry
from elearn.document.nodes import Reference
from elearn.document.sources import Source
from elearn.render.citations import anchor
from elearn.render.docx.forms import FormRenderer
from elearn.render.docx.ooxml import (
    Element,
    Elements,
    bookmark_name,
    counted_field,
    link_inside,
    run,
    styled,
    tab,
    text_runs,
)
from elearn.render.docx.tables import Table
from elearn.render.docx.writing import Heading, page_of
from elearn.render.paragraphs import ParagraphIndex, Place
from elearn.render.templating import long_date

_DEPTH = 3


class BookRenderer(FormRenderer):
    """The parts of the book that the author did not write."""

    def cover(self, title: str, about: str, revision_id: str) -> Elements:
        gettext, header = self.words.gettext, self.header
        edition = gettext("International edition") if header.edition == "international" else header.edition
        facts = ((gettext("Edition"), edition), (gettext("Released"), long_date(header.released,
                                                                                header.lang)),
                 (gettext("Revision"), revision_id[:12]))
        rows = [[[self.writing.line("RowHead", name)], [self.writing.line("TableText", said)]]
                for name, said in facts]
        note = gettext(
            "An independent course. It cites the Bangalore Principles and other public instruments by "
            "paragraph, in its own words; no international organisation has endorsed it, and the official "
            "texts alone are authoritative.")
        return [self.writing.line("CoverName", title), self.writing.line("Title", header.title),
                self.writing.line("Subtitle", about),
                *self.writing.table(Table(gettext("About this edition"), (20, 80), (), rows)),
                self.writing.line("CoverNote", note)]

    def contents(self) -> Elements:
        """Return the table of contents its entries written in; Word makes it anew from the headings."""
        entries = [each for each in self.writing.headings if each.level <= _DEPTH]
        gettext = self.words.gettext
        head = self.writing.line("TOCHeading", gettext("Contents"))
        hint = self.writing.line("Quiet", gettext(
            "Where page numbers are missing, click on the contents with the other button of the mouse and "
            "choose to update them."))
        lines = [self.writing.paragraph(f"TOC{each.level}", [self._entry(each)]) for each in entries]
        if lines:
            opening, closing = _around(counted_field(f'TOC \\o "1-{_DEPTH}" \\h \\z \\u', []))
            for place, made in enumerate(opening, start=1):
                lines[0].insert(place, made)
            lines[-1].extend(closing)
        return [head, *lines, hint]

    def _entry(self, heading: Heading) -> Element:
        page = counted_field(f"PAGEREF {bookmark_name(heading.name)} \\h", [run("…")])
        return link_inside(heading.name, [*text_runs(heading.text), tab(), *page])

    def index_part(self, name: str, part_id: str, note: str, index: ParagraphIndex) -> Elements:
        """Return an index by paragraph, a table for each instrument."""
        gettext = self.words.gettext
        made = [self.writing.heading(1, name, part_id), self.writing.line("Lead", note)]
        for place, group in enumerate(index.groups(self.citations)):
            rows = [[[self.writing.line("RowHead", entry.label)],
                     [self.writing.paragraph("TableText", self._places(entry.places))]]
                    for entry in group.entries]
            made.append(self.writing.heading(2, group.title, f"{part_id}-{place}"))
            made += self.writing.table(Table(
                group.title, (22, 78), self.writing.heads(gettext("Paragraph"), gettext("Where")), rows))
        return made

    def _places(self, places: tuple[Place, ...]) -> Elements:
        """Return where a paragraph is dealt with: the words of each place and its page."""
        runs: Elements = []
        for number, place in enumerate(places):
            runs += [*(text_runs("; ") if number else []),
                     link_inside(place.id, text_runs(place.title)), *text_runs(", "), page_of(place.id)]
        return runs

    def glossary_part(self, glossary: tuple[GlossaryEntry, ...]) -> Elements:
        made = [self.writing.heading(1, self.words.gettext("Glossary"), "part-glossary")]
        for entry in glossary:
            made += [self.writing.line("Term", entry.term, names=[entry.id]),
                     *self.blocks(entry.definition)]
        return made

    def sources_part(self, sources: tuple[Source, ...]) -> Elements:
        gettext = self.words.gettext
        note = gettext("Each paragraph is told in our own words. "
                       "The official texts are at the addresses given.")
        made = [self.writing.heading(1, gettext("Sources"), "part-sources"), self.writing.line("Lead",
                                                                                               note)]
        for source in sources:
            made += self._source(source)
        return made

    def _source(self, source: Source) -> Elements:
        gettext = self.words.gettext
        head = self.writing.heading(2, source.title, anchor(Reference(source.key)))
        link = self.package.link_outside(source.url, text_runs(source.url, styled("Hyperlink")))
        about = self.writing.paragraph(
            "BodyText", [*text_runs(f"{source.body}, {source.year}. "), link])
        base = self.citations.sources.find(source.paragraphs_of) if source.paragraphs_of else source
        keys = [(p, Reference(source.key, p.key)) for p in base.paragraphs] if base else []
        if source.paragraphs_of:
            names = [anchor(reference) for _, reference in keys]
            told = gettext("Cited by the paragraphs it comments upon.")
            return [head, about, self.writing.line("BodyText", told, names=names)]
        rows = [[[self.writing.line("RowHead", self.citations.own_label(reference),
                                    names=[anchor(reference)])],
                 [self.writing.line("TableText", paragraph.gist)]] for paragraph, reference in keys]
        table = Table(source.title, (22, 78), self.writing.heads(gettext("Paragraph"), gettext("Gist")),
                      rows)
        return [head, about, *(self.writing.table(table) if rows else [])]


def _around(field: Elements) -> tuple[Elements, Elements]:
    """Return what opens a field that goes over several paragraphs, and what closes it."""
    return field[:-1], field[-1:]


