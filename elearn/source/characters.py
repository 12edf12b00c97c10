"""The characters a source file may hold: text that can be seen, and nothing that hides."""

from __future__ import annotations

import re
import unicodedata

from elearn.source.findings import Findings, Line

_SAFE = re.compile(r"[\n -~¡-¬®-\u02ff\u0370-\u05ff\u0621-\u06dc\u4e00-\u9fff‘’“”„–—…•]*")
_MARKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
_JOINERS = "\u200c\u200d"
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INNER_SPACES = frozenset("\u00a0\u2009\u202f")
_HIDDEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_LOOK_ALIKES = {
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "＞": ">",
    "＜": "<",
    "＠": "@",
    "﹛": "{",
    "﹜": "}",
    "﹟": "#",
    "﹥": ">",
    "﹤": "<",
    "﹫": "@",
    "｜": "|",
    "｀": "`",
    "＼": "\\",
    "＂": '"',
    "＝": "=",
    "﹦": "=",
    "❴": "{",
    "❵": "}",
    "⟦": "[",
    "⟧": "]",
    "〈": "<",
    "〉": ">",
    "\u2610": "[ ]",
    "\u2611": "[x]",
    "\u2612": "[x]",
}


def clean(text: str, findings: Findings) -> tuple[Line, ...]:
    """Return the lines of `text` in NFC, line ends made one, each hidden character reported."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return tuple(
        Line(number, held) if _SAFE.fullmatch(held) else _checked(Line(number, held), findings)
        for number, held in enumerate(text.split("\n"), start=1)
    )


def _checked(line: Line, findings: Findings) -> Line:
    """Report the first fault of a line; control and private-use characters, our marks, are taken out."""
    if not findings.is_full:
        _check_line(line, findings)
    return Line(line.number, _MARKS.sub("\ufffd", line.text))


def _check_line(line: Line, findings: Findings) -> None:
    for place, char in enumerate(line.text):
        before = line.text[place - 1 : place] if place else ""
        found = _fault(char, before, line.text[place + 1 : place + 2])
        if found:
            code, what = found
            findings.add(line.number, code, f"{what} at column {place + 1}")
            return


def _fault(char: str, before: str, after: str) -> tuple[str, str] | None:
    named = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    category = unicodedata.category(char)
    if char == "\t":
        return "tab", "a tab: use spaces"
    if char in _LOOK_ALIKES:
        return "look-alike", f"{char} ({named}) is not {_LOOK_ALIKES[char]}: type the plain character"
    if char in _DIRECTION:
        return "direction-mark", f"the direction mark {named}: direction comes from the language"
    if char in _JOINERS and _joins(before) and _joins(after):
        return None
    if char in _HIDDEN_LETTERS or category == "Cf" or _is_selector(char):
        return "invisible-character", f"the invisible character {named}"
    if category == "Zs" and char != " " and not _is_inner_space(char, before, after):
        return "odd-space", f"the space {named}: use a plain space, or put it between two words"
    if char == "\ufffd" or category in {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}:
        return "control-character", f"the character {named}, which has no place in text"
    return None


def _is_inner_space(char: str, before: str, after: str) -> bool:
    return char in _INNER_SPACES and bool(before.strip()) and bool(after.strip())


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def _joins(char: str) -> bool:
    """True for a letter or mark of a script whose spelling needs joiners (Arabic, Indic and kin)."""
    if not char or unicodedata.category(char)[0] not in "LM":
        return False
    place = ord(char)
    return (
        0x0600 <= place <= 0x08FF
        or 0x0900 <= place <= 0x0DFF
        or 0x1000 <= place <= 0x109F
        or 0x1780 <= place <= 0x18AF
        or 0xFB50 <= place <= 0xFEFC
    )
