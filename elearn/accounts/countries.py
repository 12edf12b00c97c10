"""Countries as people choose them: ISO 3166-1 alpha-2, and invented ones for demonstrations."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_ISO = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_ISO.split())

# User-assigned codes, so that no demonstration figure can be taken for that of a real country.
INVENTED = {
    "XA": "Velmara", "XB": "Ostrelia", "XC": "Kantavu", "XD": "Narodia", "XE": "Tesmira",
    "XF": "Sorvane",
}


def name(code: str, lang: str) -> str:
    """Return the name of a country in `lang`, or its code where it has none."""
    return INVENTED.get(code) or _locale(lang).territories.get(code, code)


@lru_cache(maxsize=32)
def choices(lang: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of every real country, by name."""
    held = ((code, name(code, lang)) for code in CODES)
    return tuple(sorted(held, key=lambda pair: _sorted_as(pair[1])))


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _sorted_as(text: str) -> str:
    # "Åland" stands with A and "Türkiye" with T, as a reader looks for them.
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
