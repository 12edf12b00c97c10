"""The pattern page shows every component in every state, and is not there where nobody builds pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from elearn.web import context
from elearn.web.context import Context
from tests.house.layout import ROOT
from tests.web.browser import Browser

COMPONENTS = ROOT / "templates" / "components"
PATTERNS = ROOT / "templates" / "patterns"


@pytest.fixture
def builder(app: Flask) -> Browser:
    """Somebody at a demonstration server."""
    with app.app_context():
        held = context.current()
    context.init_app(app, Context(held.settings.model_copy(update={"demo": True}), held.catalogue))
    return Browser(app)


def test_there_is_no_pattern_page_on_a_server_for_learners(visitor: Browser) -> None:
    assert visitor.get("/en/patterns").status_code == 404


def test_every_macro_of_a_component_is_shown(builder: Browser) -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in PATTERNS.glob("*.html"))
    page = builder.html("/en/patterns")
    for path in COMPONENTS.glob("[!_]*.html"):
        text = path.read_text(encoding="utf-8")
        assert f'"components/{path.name}"' in shown, f"write templates/patterns/{path.name}"
        assert f'<section class="text pattern" id="part-{path.stem}"' in page, path.stem
        for macro in re.findall(r"{% macro (\w+)\(", text):
            assert re.search(rf"\b{macro}(\(| as )", shown), f"templates/patterns/ never call {macro}"


def test_a_question_of_each_kind_is_shown_in_each_state(builder: Browser) -> None:
    page = builder.html("/en/patterns")
    for kind in ("one", "all", "order", "match", "spot", "scale"):
        for state in ("untouched", "wrong", "answered", "well"):
            assert f"{kind}, {state}</code>" in page


@pytest.mark.parametrize(("query", "marks"), [
    ("?theme=dark", 'dir="ltr" data-theme="dark"'),
    ("?dir=rtl&theme=light", 'dir="rtl" data-theme="light"'),
    ("?dir=up&theme=pink", 'dir="ltr" data-theme="system"')])
def test_the_address_says_in_which_theme_and_direction(builder: Browser, query: str, marks: str) -> None:
    assert marks in builder.html(f"/en/patterns{query}")


def test_what_cannot_be_drawn_has_no_bar_and_no_point(builder: Browser) -> None:
    page = builder.html("/en/patterns")
    bars = page.split('id="part-bars"')[1].split("</section>")[0]
    assert bars.count("<svg") == 3 and 'd="M0 0h0v10H0z"' in bars
    line = page.split('id="part-line"')[1].split("</section>")[0]
    # Two runs of months, a month alone; none where the figure is suppressed.
    assert re.search(r'd="M0\.0 [\d.]+h0L16\.7 [\d.]+M50\.0 [\d.]+h0L66\.7 [\d.]+M100\.0 [\d.]+h0"', line)


def test_a_chart_is_small_and_says_everything_in_html(builder: Browser) -> None:
    page = builder.html("/en/patterns")
    charts = re.findall(r'<figure class="bars.*?</figure>', page, re.DOTALL)
    assert len(charts) >= 4
    for chart in charts:
        assert len(chart) <= 6 * 1024 and "<text" not in chart and "<figcaption>" in chart
        assert chart.count("<svg") == chart.count('aria-hidden="true"')
