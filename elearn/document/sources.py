"""The instruments a course cites, paragraph by paragraph, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.document.nodes import Reference


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A citable place. `part_of` names the paragraph it belongs to; a value has a `name`."""

    key: str
    gist: str
    name: str = ""
    part_of: str = ""

    @property
    def is_counted(self) -> bool:
        """True for an application paragraph, which a course must teach, practise and test."""
        return "." in self.key and not self.part_of


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument; `paragraphs_of` names the one whose paragraphs it is cited by."""

    key: str
    title: str
    short: str
    body: str
    year: int
    url: str
    paragraphs: tuple[SourceParagraph, ...]
    paragraphs_of: str = ""


@dataclass(frozen=True, slots=True)
class SourceCatalogue:
    sources: tuple[Source, ...]

    def find(self, key: str) -> Source | None:
        """Return the instrument with this key, or None."""
        return next((source for source in self.sources if source.key == key), None)

    def paragraph(self, reference: Reference) -> SourceParagraph | None:
        """Return the paragraph cited, or None where there is no such place."""
        source = self.find(reference.source)
        if source is not None and source.paragraphs_of:
            source = self.find(source.paragraphs_of)
        if source is None:
            return None
        return next((p for p in source.paragraphs if p.key == reference.paragraph), None)

    def counted(self) -> tuple[Reference, ...]:
        """Return every paragraph that coverage counts: those of `bp` and `uncac`, in order."""
        return tuple(
            Reference(source.key, paragraph.key)
            for source in self.sources if source.key in ("bp", "uncac")
            for paragraph in source.paragraphs if paragraph.is_counted
        )
