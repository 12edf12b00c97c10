"""The language of the page for the words of the reports, which worker and command line say as well."""

from __future__ import annotations

from flask import g

from elearn.accounts import sites
from elearn.reports.wording import sheets
from elearn.reports.wording.tongue import Tongue
from elearn.web import context, languages


def tongue() -> Tongue:
    """Return the language of this request, with the names of modules and sites; made once a request."""
    held: Tongue | None = g.get("reports_tongue")
    if held is None:
        held = g.reports_tongue = sheets.tongue(
            languages.current(), context.current().revision(languages.current()), sites.names())
    return held


def course() -> str:
    """Return the title of the course."""
    return context.current().revision(languages.current()).course.header.title


def electives() -> frozenset[str]:
    """Return the ids of the modules that nobody has to take."""
    modules = context.current().revision(languages.current()).course.modules
    return frozenset(each.id for each in modules if each.is_elective)
