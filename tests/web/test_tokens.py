"""The colours of the style sheet: contrast computed from the tokens, and both dark blocks alike."""

from __future__ import annotations

import re

import pytest

from elearn.web.static_files import FOLDER

SHEET = (FOLDER / "elearn.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root[^{]*\{([^}]*)\}", SHEET)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", block))


LIGHT, DARK = tokens(BLOCKS[0]), tokens(BLOCKS[1])


def luminance(colour: str) -> float:
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
def test_text_can_be_read_on_every_ground(theme: dict[str, str], ground: str) -> None:
    assert contrast(theme["ink"], theme[ground]) >= 7
    for name in ("ink-2", "blue", "link", "seal", "brass", "good", "caution", "breach"):
        assert contrast(theme[name], theme[ground]) >= 4.5, name
    assert contrast(theme["control"], theme[ground]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_buttons_and_focus_stand_out(theme: dict[str, str]) -> None:
    assert contrast(theme["on-blue"], theme["blue"]) >= 7
    assert contrast(theme["focus"], theme["ring"]) >= 3


def test_the_chosen_dark_is_the_dark_of_the_system() -> None:
    assert tokens(BLOCKS[2]) == DARK
    assert set(DARK) == set(LIGHT)
