"""HTML made once and filled often.

A page of the course is the same for every reader but for a few words: the token of its forms, who
is reading, how far they are. A template is rendered once with holes in those places; each request
joins the pieces. So a page costs no template, no translation and no Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from flask import request
from markupsafe import Markup, escape

from elearn.kernel import words
from elearn.web import templating
from elearn.web.navigation import Link
from elearn.web.templating import Frame

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


class OpenFrame(Frame):
    """The frame of a page that is set once: what each request brings is a hole.

    It stands at `path`; with `is_anywhere` its own address is a hole too, for a page that stands at
    several of them.
    """

    def __init__(self, path: str = "", *, is_anywhere: bool = False) -> None:
        buttons = {each: hole(f"pressed:{each}") for each in templating.THEMES}
        super().__init__(token=hole("csrf"), theme=hole("theme"), buttons=buttons)
        self._is_anywhere, self._path = is_anywhere, path

    @cached_property
    def path(self) -> str:
        return f"/{self.lang}/" + hole("rest") if self._is_anywhere else self._path

    @cached_property
    def languages(self) -> tuple[Link, ...]:
        rest = hole("rest") if self._is_anywhere else self._path.split("/", 2)[2] + hole("query")
        return tuple(Link(f"/{each.tag}/" + rest, each.name, each.tag == self.lang, each.tag)
                     for each in words.INTERFACE)


def frame_values() -> dict[str, str]:
    """Return what this request brings to the holes of an open frame, but its address."""
    theme = templating.theme()
    pressed = {f"pressed:{each}": state for each, state in templating.pressed(theme).items()}
    return {"csrf": templating.csrf_token(), "theme": theme, "query": _query(), **pressed}


def _query() -> str:
    asked = request.query_string.decode("ascii", "replace") if request.method == "GET" else ""
    return f"?{escape(asked)}" if asked else ""
