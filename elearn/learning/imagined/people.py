"""Who lives an imagined life: country, site, role and the rest, drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from random import Random
from typing import Any

from elearn.accounts.countries import INVENTED
from elearn.accounts.models import AccessRole, CourtLevel, Gender, JudicialRole, Person, Personal, Theme
from elearn.learning.imagined.marks import PERSON, Trait
from elearn.learning.rows import Row

_COUNTRIES = dict(zip(sorted(INVENTED), (30, 22, 18, 14, 10, 6), strict=True))
# Which languages are read where; a country reads what it reads more often than the rest does.
_READ_IN = {"fr": ("XB", "XE"), "ar": ("XD", "XF")}
_ROLES = {JudicialRole.JUDGE: 70, JudicialRole.PROSECUTOR: 9, JudicialRole.COURT_STAFF: 15,
          JudicialRole.TRAINER_OTHER: 2, JudicialRole.OTHER: 4}
_GENDERS = {Gender.FEMALE: 44, Gender.MALE: 43, Gender.OTHER: 1, Gender.UNDISCLOSED: 4, None: 8}
_LEVELS = {CourtLevel.FIRST_INSTANCE: 58, CourtLevel.APPEAL: 18, CourtLevel.SUPREME: 4,
           CourtLevel.SPECIALISED: 10, CourtLevel.UNDISCLOSED: 3, None: 7}
_SITES = {"judicial-academy": 36, "high-court": 20, "appeal-court": 11, "north-regional-court": 8,
          "south-regional-court": 7, "": 18}
_GIVEN = ("Adia", "Boran", "Celme", "Dario", "Elin", "Faris", "Ginta", "Hoshi", "Ilaro", "Jamila",
          "Kaveh", "Lumi", "Marek", "Nadia", "Oyelaran", "Petra", "Quirin", "Rosalba", "Soren", "Talia")
_FAMILY = ("Abara", "Belov", "Castan", "Dunmore", "Esfahan", "Fontal", "Gorin", "Haldis", "Ibsen",
           "Jurado", "Kimura", "Lindqvist", "Moreau", "Nyambe", "Okafor", "Pereda", "Rahimi", "Sato")

_OF_PERSON = ("site", "judicial_role", "country", "gender", "court_level", "appointed_year")
# The columns of `enrolment_fact` that hold a trait: nothing given is `undisclosed` there.
TRAITS_COUNTED = {
    "site": Trait("site"), "judicial_role": Trait("judicial_role"), "country": Trait("country"),
    "gender": Trait("gender counted"), "court_level": Trait("court level counted")}


def person_rows(lang: str, at: datetime) -> Iterator[tuple[Any, list[Row]]]:
    """Yield the rows of someone who registered at `at` and can never sign in."""
    yield Person, [{
        "id": PERSON, "created_at": at, "access_role": AccessRole.LEARNER, "is_locked": False,
        **{name: Trait(name) for name in _OF_PERSON}, "language": lang, "theme": Theme.SYSTEM,
        "password_changed_at": at}]
    yield Personal, [{"person_id": PERSON, "display_name": Trait("display_name")}]


def site_of(country: str, site: str) -> str:
    """Return the key of a training site in an invented country."""
    return f"{INVENTED[country].casefold()}-{site}" if site else ""


class _Weighted:
    """Values drawn by weight, as quickly as that can be done."""

    def __init__(self, weights: dict[Any, int]) -> None:
        self._values, self._bounds = tuple(weights), tuple(accumulate(weights.values()))

    def draw(self, chance: Random) -> Any:
        return chance.choices(self._values, cum_weights=self._bounds)[0]


_ROLE, _GENDER, _LEVEL, _SITE = (_Weighted(each) for each in (_ROLES, _GENDERS, _LEVELS, _SITES))


def _countries(lang: str) -> _Weighted:
    return _Weighted({country: weight * (6 if country in _READ_IN.get(lang, ()) else 1)
                      for country, weight in _COUNTRIES.items()})


_COUNTRY = {lang: _countries(lang) for lang in ("en", *_READ_IN)}


def traits(lang: str, year: int, chance: Random) -> dict[str, Any]:
    """Draw the traits of someone who reads `lang` and enrolled in `year`, as columns hold them."""
    country = _COUNTRY.get(lang, _COUNTRY["en"]).draw(chance)
    role, gender = _ROLE.draw(chance), _GENDER.draw(chance)
    level = _LEVEL.draw(chance) if role is JudicialRole.JUDGE else None
    has_year = chance.random() < 0.7
    return {
        "country": country, "site": site_of(country, _SITE.draw(chance)), "judicial_role": role.value,
        "gender": gender and gender.value, "court_level": level and level.value,
        "gender counted": (gender or Gender.UNDISCLOSED).value,
        "court level counted": (level or CourtLevel.UNDISCLOSED).value,
        "appointed_year": chance.randrange(1990, year) if has_year else None,
        "display_name": f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
    }
