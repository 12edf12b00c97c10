"""Jinja for publications: the same templates folder and words as the web, without Flask."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from elearn.document.nodes import Reference
from elearn.kernel import paths
from elearn.kernel.words import locale_of
from elearn.render.citations import anchor
from elearn.render.numbering import letter
from elearn.render.words import words_in


@cache
def environment(lang: str) -> Environment:
    """Return the environment whose templates speak `lang`; a name nobody set is an error."""
    made = Environment(
        loader=FileSystemLoader([folder / "document" for folder in paths.search_path("templates")]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    made.install_gettext_translations(words_in(lang), newstyle=True)  # type: ignore[attr-defined]
    made.filters["clock"] = clock
    made.filters["day"] = lambda day: long_date(day, lang)
    made.globals |= {"letter": letter, "anchor": anchor, "reference": Reference}
    return made


def clock(minutes: int) -> str:
    """Write minutes since the start as hours and minutes: 75 is 1:15."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def long_date(day: date, lang: str) -> str:
    """Write a date out in full as the language does, in English where Babel does not know it."""
    try:
        locale = Locale.parse(locale_of(lang))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(locale_of("en"))
    return format_date(day, format="long", locale=locale)
