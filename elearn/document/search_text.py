"""Words as a search compares them: the same folding for what is found and for what is typed.

Accents, Arabic marks and the forms of a letter are folded, English and Arabic words lose their common
endings or article, and Chinese becomes overlapping pairs of characters. So both databases compare plain
words, and neither needs to know a language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_JOINERS = "\u0640\u200c\u200d"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# A number of a paragraph is one word, points and all.
_WORD = re.compile(rf"\d+(?:\.\d+)+(?!\w)|[^\W_](?:[^\W_]|[{_MARKS}{_JOINERS}])*")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_ARABIC = re.compile("[\u0620-\u064a]+")
_LETTERS = str.maketrans({
    "\u0649": "\u064a", "\u0629": "\u0647", "\u0671": "\u0627", "\u06cc": "\u064a", "\u06a9": "\u0643",
    "\u0621": "", "\u0640": "", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
# Longest first; what is left of a word has four letters or more, of an Arabic one three.
_ENDINGS = tuple(sorted((
    "ations", "ation", "ments", "ement", "ment", "ities", "ality", "ity", "ances", "ance", "ences", "ence",
    "ants", "ant", "ents", "ent", "ures", "ure", "ings", "ing", "edly", "ied", "ed", "ions", "ion", "ials",
    "ial", "als", "al", "ers", "er", "ies", "es", "ly", "s", "e", "y"), key=len, reverse=True))
_LEAST, _LONGEST, _MOST_WORDS, _MOST_HITS = 4, 60, 12, 40
_COMMON_WORDS = {
    "en": """a an and are as at be by can do does for from has have how i if in is it may my of on or should
          that the their they this to was what when where which who why with you""",
    "fr": """au aux ce ces dans de des du elle en est et il je la le les leur mais ne nous ou par pas pour
          que qui sa se ses son sont sur un une vous""",
}
_COMMON = {lang: frozenset(held.split()) for lang, held in _COMMON_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word stands in a text, and how it is compared."""

    begin: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an excerpt; `is_found` where it is what was asked for."""

    text: str
    is_found: bool = False


def spans(text: str, lang: str) -> Iterator[Span]:
    """Yield the words of `text`, in order, as they are compared; a lone Latin letter is none."""
    for match in _WORD.finditer(text):
        at, held = match.start(), match.group()
        if "." in held:
            yield Span(at, match.end(), "point".join(map(_fold, held.split("."))))
            continue
        if held.isascii():
            yield from _plain(held, at, lang)
            continue
        begin = 0
        for chinese in _CHINESE.finditer(held):
            yield from _plain(held[begin:chinese.start()], at + begin, lang)
            yield from _pairs(chinese.group(), at + chinese.start())
            begin = chinese.end()
        yield from _plain(held[begin:], at + begin, lang)


def words(text: str, lang: str) -> str:
    """Return the words of `text` as they are compared, letters and digits alone."""
    return " ".join(span.word for span in spans(text, lang))


def asked_words(query: str, lang: str) -> tuple[str, ...]:
    """Return what is looked for: each word once, few of them, the commonest left out beside others."""
    common: frozenset[str] = _COMMON.get(lang.split("-")[0], frozenset())
    found: dict[str, None] = {}
    spare: dict[str, None] = {}
    for span in spans(query, lang):
        typed = query[span.begin:span.end].casefold()
        (spare if typed in common else found)[span.word] = None
    return tuple(found or spare)[:_MOST_WORDS]


def is_beginning(word: str) -> bool:
    """Say whether a word may stand for all that begin with it: long enough, or one Chinese character."""
    return len(word) >= _LEAST or (len(word) == 1 and _CHINESE.fullmatch(word) is not None)


def excerpt(text: str, asked: Sequence[str], lang: str, length: int = 220) -> tuple[Piece, ...]:
    """Return the stretch of `text` that holds most of what was asked, what was found apart from the rest.

    The pieces joined are the stretch, with dots where the text goes on.
    """
    exact, begun = frozenset(asked), tuple(filter(is_beginning, asked))
    hits = [span for span in spans(text, lang) if span.word in exact or span.word.startswith(begun)]
    begin, end = _window(text, hits, length)
    pieces, at = [Piece("… ")] if begin else [], begin
    for hit in hits:
        if hit.begin >= begin and hit.end <= end and hit.end > at:
            pieces += [Piece(text[at:max(at, hit.begin)]), Piece(text[max(at, hit.begin):hit.end], True)]
            at = hit.end
    pieces += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _window(text: str, hits: Sequence[Span], length: int) -> tuple[int, int]:
    """Return where the best stretch begins and ends: at words, a little before the first of its hits."""
    def held(first: Span) -> int:
        most = first.begin + length * 2 // 3
        return len({hit.word for hit in hits[:_MOST_HITS] if first.begin <= hit.begin < most})

    best = max(hits[:_MOST_HITS], key=held).begin if hits else 0
    begin, end = max(0, best - length // 4), min(len(text), best + length)
    while 0 < begin < best and not text[begin - 1].isspace():
        begin += 1
    while end < len(text) and end > best + length // 2 and not text[end].isspace():
        end -= 1
    return begin, end


def _plain(held: str, at: int, lang: str) -> Iterator[Span]:
    word = _compared(held, lang) if held else ""
    if word:
        yield Span(at, at + len(held), word)


@lru_cache(maxsize=50_000)
def _compared(held: str, lang: str) -> str:
    """Return a word as it is compared, or nothing where it is none; a language has few words that recur."""
    word = _fold(held)
    if lang.split("-")[0] == "en" and word.isascii():
        word = _stem(word)
    elif _ARABIC.fullmatch(word):
        word = _without_article(word)
    return word[:_LONGEST] if len(word) > 1 or not (word.isascii() and word.isalpha()) else ""


def _pairs(run: str, at: int) -> Iterator[Span]:
    if len(run) == 1:
        yield Span(at, at + 1, run)
    for place in range(len(run) - 1):
        yield Span(at + place, at + place + 2, run[place:place + 2])


def _fold(held: str) -> str:
    """Return a word without case, accents, marks and the forms of its letters; digits as in English."""
    plain = unicodedata.normalize("NFKD", held.casefold()).translate(_LETTERS)
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each
        for each in plain if each.isalnum() and not unicodedata.combining(each)).casefold()


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST and not word.endswith("ss"):
            return word[:-len(ending)]
    return word


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article):]
    return word
