"""HTML made once and filled often.

A page of the course is the same for every reader but for a few words: the token of its forms, who
is reading, how far they are. A template is rendered once with holes in those places; each request
joins the pieces. So a page costs no template, no translation and no Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

# U+0000 can stand in no HTML document, so no author and no translator can make a hole by accident.
_EDGE = "\x00"


def hole(name: str) -> Markup:
    """Return the place of something that each request brings, for a template to print."""
    return Markup(f"{_EDGE}{name}{_EDGE}")


class Skeleton:
    """HTML with holes. What fills them must be HTML already: a person's own words, escaped."""

    __slots__ = ("_pieces", "holes")

    def __init__(self, html: str) -> None:
        self._pieces = html.split(_EDGE)
        self.holes = tuple(self._pieces[1::2])

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the HTML with each hole filled; raise KeyError for a hole without a value."""
        pieces = self._pieces.copy()
        pieces[1::2] = [values[name] for name in self.holes]
        return "".join(pieces)
