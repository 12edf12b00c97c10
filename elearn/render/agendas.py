"""A manual for one agenda: its sessions, and the chapters, units and cases that they lean on.

UnknownAgenda ← BadInput
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import Chapter, Course, Module, Section, Unit
from elearn.document.nodes import Link
from elearn.document.walk import descendants
from elearn.kernel.errors import BadInput

_PREFIX = "tm-"


class UnknownAgenda(BadInput):
    """No agenda has this name; the message offers the nearest and lists all."""


def agendas(course: Course) -> tuple[b.Agenda, ...]:
    """Return every agenda of a course, in the order of the manual."""
    return tuple(_all(course, b.Agenda))


def find_agenda(course: Course, wanted: str) -> b.Agenda:
    """Return the agenda that `wanted` names; raise UnknownAgenda."""
    held = {agenda.id: agenda for agenda in agendas(course)}
    return held[agenda_id(wanted, tuple(held))]


def agenda_id(wanted: str, held: Sequence[str]) -> str:
    """Return the id that `wanted` means: `one-day` is `tm-one-day`, the end of an id is enough.

    Raise UnknownAgenda where it means none of them, or several.
    """
    for whole in (wanted, _PREFIX + wanted):
        if whole in held:
            return whole
    ending = [each for each in held if wanted and each.endswith(f"-{wanted}")]
    if len(ending) != 1:
        raise UnknownAgenda(_unknown(wanted, held))
    return ending[0]


def _unknown(wanted: str, held: Sequence[str]) -> str:
    if not held:
        return f"there is no agenda {wanted!r}, nor any other"
    short = [name.removeprefix(_PREFIX) for name in held]
    near = difflib.get_close_matches(wanted.removeprefix(_PREFIX), short, n=1, cutoff=0.4)
    guess = f"did you mean {near[0]}? " if near else ""
    return f"there is no agenda {wanted!r}; {guess}there are: {', '.join(short)}"


def course_for(course: Course, agenda: b.Agenda) -> Course:
    """Return the course cut down to what trainers need for one agenda.

    Kept are chapters without plans; the sections that hold the agenda and its sessions; units with such
    a session, whole but for other plans; and, of other units, what agenda and sessions link to.
    """
    sessions = {x.id: x for x in _all(course, b.Session)}
    wanted = [sessions[step.session] for step in agenda.steps if step.session in sessions]
    plans = {agenda.id, *(session.id for session in wanted)}
    cut = _Cut(frozenset(plans), frozenset(_linked((agenda, *wanted))))
    chapters = tuple(x for chapter in course.chapters for x in cut.chapter(chapter))
    modules = tuple(x for module in course.modules for x in cut.module(module))
    return replace(course, chapters=chapters, modules=modules)


def _linked(nodes: Iterable[object]) -> Iterator[str]:
    for node in nodes:
        for found in descendants(node):
            if isinstance(found, Link) and found.target.startswith("#"):
                yield found.target[1:]


def _all(node: object, kind: type[Any]) -> Iterator[Any]:
    return (found for found in descendants(node) if isinstance(found, kind))


class _Cut:
    """Keeps `plans` of the agendas and sessions, and what `linked` names."""

    def __init__(self, plans: frozenset[str], linked: frozenset[str]) -> None:
        self.plans = plans
        self.linked = linked

    def chapter(self, chapter: Chapter) -> Iterator[Chapter]:
        """Yield a chapter that holds no plans whole, one that holds a chosen plan without the others."""
        held = {plan.id for plan in _plans(chapter)}
        if not held:
            yield chapter
        elif held & self.plans:
            yield replace(chapter, sections=tuple(x for s in chapter.sections for x in self._planned(s)))
        elif kept := tuple(x for s in chapter.sections for x in self._named(s, chapter.id)):
            yield replace(chapter, sections=kept)

    def module(self, module: Module[Any]) -> Iterator[Module[Any]]:
        units = tuple(x for unit in module.units for x in self._unit(unit))
        if units:
            yield replace(module, units=units)

    def _unit(self, unit: Unit[Any]) -> Iterator[Unit[Any]]:
        if {plan.id for plan in _plans(unit)} & self.plans:
            yield replace(unit, sections=tuple(x for s in unit.sections for x in self._planned(s)))
        elif kept := tuple(x for s in unit.sections for x in self._named(s, unit.id)):
            yield replace(unit, sections=kept)

    def _planned(self, section: Section[Any]) -> Iterator[Section[Any]]:
        """Yield a section without the plans that were not chosen; none that only led to such a plan."""
        held = {plan.id for plan in _plans(section)}
        if not held or held & self.plans:
            yield replace(section, body=self._without(section.body))

    def _without(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(x for x in body if not isinstance(x, (b.Session, b.Agenda)) or x.id in self.plans)

    def _named(self, section: Section[Any], owner: str) -> Iterator[Section[Any]]:
        """Yield what is linked to: the section whole where it or its unit is, else the blocks."""
        if self.linked & {section.id, owner}:
            yield replace(section, body=self._without(section.body))
        elif kept := tuple(x for x in self._without(section.body) if self._is_named(x)):
            yield replace(section, body=kept)

    def _is_named(self, block: object) -> bool:
        return any(getattr(found, "id", "") in self.linked for found in descendants(block))


def _plans(node: object) -> Iterator[Any]:
    return (x for x in descendants(node) if isinstance(x, (b.Session, b.Agenda)))
