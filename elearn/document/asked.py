"""A paragraph asked for by its number: "2.5", "§ 2.5", "bp 2.5", "Principle 2.5", "art. 11(1)"."""

from __future__ import annotations

import re
import unicodedata

from elearn.document.nodes import Reference
from elearn.document.sources import SourceCatalogue

_ASKED = re.compile(r"(?P<name>[^\d]*?)[\s.:]*(?P<number>\d{1,2}(?:[.(]\d{1,2}\)?){0,2})\s*\.?")
_ARABIC_POINT = "\u066b"
_PRINCIPLES, _CONVENTION, _MEASURES = "bp", "uncac", "measures"
# What people call an instrument before a number; a bare number is looked for in each of these in turn.
_NAMES = {
    _PRINCIPLES: """bp bpjc bangalore principle principles para paragraph value commentary principe
                 principes paragraphe valeur principio párrafo princípio parágrafo принцип пункт
                 مبدأ المبدأ فقرة الفقرة 原则""",
    _CONVENTION: "uncac cnucc convention article art artículo artigo статья مادة المادة اتفاقية 第",
    _MEASURES: "measure measures lusaka mesure mesures medida medidas мера تدبير التدبير 措施",
}
_BY_NAME = {name: source for source, names in _NAMES.items() for name in names.split()}


def paragraph_asked(query: str, sources: SourceCatalogue) -> Reference | None:
    """Return the paragraph that a query names by number and nothing else, or None."""
    typed = unicodedata.normalize("NFKC", query).replace(_ARABIC_POINT, ".").strip().casefold()
    plain = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in typed)
    match = _ASKED.fullmatch(plain)
    if match is None:
        return None
    named = [_BY_NAME.get(each) for each in re.findall(r"[^\W\d_]+", match["name"])]
    if None in named or any(not each.isalpha() and each not in " §.,:()-" for each in match["name"]):
        return None
    number = match["number"].replace("(", ".").rstrip(")").replace(")", "")
    for source in dict.fromkeys(each for each in (*named[:1], *_NAMES) if each):
        if (not named or source == named[0]) and sources.paragraph(Reference(source, number)):
            return Reference(source, number)
    return None
