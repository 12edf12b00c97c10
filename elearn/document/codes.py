"""Short codes of questions for answer sheets: three signs of base 32 and one that proves them.

A code follows from the id of the question alone: a sheet printed last year still names its questions.
An id of the usual form (`m2-q7`) is counted, not hashed: two such ids never share a code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

# Crockford's base 32: no I, L, O or U, which a hand writes like 1, 0 and V.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_USUAL = re.compile(r"(?:(m|e)([0-9])|(end))-(q|s|r)([1-9][0-9]{0,2})")
_KINDS = "qsr"
_A_MODULE_KIND = 512
_USUAL_CODES = 21 * len(_KINDS) * _A_MODULE_KIND
_ALL_CODES = 32 ** 3


def code_of(item_id: str) -> str:
    """Return the code of an item: four signs, such as `7K2M`."""
    # An odd factor mixes neighbours apart without ever making two of one: m2-q7 and m2-q8 look unlike.
    mixed = (_number(item_id) * 20011 + 9973) % _ALL_CODES
    signs = [mixed >> 10, mixed >> 5 & 31, mixed & 31]
    return "".join(SIGNS[sign] for sign in (*signs, _proof(signs)))


def read_code(written: str) -> str | None:
    """Return a code as it was meant (`7k2m`, O for 0, I or L for 1), or None where it cannot be one.

    One wrong sign, or two neighbours that changed places, never make another code.
    """
    meant = written.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("U", "V")
    places = [SIGNS.find(sign) for sign in meant if sign not in " -"]
    if len(places) != 4 or -1 in places or _proof(places[:3]) != places[3]:
        return None
    return "".join(SIGNS[place] for place in places)


def by_code(item_ids: Iterable[str]) -> dict[str, str]:
    """Return the ids by code; raise ValueError where two share one, which only unusual ids can."""
    found: dict[str, str] = {}
    for item_id in item_ids:
        other = found.setdefault(code_of(item_id), item_id)
        if other != item_id:
            raise ValueError(f"{other} and {item_id} have the same code")
    return found


def _number(item_id: str) -> int:
    """Return a number below 32³: counted for a usual id, else a hash among those left over."""
    usual = _USUAL.fullmatch(item_id)
    if usual is None or int(usual[5]) >= _A_MODULE_KIND:
        digest = int.from_bytes(hashlib.sha256(item_id.encode()).digest()[:4])
        return _USUAL_CODES + digest % (_ALL_CODES - _USUAL_CODES)
    module = 20 if usual[3] else int(usual[2]) + (10 if usual[1] == "e" else 0)
    return (module * len(_KINDS) + _KINDS.index(usual[4])) * _A_MODULE_KIND + int(usual[5])


def _proof(signs: list[int]) -> int:
    """Return the sum of the signs weighted by 2, 4 and 8 in the field of 32 elements.

    The weights differ from each other, from 0 and from 1 (the weight of the proof itself): that is
    what finds every wrong sign and every exchange.
    """
    total = 0
    for place, sign in enumerate(signs, start=1):
        for _ in range(place):
            sign = (sign << 1) ^ (0b100101 if sign & 16 else 0)
        total ^= sign
    return total
