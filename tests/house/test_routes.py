"""Every route is guarded, kebab-case, and listed; none appears or goes unnoticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from elearn.web.guards import guard_of

LIST = Path(__file__).with_name("routes.txt")

pytestmark = pytest.mark.only_on("sqlite")

def _routes(app: Flask) -> list[str]:
    """Return a line a route: address, methods, guard, endpoint."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        guard = guard_of(app.view_functions[rule.endpoint]) or "NOT GUARDED"
        lines.append(f"{rule.rule} | {methods} | {guard} | {rule.endpoint}")
    return sorted(lines)


def test_every_route_is_guarded(app: Flask) -> None:
    assert not [line for line in _routes(app) if "NOT GUARDED" in line]


def test_every_route_is_listed(app: Flask) -> None:
    listed = LIST.read_text(encoding="utf-8").splitlines()
    found = _routes(app)
    assert found == listed, "write these lines into tests/house/routes.txt:\n" + "\n".join(found)


def test_addresses_are_kebab_case(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", plain), rule.rule


def test_pages_that_change_something_are_posted(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if re.search(r"(sign-out|remove|delete|end)$", rule.rule):
            assert "GET" not in (rule.methods or set()) or "POST" in (rule.methods or set()), rule.rule
