"""Contrast, computed from the tokens of the style sheet: nobody has to measure a screen."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.house.layout import PACKAGE

SHEET = (PACKAGE / "web" / "static" / "elearn.css").read_text(encoding="utf-8")
_TOKEN = re.compile(r"--([\w-]+): (#[0-9A-Fa-f]{6});")
# The table of the design: what each token is in light and in dark.
TABLE = {
    "paper": ("#FBFAF7", "#12171F"), "surface": ("#FFFFFF", "#1A212B"), "ink": ("#1B2430", "#E9E6DF"),
    "ink-2": ("#4A5565", "#B4BAC4"), "link": ("#1D4F91", "#9CC3F5"), "seal": ("#7A2233", "#E79AA6"),
    "brass": ("#8A6414", "#E3BE6B"), "good": ("#1E6B4A", "#7FD1A8"), "caution": ("#8A5A00", "#F0BE62"),
    "breach": ("#A32A2A", "#F29C94"), "control": ("#6F7683", "#8B94A1"), "focus": ("#F2B705", "#FFD24A"),
}
GROUNDS = ("paper", "surface", "sunken")
TEXT = ("ink-2", "blue", "link", "seal", "good", "caution", "breach")


def tokens(selector: str) -> dict[str, str]:
    """Return the colours that the rule of a selector gives."""
    rule = SHEET.split(selector, 1)[1].split("}", 1)[0]
    return dict(_TOKEN.findall(rule))


LIGHT, DARK = tokens(":root {"), tokens(':root[data-theme="dark"] {')
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_tokens_are_those_of_the_design() -> None:
    assert {name: (LIGHT[name], DARK[name]) for name in TABLE} == TABLE
    # The theme of the system and the one that was chosen are written down twice, and must be one.
    assert tokens(':root:not([data-theme="light"]) {') == DARK
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: dict[str, str]) -> None:
    low = [f"{name} on {ground}" for name, ground in product(TEXT, GROUNDS)
           if contrast(theme[name], theme[ground]) < 4.5]
    low += [f"ink on {ground}" for ground in GROUNDS if contrast(theme["ink"], theme[ground]) < 7]
    low += ["the words of a button"] if contrast(theme["on-blue"], theme["blue"]) < 4.5 else []
    assert not low


@pytest.mark.parametrize("theme", THEMES)
def test_controls_marks_and_focus_can_be_seen(theme: dict[str, str]) -> None:
    shapes = ("control", "blue", "brass", "breach")
    low = [f"{name} on {ground}" for name, ground in product(shapes, GROUNDS)
           if contrast(theme[name], theme[ground]) < 3]
    for ground in (*GROUNDS, "blue"):
        # The ring is of two colours: one of them stands out from whatever is behind.
        seen = max(contrast(theme["focus"], theme[ground]), contrast(theme["ring"], theme[ground]))
        low += [f"focus on {ground}"] if seen < 3 else []
    low += ["focus and its ring"] if contrast(theme["focus"], theme["ring"]) < 3 else []
    assert not low


def test_no_colour_stands_outside_the_tokens() -> None:
    rules = re.sub(r":root[^{]*{[^}]*}", "", SHEET)
    # Print alone has another: its ink is black.
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s,)])", rules)) <= {"#000"}


def test_whoever_asks_for_less_motion_or_their_own_colours_gets_it() -> None:
    assert "prefers-reduced-motion: reduce" in SHEET
    forced = SHEET.split("@media (forced-colors: active) {", 1)[1].split("@media", 1)[0]
    for part in (":focus-visible", ".chip", ".option:has(:checked)", ".bar svg",
                 ".progress::-webkit-progress-value"):
        assert part in forced
    # Paper is white: dark colours are for screens alone.
    for place in (':root:not([data-theme="light"]) {', ':root[data-theme="dark"] {'):
        assert "@media screen" in SHEET.split(place, 1)[0].rsplit("}", 1)[-1]
