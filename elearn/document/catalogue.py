"""The revisions being served: one language of one edition each, with its cuts made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from elearn.document import canonical
from elearn.document.course import Course, OpenCourse, SelfStudyCourse, TestBank
from elearn.document.cuts import self_study_course


@dataclass(frozen=True)
class Revision:
    """A course in one language as activated; `id` is the digest of its tree, rules and bank."""

    id: str
    course: Course
    bank: TestBank

    @cached_property
    def self_study(self) -> SelfStudyCourse:
        return self_study_course(self.course)

    @property
    def open(self) -> OpenCourse:
        return self.self_study.open

    @property
    def lang(self) -> str:
        return self.course.header.lang

    @property
    def key(self) -> str:
        return self.course.header.key


def revision_of(course: Course, bank: TestBank) -> Revision:
    """Name a course and its bank by their content."""
    return Revision(canonical.digest((course, bank)), course, bank)


@dataclass(frozen=True)
class Catalogue:
    """Every revision in use by id, and which of them is current for a course and language."""

    revisions: Mapping[str, Revision]
    current_ids: Mapping[tuple[str, str], str]

    def by_id(self, revision_id: str) -> Revision | None:
        return self.revisions.get(revision_id)

    def current(self, course_key: str, lang: str) -> Revision:
        """Return what is served in `lang`, or in the source language where `lang` has no content.

        Raise LookupError for a course that is not served at all.
        """
        found = self.current_ids.get((course_key, lang))
        if found is None:
            found = next(
                (rid for (key, held), rid in self.current_ids.items()
                 if key == course_key
                 and held == self.revisions[rid].course.rules.source_language), None)
        if found is None:
            raise LookupError(f"no revision of {course_key!r} is active; run: elearn activate")
        return self.revisions[found]

    def course_keys(self) -> tuple[str, ...]:
        return tuple(sorted({key for key, _ in self.current_ids}))
