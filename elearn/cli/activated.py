"""A version of a course as it was activated in the database here, for comparisons."""

from __future__ import annotations

import click

from elearn.cli.context import application
from elearn.document.course import Course, CourseRules, TestBank
from elearn.kernel import db
from elearn.learning import revisions


def activated_version(beginning: str, rules: CourseRules, lang: str) -> tuple[Course, TestBank]:
    """Return the revision whose id begins so, or with `served` what is served now, and its test bank.

    Raise click.ClickException where there is none of this course in this language.
    """
    with application():
        held = None
        if db.schema_revision():
            found = (revisions.current_ids().get((rules.key, lang)) if beginning == "served"
                     else revisions.named(beginning))
            held = revisions.load(found) if found else None
    if held is None or (held.key, held.lang) != (rules.key, lang):
        raise click.ClickException(
            f"no revision {beginning!r} of {rules.key!r} in {lang} was activated here")
    return held.course, held.bank
