"""Which passwords are too easy: by length, by lists, by pattern, never by kinds of characters.

After NIST SP 800-63B § 3.1.1.2: at least 12 characters, no composition rules, compared with what is
common, what follows a pattern, and what the account itself gives away.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

LEAST = 12
MOST = 256  # Enough for any sentence; a megabyte to hash would be work for us and none for the sender.
# As typed: composing shortens a text by four at the very most, but costs the square of its marks.
TYPED_MOST = 4 * MOST

_HERE = Path(__file__).parent
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop",
         "abcdefghijklmnopqrstuvwxyz", "йцукенгшщзхъ", "фывапролджэ")
_STEPS = frozenset(
    pair for row in _ROWS for a, b in zip(row, row[1:] + row[:1], strict=True) for pair in (a + b, b + a))
_DISGUISES = (str.maketrans("0134578@$!", "oleastbasi"), str.maketrans("0134578@$!", "oieastbasi"))
_WORDS_MOST = 2
_OWN_LETTERS_LEAST = 5


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    PERSONAL = "personal"


def normal_password(text: str) -> str:
    """Return the one form in which a password is hashed, however the keyboard composed it (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def password_problem(password: str, *, email: str = "", name: str = "") -> PasswordProblem | None:
    """Return why `password` is too easy for the owner of `email` and `name`, or None."""
    if len(password) > TYPED_MOST:
        return PasswordProblem.TOO_LONG
    text = normal_password(password)
    if len(text) < LEAST:
        return PasswordProblem.TOO_SHORT
    if len(text) > MOST:
        return PasswordProblem.TOO_LONG
    folded = text.casefold()
    if folded in _common_passwords():
        return PasswordProblem.COMMON
    if _repeats(folded):
        return PasswordProblem.REPEATED
    if _is_sequence(folded):
        return PasswordProblem.SEQUENCE
    own = _own_words(email, name)
    if _is_made_of(folded, own):
        return PasswordProblem.PERSONAL
    return PasswordProblem.COMMON if _is_made_of(folded, own | _common_words()) else None


def _repeats(text: str) -> bool:
    """Say whether few characters, or one short piece, make up all of it."""
    if len(set(text)) < 5:
        return True
    return any(
        (text[:size] * (len(text) // size + 1)).startswith(text) for size in range(1, len(text) // 3 + 1))


def _is_sequence(text: str) -> bool:
    """Say whether four in five neighbours are neighbours on a keyboard or in the alphabet too."""
    pairs = [a + b for a, b in pairwise(text)]
    return sum(pair in _STEPS for pair in pairs) >= 0.8 * len(pairs)


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """Say whether it is one or two of `words`, perhaps disguised, and next to nothing else."""
    return any(_little_is_left(form, words) for form in (text, *map(text.translate, _DISGUISES)))


def _little_is_left(text: str, words: frozenset[str]) -> bool:
    used: set[str] = set()
    rest = text
    for word in sorted(words, key=len, reverse=True):
        if word in rest:
            used.add(word)
            rest = rest.replace(word, " ")
    own = sum(c.isalpha() for c in rest)
    return 0 < len(used) <= _WORDS_MOST and own < _OWN_LETTERS_LEAST


def _own_words(email: str, name: str) -> frozenset[str]:
    words = re.split(r"[\W\d_]+", f"{email} {name}".casefold())
    return frozenset(word for word in words if len(word) >= 4)


@lru_cache(maxsize=1)
def _common_passwords() -> frozenset[str]:
    return _list("common_passwords.txt")


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return _list("common_words.txt")


def _list(name: str) -> frozenset[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
