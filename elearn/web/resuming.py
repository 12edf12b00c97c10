"""The one link that takes someone back to where they were in the course."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from elearn.document.catalogue import Revision
from elearn.learning import queries
from elearn.learning.acts import Status
from elearn.learning.queries import Enrolled


@dataclass(frozen=True, slots=True)
class ResumeLink:
    address: str
    title: str
    is_start: bool


def resume_link(enrolled: Enrolled, revision: Revision) -> ResumeLink:
    """Return the link that takes someone to the first item not done."""
    point = queries.resume_point(enrolled, revision)
    address = url_for("course.unit", unit_id=point.unit_id, _anchor=point.item_id or None)
    titles = {unit.id: unit.title for module in revision.open.modules for unit in module.units}
    return ResumeLink(address, titles[point.unit_id], enrolled.status is Status.ENROLLED)
