"""What is told as changed: to a learner, only what a learner reads."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.questions import Option
from elearn.render.changes import changes
from tests.factories.constructs import every_revision


def _swapped(node: Any, kind: type[Any], field: str, value: Any) -> Any:
    """Return a tree in which every node of a kind has another value in a field."""
    if isinstance(node, tuple):
        return tuple(_swapped(each, kind, field, value) for each in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    made = replace(node, **{name: _swapped(getattr(node, name), kind, field, value)
                            for name in node.__dataclass_fields__})
    return replace(made, **{field: value}) if isinstance(node, kind) else made


def _with(revision: Revision, kind: type[Any], field: str) -> Revision:
    other = (n.Paragraph((n.Text("Other words."),)),)
    modules = _swapped(revision.course.modules, kind, field, other)
    return revision_of(replace(revision.course, modules=modules), revision.bank)


def test_other_trainer_notes_are_news_for_trainers_alone() -> None:
    before = every_revision()
    found = changes(before, _with(before, b.Trainer, "body"))
    assert found
    assert all(each.kind == "changed" and each.is_for_trainers for each in found)


def test_other_feedback_is_news_for_everyone() -> None:
    before = every_revision()
    found = changes(before, _with(before, Option, "feedback"))
    assert found
    assert not any(each.is_for_trainers for each in found)


def test_a_chapter_that_came_is_news_for_trainers_alone() -> None:
    after = every_revision()
    before = revision_of(replace(after.course, chapters=()), after.bank)
    found = changes(before, after)
    assert found
    assert all(each.kind == "new" and each.is_for_trainers for each in found)
