"""One slide as plain values, and the words by which slides are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from elearn.render.citations import Citations
from elearn.render.numbering import Numbering
from elearn.render.slides.lines import LineRenderer, Lines

_LETTERS_A_SLIDE = 420


@dataclass(frozen=True, slots=True)
class Slide:
    """`kind` names its layout: `title`, `section`, `content`, `question`, `columns`, `picture`.

    `options` are what a question offers,
    or the second column. `is_prose` says that the lines are sentences,
    which have no bullets; a tab in one sets off its sign.
    """

    kind: str
    title: str
    lines: Lines
    options: Lines = ()
    notes: Lines = ()
    picture: str = ""
    alt: str = ""
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How things are called on slides, in one language and with the numbers of the printed text."""

    words: NullTranslations
    citations: Citations
    text: LineRenderer
    numbers: Numbering


def folded(lines: Iterable[str]) -> Iterator[Lines]:
    """Yield lines in groups that one slide can hold in letters large enough to read."""
    held: list[str] = []
    for line in lines:
        if held and sum(map(len, held)) + len(line) > _LETTERS_A_SLIDE:
            yield tuple(held)
            held = []
        held.append(line)
    if held:
        yield tuple(held)
