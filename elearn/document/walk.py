"""Going through a tree: every block, the items that ask for an act, the plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import Unit
from elearn.document.questions import OpenQuestion, Question

Acting = Question | b.Scenario | b.Reflection
OpenActing = OpenQuestion | b.OpenScenario | b.OpenReflection


def descendants(node: object) -> Iterator[Any]:
    """Yield `node` and every dataclass below it, in the order of reading."""
    if is_dataclass(node) and not isinstance(node, type):
        yield node
        for field in fields(node):
            yield from descendants(getattr(node, field.name))
    elif isinstance(node, tuple):
        for child in node:
            yield from descendants(child)


def acting_blocks(node: object) -> Iterator[Acting]:
    """Yield the questions, scenarios and reflections below `node`, in order, keys included."""
    for found in descendants(node):
        if isinstance(found, (Question, b.Scenario, b.Reflection)):
            yield found


def items(unit: Unit[b.OpenBlock]) -> tuple[OpenActing, ...]:
    """Return what a unit asks of its reader, in order; the unit is complete when each is done.

    What stands in an `only` block of another publication than the course is not asked on the web.
    """
    return tuple(item for section in unit.sections for item in _items(section.body))


def _items(body: tuple[Any, ...]) -> Iterator[OpenActing]:
    for block in body:
        if isinstance(block, (OpenQuestion, b.OpenScenario, b.OpenReflection)):
            yield block
        elif isinstance(block, b.Only) and block.publication != "course":
            continue
        elif hasattr(block, "body"):
            yield from _items(block.body)


def plain_text(node: object) -> str:
    """Return the words of `node` as one line, citations and markup left out."""
    if isinstance(node, (n.Text, n.Code, n.CodeBlock)):
        return node.text
    if isinstance(node, n.LineBreak):
        return " "
    if isinstance(node, tuple):
        inline = all(isinstance(child, n.Inline) for child in node)
        return ("" if inline else " ").join(plain_text(child) for child in node)
    if is_dataclass(node) and not isinstance(node, (type, n.Citation, n.Reference)):
        values = (getattr(node, field.name) for field in fields(node))
        return " ".join(filter(None, (plain_text(v) for v in values if isinstance(v, tuple))))
    return ""


def word_count(node: object) -> int:
    """Count the words of `node`, as `plain_text` gives them."""
    return len(plain_text(node).split())
