"""Builders of forms to fill in: pages of their own, made of fields."""

from __future__ import annotations

from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.source.draft import Draft

_TO_FILL = (n.BulletList, n.NumberedList, n.Table)


def form(draft: Draft) -> b.Form:
    """Return a form; `sheet=wide` turns its paper on its side."""
    told = draft.children("form")
    draft.must_hold(told, "is empty")
    return b.Form(draft.said.id, draft.said.text("title"), draft.said.text("sheet") == "wide", told)


def field(draft: Draft) -> b.Field:
    """Return a field: it has lines to write upon, or a list or a table that is filled in."""
    said, before = draft.said, len(draft.reading.findings)
    told = draft.children("field")
    offers_room = any(isinstance(block, _TO_FILL) for block in told)
    if not said.number("lines") and not offers_room and len(draft.reading.findings) == before:
        draft.problem("empty-block", "“field” needs lines=…, a list or a table: there is no room to answer")
    elif said.text("choose") and not offers_room and len(draft.reading.findings) == before:
        draft.problem("empty-block", "“field” says what to choose and has no list or table to choose from")
    return b.Field(said.number("lines"), said.text("choose"), _columns(draft, told), told)


def _columns(draft: Draft, told: tuple[Any, ...]) -> tuple[int, ...]:
    """Return the widths of the columns in proportion; report them where they do not fit the table."""
    said = draft.said.text("columns").split()
    tables = [len(block.header) for block in told if isinstance(block, n.Table)]
    if (said and tables != [len(said)]) or not all(each.isdecimal() and int(each) for each in said):
        draft.problem("field-columns", "columns= takes a whole number for each column of the one table, "
                      'as in columns="1 4 2"')
        return ()
    return tuple(int(each) for each in said)
