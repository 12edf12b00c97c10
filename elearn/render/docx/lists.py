"""Bullets and numbers: one definition of each, and a fresh count for every numbered list."""

from __future__ import annotations

from elearn.render.docx.ooxml import Element, Elements, element

BULLETS = 1
_LEVELS, _STEP = 5, 340
_SIGNS = ("•", "–", "•", "–", "•")


class Lists:
    """Hands out list numbers. 1 is every bulleted list; each numbered list has its own."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int]] = []

    def numbered(self, start: int, level: int) -> int:
        """Return the number of a new list that counts from `start` at `level` (from 0)."""
        self._starts.append((start, level))
        return BULLETS + len(self._starts)

    def definitions(self) -> Elements:
        """Return what belongs into the numbering part: the two kinds, then every list."""
        bullets = element("w:num", element("w:abstractNumId", val=0), numId=BULLETS)
        numbered = [_number(BULLETS + place, start, level)
                    for place, (start, level) in enumerate(self._starts, start=1)]
        return [_kind(0, is_numbered=False), _kind(1, is_numbered=True), bullets, *numbered]


def _number(num_id: int, start: int, level: int) -> Element:
    again = element("w:lvlOverride", element("w:startOverride", val=start), ilvl=level)
    return element("w:num", element("w:abstractNumId", val=1), again, numId=num_id)


def _kind(abstract_id: int, *, is_numbered: bool) -> Element:
    levels = [_level(level, is_numbered=is_numbered) for level in range(_LEVELS)]
    return element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), *levels,
                   abstractNumId=abstract_id)


def _level(level: int, *, is_numbered: bool) -> Element:
    form, sign = ("decimal", f"%{level + 1}.") if is_numbered else ("bullet", _SIGNS[level])
    place = element("w:ind", left=_STEP * (level + 1), hanging=_STEP - 40)
    return element(
        "w:lvl", element("w:start", val=1), element("w:numFmt", val=form), element("w:lvlText", val=sign),
        element("w:lvlJc", val="left"), element("w:pPr", place), ilvl=level)
