"""How much a change of words weighs: a slip of the pen put right, or something else said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from typing import Any

# Fields that say what a node is or leads to, whatever its words; and those that readers never notice.
_STRUCTURE = frozenset({
    "id", "key", "target", "src", "publication", "source", "paragraph", "choose", "alignments", "session"})
_UNNOTICED = frozenset({"minutes", "lines", "columns", "is_wide", "reason", "note"})
_TOKEN = re.compile(r"\w+|[^\w\s]")
_APOSTROPHES = str.maketrans("", "", "'’ʼ\u00ad")
_SHORTEST = 4  # In a shorter word one letter makes another word: now, not; on, in.


class Weight(StrEnum):
    """How much a change matters to someone who knows what stood there before."""

    TYPO = "typo"
    WORDING = "wording"
    KEY = "key"


_ORDER = (Weight.TYPO, Weight.WORDING, Weight.KEY)


def heavier(first: Weight, second: Weight) -> Weight:
    """Return the heavier of two weights."""
    return max(first, second, key=_ORDER.index)


def weigh(before: object, after: object) -> Weight:
    """Return TYPO where two nodes differ in letters of words, capitals and punctuation alone, else WORDING.

    A word counts as the same with one letter more, less, other or two exchanged, if it has four
    letters or more and begins as before; numbers and signs never do. So a "not" is never a slip.
    """
    old, new = list(_tokens(before)), list(_tokens(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    slips = (_is_slip(old[a:b], new[c:d], old[max(a - 1, 0):a])
             for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
    return Weight.TYPO if all(slips) else Weight.WORDING


def _is_slip(old: list[str], new: list[str], before: list[str]) -> bool:
    if not new and old == before:
        return True  # The same word stood there twice.
    return len(old) == len(new) and all(map(_is_one_letter_away, old, new))


def _is_one_letter_away(old: str, new: str) -> bool:
    short, long = sorted((old, new), key=len)
    is_word = len(short) >= _SHORTEST and old.isalpha() and new.isalpha()
    if not is_word or old[0] != new[0] or len(long) - len(short) > 1:
        return False
    place = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(long) > len(short):
        return short[place:] == long[place + 1:]
    rest = place + 2
    is_exchange = old[place:rest] == new[place:rest][::-1] and old[rest:] == new[rest:]
    return is_exchange or old[place + 1:] == new[place + 1:]


def _tokens(node: Any) -> Iterator[str]:
    """Yield the words of a node without capitals and punctuation, and marks for all else that it is."""
    if isinstance(node, Enum) or node is None or isinstance(node, (bool, int)):
        yield f"\0{node}"
    elif isinstance(node, str):
        yield from _words(node)
    elif isinstance(node, tuple):
        for each in node:
            yield from _tokens(each)
    elif is_dataclass(node):
        yield f"\0{type(node).__name__}"
        for field in fields(node):
            if field.name in _STRUCTURE:
                yield f"\0{getattr(node, field.name)}"
            elif field.name not in _UNNOTICED:
                yield from _tokens(getattr(node, field.name))


def _words(text: str) -> Iterator[str]:
    if text.startswith("\0"):
        yield text
        return
    for token in _TOKEN.findall(text.casefold().translate(_APOSTROPHES)):
        if _is_without_spaces(token):
            yield from token  # Where words are not parted, one sign may turn the sense.
        elif token.isalnum() or "_" in token or unicodedata.category(token[0]).startswith("S"):
            yield token


def _is_without_spaces(token: str) -> bool:
    return any("CJK" in unicodedata.name(letter, "") or "KANA" in unicodedata.name(letter, "")
               for letter in token[:1])
