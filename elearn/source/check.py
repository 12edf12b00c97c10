"""`elearn check`: everything that can be wrong with a whole course, listed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from elearn.document.problems import Problem
from elearn.source.changes import check_changes
from elearn.source.check_coverage import check_bank, check_coverage
from elearn.source.check_ids import check_ids, check_links
from elearn.source.check_media import check_media
from elearn.source.check_plans import check_glossary, check_plans
from elearn.source.check_questions import check_company, check_places_of_right, check_questions
from elearn.source.check_scenarios import check_scenarios
from elearn.source.check_sizes import check_sizes
from elearn.source.compare import check_against, check_parity
from elearn.source.load import Loaded
from elearn.source.places import Places
from elearn.source.review import Review

__all__ = ["check_against", "check_course", "check_parity", "review_of"]

Check = Callable[[Review], Iterator[Problem]]

# These look at one place at a time, so they hold as well where other files could not be read.
CHECKS_OF_PARTS: tuple[Check, ...] = (
    check_ids, check_links, check_scenarios, check_questions, check_places_of_right, check_company,
    check_sizes, check_glossary,
)
CHECKS_OF_THE_WHOLE: tuple[Check, ...] = (
    check_media, check_coverage, check_bank, check_plans, check_changes,
)


def check_course(loaded: Loaded, content_dir: Path) -> tuple[Problem, ...]:
    """Return the problems met in loading and those of the course, in order of file and line.

    `content_dir` is the folder that the course was loaded from. Where some files could not be read,
    the others are checked all the same, except for what depends on the whole.
    """
    found = set(loaded.problems)
    course = loaded.course or loaded.readable
    if course is not None:
        review = Review(course, loaded.bank, Places(loaded.positions, loaded.texts), content_dir)
        checks = CHECKS_OF_PARTS if loaded.course is None else CHECKS_OF_PARTS + CHECKS_OF_THE_WHOLE
        found.update(problem for check in checks for problem in check(review))
    return tuple(sorted(found))


def review_of(loaded: Loaded, content_dir: Path) -> Review | None:
    """Return the loaded course as the checks see it; None where it could not be put together."""
    if loaded.course is None:
        return None
    return Review(loaded.course, loaded.bank, Places(loaded.positions, loaded.texts), content_dir)
