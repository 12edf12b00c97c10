"""Every component in every state: nothing that axe knows, both themes and directions, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import Server

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
         "resultTypes": ["violations"]}
STATES = [(theme, direction) for theme in ("light", "dark") for direction in ("ltr", "rtl")]


@pytest.fixture(scope="module")
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """Return what axe says, and what is wider than the window."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules).then(said => said.violations)", RULES)
    said = [f"{each['id']} ({each['help']}) at " + ", ".join(
        " ".join(map(str, node["target"])) for node in each["nodes"][:4]) for each in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*said, f"{wide} px wider than the window"] if wide > 0 else said


@pytest.mark.parametrize(("theme", "direction"), STATES)
def test_every_component_is_sound(page: Page, server: Server, theme: str, direction: str) -> None:
    page.goto(f"{server.url}/en/patterns?theme={theme}&dir={direction}")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not (found := faults(page)), f"{width} px: " + "\n".join(found)


def test_what_is_planted_is_found(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/patterns")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert "image-alt" in "".join(faults(page))


def test_nothing_scrolls_sideways_at_400_per_cent(page: Page, server: Server) -> None:
    # 1280 px enlarged four times leave 320; beyond that, text alone is made twice as large.
    page.set_viewport_size({"width": 320, "height": 256})
    for direction in ("ltr", "rtl"):
        page.goto(f"{server.url}/en/patterns?dir={direction}")
        for size in ("100%", "200%"):
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{direction}, {size}"


def test_in_forced_colours_what_is_chosen_still_differs(page: Page, server: Server) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server.url}/en/patterns?theme=light")

    def colour(selector: str, name: str) -> str:
        return str(page.evaluate(
            "([s, n]) => getComputedStyle(document.querySelector(s))[n]", [selector, name]))

    ground = colour("body", "backgroundColor")
    assert colour(".outline a:not([aria-current])", "borderInlineStartColor") == ground
    assert colour(".outline a[aria-current]", "borderInlineStartColor") != ground
    assert colour(".theme button[aria-pressed='false']", "borderTopColor") == ground
    assert colour(".theme button[aria-pressed='true']", "borderTopColor") != ground
    assert colour(".chip", "borderTopStyle") == "solid"
    assert colour(".bar svg", "fill") != ground
    page.locator(".button").first.focus()
    assert colour(".button", "outlineStyle") == "solid" and colour(".button", "outlineColor") != ground
    shapes = page.locator(".verdict.is-sound svg, .verdict.is-risky svg").evaluate_all(
        "all => all.map(each => each.innerHTML)")
    assert len(set(shapes)) >= 2
    page.emulate_media(forced_colors="none")
