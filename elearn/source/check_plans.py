"""Checks on plans and reference: sessions and agendas that add up, the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elearn.document.blocks import Agenda, PlanStep, Session
from elearn.document.problems import Problem
from elearn.source.review import Review


def check_plans(review: Review) -> Iterator[Problem]:
    """Yield sessions and agendas whose minutes do not add up or whose steps are too short."""
    sessions: dict[str, Session] = {session.id: session for session in review.found(Session)}
    for session in sessions.values():
        total = sum(s.minutes for s in session.steps) + (session.debrief.minutes if session.debrief else 0)
        if total != session.minutes:
            yield review.problem("session-minutes", session.id, f"{session.minutes} minutes are declared; "
                                 f"the steps and the debrief take {total}")
    for agenda in review.found(Agenda):
        total = sum(step.minutes for step in agenda.steps)
        if total != agenda.minutes:
            yield review.problem("agenda-minutes", agenda.id, f"{agenda.minutes} minutes are declared; the "
                                 f"steps take {total}")
        for step in agenda.steps:
            yield from _agenda_step(review, agenda, step, sessions)


def check_glossary(review: Review) -> Iterator[Problem]:
    """Yield terms given twice, without words of explanation, or out of order."""
    seen: set[str] = set()
    before = ""
    for entry in review.course.glossary:
        term = entry.term.casefold().strip()
        if term in seen:
            yield review.problem("glossary-twice", entry.id, f"{entry.term} is explained already")
        if not entry.definition:
            yield review.problem("glossary-empty", entry.id, f"{entry.term} is not explained")
        # Each language has its own alphabet; only the order of English is known here.
        if term < before and review.course.header.lang == "en":
            yield review.problem("glossary-order", entry.id, f"{entry.term} stands after {before}")
        seen.add(term)
        before = max(before, term)


def _agenda_step(
    review: Review, agenda: Agenda, step: PlanStep, sessions: Mapping[str, Session],
) -> Iterator[Problem]:
    session = sessions.get(step.session)
    words = f"session={step.session}"
    if step.session and session is None:
        yield review.problem("agenda-session", agenda.id, f"{step.session} is no session", words)
    elif session is not None and step.minutes < session.minutes:
        yield review.problem("agenda-step-short", agenda.id, f"the step gives {step.minutes} minutes and "
                             f"{step.session} takes {session.minutes}", words)
