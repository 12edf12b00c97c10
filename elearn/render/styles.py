"""The style sheets of the publications, shipped with the fonts in `assets/`."""

from __future__ import annotations

from functools import cache

from elearn.kernel import paths


@cache
def screen_style() -> str:
    """Return what a one-page HTML publication carries in its head."""
    return f"{sheet('paper.css')}\n{sheet('screen.css')}"


def sheet(name: str) -> str:
    return (paths.shipped("assets") / name).read_text(encoding="utf-8")
