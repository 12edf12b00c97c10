"""Builders of what stands around the exercises: cases, trainer text, sessions, figures, slots."""

from __future__ import annotations

import re
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.source.draft import Draft, of, without
from elearn.source.reading import Mention

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_MEDIA = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\.(?:svg|png|jpg)")


def case(draft: Draft) -> b.Case[Any]:
    """Return a case with all it holds."""
    told = draft.children("case")
    draft.must_hold(told, "is empty")
    return b.Case(draft.said.id, draft.said.text("title"), draft.said.cites, told)


def trainer(draft: Draft) -> b.Trainer:
    """Return text for trainers."""
    told = draft.children("trainer")
    draft.must_hold(told, "is empty")
    return b.Trainer(draft.said.number("minutes"), told)


def session(draft: Draft) -> b.Session:
    """Return a session plan; `outcomes` are parted by semicolons."""
    children, said = draft.children("session"), draft.said
    outcomes = tuple(part.strip() for part in said.text("outcomes").split(";") if part.strip())
    return b.Session(
        said.id,
        said.text("title"),
        said.number("minutes"),
        said.text("aim"),
        outcomes,
        said.text("method"),
        said.text("materials"),
        without(children, b.PlanStep, b.Debrief),
        of(children, b.PlanStep),
        draft.only_one(children, b.Debrief),
    )


def agenda(draft: Draft) -> b.Agenda:
    """Return an agenda."""
    children = draft.children("agenda")
    return b.Agenda(
        draft.said.id,
        draft.said.text("title"),
        draft.said.number("minutes"),
        without(children, b.PlanStep),
        of(children, b.PlanStep),
        _time(draft, "begins"),
    )


def _time(draft: Draft, name: str) -> int:
    """Return a time of day in minutes, 0 where none is given; report what is no time."""
    told = draft.said.text(name)
    found = _CLOCK.fullmatch(told)
    if told and not found:
        draft.problem("bad-value", f"{name}={told} is no time of day; write it as in {name}=9:00")
    return 60 * int(found[1]) + int(found[2]) if found else 0


def plan_step(draft: Draft) -> b.PlanStep:
    """Return a step of a session or an agenda; in an agenda it may name a session instead of a title."""
    said = draft.said
    if said.text("session"):
        draft.reading.mentions.append(Mention(said.text("session"), draft.raw.line, "session"))
    return b.PlanStep(
        said.text("title"), said.number("minutes"), said.text("session"), draft.children("plan-step")
    )


def checklist(draft: Draft) -> b.Checklist:
    """Return a checklist: prose and exactly one list."""
    before = len(draft.reading.findings)
    told = draft.children("checklist")
    lists = [node for node in told if isinstance(node, (n.BulletList, n.NumberedList))]
    if len(lists) != 1 and len(draft.reading.findings) == before:
        draft.problem("checklist-list", "a checklist holds prose and exactly one list")
    return b.Checklist(draft.said.id, draft.said.text("title"), told)


def figure(draft: Draft) -> b.Figure:
    """Return a figure; `src` is a path below the folder media."""
    src = draft.said.text("src")
    if src and not _MEDIA.fullmatch(src):
        draft.problem(
            "media-kind",
            f"“{src}”: the name of an svg, png or jpg file in the folder media, "
            "in small letters, digits and hyphens",
        )
    return b.Figure(draft.said.id, src, draft.said.text("alt"), draft.children("figure"))


def aside(draft: Draft) -> b.Aside[Any]:
    """Return an aside."""
    told = draft.children("aside")
    draft.must_hold(told, "is empty")
    return b.Aside(draft.said.text("title"), told)


def tip(draft: Draft) -> b.Tip[Any]:
    """Return a tip."""
    told = draft.children("tip")
    draft.must_hold(told, "is empty")
    return b.Tip(draft.said.text("title"), told)


def take_away(draft: Draft) -> b.TakeAway[Any]:
    """Return what a reader takes away from a unit."""
    told = draft.children("take-away")
    draft.must_hold(told, "is empty")
    return b.TakeAway(told)


def only(draft: Draft) -> b.Only[Any]:
    """Return what one publication alone shows; it may hold whatever its parent may hold."""
    told = draft.children(draft.parent)
    draft.must_hold(told, "is empty")
    return b.Only(draft.said.text("for"), draft.said.text("reason"), told)


def slot(draft: Draft) -> b.Slot[Any]:
    """Return a place that a national edition fills."""
    told = draft.children("slot")
    draft.must_hold(told, "needs the text of the international edition")
    return b.Slot(draft.said.id, draft.said.text("note"), told)
