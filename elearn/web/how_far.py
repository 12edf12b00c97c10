"""How far someone is: what is done, what is missing, and one link to the exact item to go on with."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.document.catalogue import Revision
from elearn.learning import queries
from elearn.learning.acts import Status
from elearn.learning.outline import outline_of
from elearn.learning.queries import Enrolled
from elearn.web import openings
from elearn.web.resuming import ResumeLink, resume_link


@dataclass(frozen=True, slots=True)
class HowFar:
    """What the overview says of someone enrolled; `tests` are those held, `running` those begun."""

    done: int
    required: int
    has_completed: bool
    missing: str
    resume: ResumeLink
    tests: tuple[openings.TestLine, ...]

    @property
    def running(self) -> tuple[openings.TestLine, ...]:
        return tuple(each for each in self.tests if each.is_running)

    @property
    def entry(self) -> openings.TestLine | None:
        """The entry test, where someone who has not begun could take it first."""
        first = self.tests[0] if self.tests and self.resume.is_start else None
        return first if first and first.is_entry and first.action and not first.is_running else None


def how_far(enrolled: Enrolled, revision: Revision) -> HowFar:
    """Return how far someone is in the course as it is served now."""
    completion = queries.completion_of(enrolled, revision)
    required = outline_of(revision).required_units
    return HowFar(
        sum(unit in enrolled.complete_units for unit in required), len(required),
        completion.status is Status.COMPLETED, openings.missing(completion),
        resume_link(enrolled, revision), openings.lines(enrolled, revision))
