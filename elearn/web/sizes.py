"""How much there is in a course, as its public pages say it."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.document.course import OpenCourse


@dataclass(frozen=True, slots=True)
class Sizes:
    """`required` counts the units that the course cannot be completed without, `minutes` is theirs."""

    units: int
    required: int
    modules: int
    minutes: int

    @property
    def hours(self) -> int:
        """The required minutes as whole hours, at least one."""
        return max(1, (self.minutes + 30) // 60)


def sizes(course: OpenCourse) -> Sizes:
    """Return how much a course holds."""
    modules = [module for module in course.modules if not module.is_elective]
    required = [unit for module in modules for unit in module.units]
    return Sizes(sum(len(module.units) for module in course.modules), len(required), len(modules),
                 sum(unit.minutes for unit in required))
