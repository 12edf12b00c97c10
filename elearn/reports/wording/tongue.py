"""A language to speak in: its catalogue, its dates and its names, without a request around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from gettext import NullTranslations

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from elearn.kernel import words

_MONTHS = 12


@dataclass(frozen=True)
class Tongue:
    """Says things in `lang`. `known` holds names that only the record knows: those of modules and sites.

    The methods are called as those of Flask-Babel, so that the words are gathered alike.
    """

    lang: str
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _held(self) -> NullTranslations:
        return words.catalogue(self.lang)

    @cached_property
    def locale(self) -> Locale:
        """The Babel locale, that of English where Babel does not know the language."""
        try:
            return Locale.parse(words.locale_of(self.lang))
        except (UnknownLocaleError, ValueError):
            return Locale.parse(words.locale_of("en"))

    def gettext(self, message: str, **named: object) -> str:
        said = self._held.gettext(message)
        return said % named if named else said

    def ngettext(self, one: str, many: str, num: int, **named: object) -> str:
        return self._held.ngettext(one, many, num) % {"num": num, **named}

    def pgettext(self, context: str, message: str, **named: object) -> str:
        said = self._held.pgettext(context, message)
        return said % named if named else said

    def day(self, of: date) -> str:
        """Return a date in full."""
        return format_date(of, "long", locale=self.locale)

    def moment(self, at: datetime) -> str:
        """Return a moment as day and time."""
        return self.gettext("%(day)s, %(time)s", day=self.day(at), time=format_time(
            at, "short", locale=self.locale))

    def number(self, printed: str) -> str:
        """Return a printed count with its thousands apart; what is no number stays as it is."""
        return format_decimal(int(printed), locale=self.locale) if printed.isdigit() else printed

    def month(self, of: str) -> str:
        """Return a month such as `2026-04` in words."""
        return format_date(date.fromisoformat(f"{of}-01"), "MMMM yyyy", locale=self.locale)

    def short_month(self, of: str) -> str:
        """Return a month such as `2026-04` in a few letters."""
        return format_date(date.fromisoformat(f"{of}-01"), "MMM yy", locale=self.locale)

    def month_of_any_year(self, number: int) -> str:
        """Return the name of a month, 1 to 12, without a year."""
        return format_date(date(2000, number, 1), "LLLL", locale=self.locale)

    def year(self, of: str) -> str:
        """Return a reporting year, named by its first month, in words: from its first month to its last."""
        first = date.fromisoformat(f"{of}-01")
        months = first.year * _MONTHS + first.month - 1 + _MONTHS - 1
        last = f"{months // _MONTHS:04d}-{months % _MONTHS + 1:02d}"
        return self.gettext("%(first)s to %(last)s", first=self.month(of), last=self.month(last))
