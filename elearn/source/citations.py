"""Citations: `bp 2.5; commentary 2.5` into references that exist."""

from __future__ import annotations

import re

from elearn.document.nodes import Reference
from elearn.document.sources import Source, SourceCatalogue
from elearn.source.findings import did_you_mean
from elearn.source.reading import Reading

_PLACE = re.compile(r"([a-z][a-z0-9-]*)(?: +([a-z0-9]+(?:[.-][a-z0-9]+)*))?")


def references(text: str, line: int, reading: Reading) -> tuple[Reference, ...]:
    """Return the places named in `text` (parted by `;`); report those that cannot be found."""
    found = []
    for part in re.sub(r" *\n *", " ", text).split(";"):
        matched = _PLACE.fullmatch(part.strip(" "))
        if not matched:
            reading.problem(
                line,
                "bad-citation",
                f"“{part.strip()}” is no citation: write a key of "
                "sources.toml, a space and a paragraph, parted by “;”, as in [@bp 2.5; uncac 11.1]",
            )
            continue
        reference = Reference(matched[1], matched[2] or "")
        fault = _fault(reference, reading.sources)
        if fault:
            reading.problem(line, "citation-unknown", fault)
        elif reference in found:
            reading.problem(line, "bad-citation", f"“{part.strip()}” is cited twice in one place")
        found.append(reference)
    return tuple(found)


def _fault(reference: Reference, sources: SourceCatalogue | None) -> str:
    if sources is None:
        return ""
    source = sources.find(reference.source)
    if source is None:
        known = [each.key for each in sources.sources]
        return f"no instrument “{reference.source}” in sources.toml{did_you_mean(reference.source, known)}"
    if not reference.paragraph or sources.paragraph(reference) is not None:
        return ""
    known = _paragraphs(source, sources)
    if not known:
        return f"{source.key} is cited whole, as [@{source.key}]: sources.toml lists none of its paragraphs"
    return f"{source.key} has no paragraph {reference.paragraph}{did_you_mean(reference.paragraph, known)}"


def _paragraphs(source: Source, sources: SourceCatalogue) -> list[str]:
    holder = sources.find(source.paragraphs_of) if source.paragraphs_of else source
    return [each.key for each in holder.paragraphs] if holder else []
