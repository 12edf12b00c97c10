"""The counts of a course as lines of text, for `elearn coverage`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from elearn.source.tally import LONG_SENTENCE, Tally

_HEADINGS = ("module", "units", "minutes", "counted", "cases", "stories", "questions", "in cases",
             "defensible", "reflections", "words a sentence", f"over {LONG_SENTENCE}")


def tally_lines(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield a table of the counts by module, and the kinds of question in the whole course."""
    yield "  ".join(_HEADINGS)
    for each in tallies:
        pairs = zip(_cells(each), _HEADINGS, strict=True)
        yield "  ".join(str(cell).rjust(len(heading)) for cell, heading in pairs)
    yield "kinds of question: " + ", ".join(f"{kind} {count}" for kind, count in tallies[-1].kinds)


def _cells(each: Tally) -> tuple[object, ...]:
    return (
        each.id, each.units, each.minutes, each.taken, each.cases, each.scenarios, each.questions,
        _share(each.case_questions, each.questions), _share(each.defensible, each.questions),
        each.reflections, f"{each.mean_sentence:.1f}", _share(each.long_sentences, each.sentences))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
