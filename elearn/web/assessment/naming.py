"""The name on the certificate: proposed from the account, confirmed before the final test."""

from __future__ import annotations

from flask import request

from elearn.kernel.errors import Conflict
from elearn.learning.certificates import queries, services
from elearn.web import printed_names
from elearn.web.forms import Problem


def sent() -> str:
    """Return the name that a form brought, as it was typed."""
    return request.form.get("name", "")


def proposed(enrolment_id: str) -> str:
    """Return the name confirmed before, else the one of the account."""
    return queries.confirmed_name(enrolment_id)


def confirm(enrolment_id: str, name: str) -> Problem | None:
    """Store the name as confirmed, or return what is wrong with it.

    Whoever holds a certificate keeps the name on it; its own page has that corrected.
    """
    wrong = printed_names.problem_with(name)
    if wrong:
        return Problem("name", wrong)
    try:
        services.confirm_name(enrolment_id, name)
    except Conflict:
        return None
    return None
