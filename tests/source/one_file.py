"""Reading one unit in a test: a body in, its problems or its nodes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from elearn.document.course import Unit
from elearn.source.instruments import load_sources
from elearn.source.load import parse_unit

HEAD = "---\nid: m2-u\ntitle: T\nminutes: 8\n---\n"
FIRST = 6  # the line of the file on which a body begins
SOURCES, _ = load_sources(Path(__file__).parents[2] / "content/bangalore_principles/sources.toml", "en")


def problems_of(body: str) -> list[tuple[int, str]]:
    """Return line (counted from 1 in the body) and code of every problem of a unit with this body."""
    parsed = parse_unit(HEAD + body, "u.md", SOURCES)
    assert (parsed.unit is None) == bool(parsed.problems)
    return [(problem.line - FIRST + 1, problem.code) for problem in parsed.problems]


def messages_of(body: str) -> str:
    return "\n".join(problem.message for problem in parse_unit(HEAD + body, "u.md", SOURCES).problems)


def unit_of(body: str) -> Unit[Any]:
    """Return the unit with this body, which must have no problem."""
    parsed = parse_unit(HEAD + body, "u.md", SOURCES)
    assert parsed.problems == ()
    assert parsed.unit is not None
    return parsed.unit


def nodes_of(body: str) -> tuple[Any, ...]:
    """Return the nodes above the first heading."""
    return unit_of(body).sections[0].body


def question(options: str, said: str = "", above: str = "Why?\n\n") -> str:
    return f'::: question {{#m2-q1 cites="bp 2.5"{said}}}\n{above}{options}\n:::\n'
