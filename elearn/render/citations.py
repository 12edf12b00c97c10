"""How a cited place is named: `bp 2.5` is § 2.5, `uncac 11.1` is UNCAC art. 11(1)."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from elearn.document.nodes import Reference
from elearn.document.sources import SourceCatalogue

Labeller = Callable[[str], str]


class Citations:
    """Labels and gists of the places one course cites, in one language."""

    def __init__(self, sources: SourceCatalogue, words: NullTranslations) -> None:
        self.sources = sources
        self.words = words

    def label(self, reference: Reference) -> str:
        """Return the short name of a place, as it stands in a margin."""
        paragraph = reference.paragraph
        if not paragraph:
            return self.instrument(reference.source)
        special = _LABELS.get(reference.source)
        if special is not None:
            return special(self, paragraph)
        return self._named(reference)

    def instrument(self, key: str) -> str:
        """Return the short title of an instrument, or its key where it is not in the catalogue."""
        source = self.sources.find(key)
        return source.short if source else key

    def gist(self, reference: Reference) -> str:
        """Return what the cited paragraph says in one sentence, or nothing for a whole instrument."""
        found = self.sources.paragraph(reference)
        return found.gist if found else ""

    def principle(self, paragraph: str) -> str:
        if not paragraph[:1].isdigit():
            return self._named(Reference("bp", paragraph))
        return self.words.gettext("§ %(number)s") % {"number": paragraph}

    def commentary(self, paragraph: str) -> str:
        return self.words.gettext("Commentary on %(place)s") % {"place": self.principle(paragraph)}

    def measure(self, paragraph: str) -> str:
        return self.words.gettext("Measure %(number)s") % {"number": paragraph}

    def article(self, key: str, paragraph: str) -> str:
        number, _, part = paragraph.partition(".")
        shown = f"{number}({part})" if part else number
        return self.words.gettext("%(treaty)s art. %(number)s") % {
            "treaty": _TREATIES[key], "number": shown,
        }

    def own_label(self, reference: Reference) -> str:
        """Return what a place is called where its instrument is already named: `Definitions`.

        A number stays on the line of its section sign, as the label stands in a narrow column.
        """
        found = self.sources.paragraph(reference)
        is_numbered = reference.paragraph[:1].isdigit()
        name = "" if is_numbered or found is None else found.name
        return name or self.label(reference).replace("§ ", "§\N{NO-BREAK SPACE}")

    def _named(self, reference: Reference) -> str:
        found = self.sources.paragraph(reference)
        name = (found.name if found else "") or reference.paragraph.replace("-", " ")
        return self.words.gettext("%(instrument)s: %(place)s") % {
            "instrument": self.instrument(reference.source), "place": name,
        }


_TREATIES = {"uncac": "UNCAC", "udhr": "UDHR", "iccpr": "ICCPR"}
_LABELS: dict[str, Callable[[Citations, str], str]] = {
    "bp": Citations.principle,
    "commentary": Citations.commentary,
    "measures": Citations.measure,
    "uncac": lambda self, paragraph: self.article("uncac", paragraph),
    "udhr": lambda self, paragraph: self.article("udhr", paragraph),
    "iccpr": lambda self, paragraph: self.article("iccpr", paragraph),
}


def anchor(reference: Reference) -> str:
    """Return the id of a cited place in a list of sources: `src-bp-2.5`, `src-nauru`."""
    parts = ("src", reference.source, reference.paragraph)
    return "-".join(part for part in parts if part)
