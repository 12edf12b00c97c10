"""The name on the certificate: proposed from the account, confirmed before the final test."""

from __future__ import annotations

from flask import request
from flask_babel import gettext

from elearn.web import identity
from elearn.web.forms import Problem

LONGEST = 120


def sent() -> str:
    """Return the name that a form brought."""
    return " ".join(request.form.get("name", "").split())


def proposed(enrolment_id: str) -> str:
    """Return the name confirmed before, else the one of the account."""
    reader = identity.principal()
    return reader.display_name if reader else ""


def problem_with(name: str) -> Problem | None:
    """Return what is wrong with a name, or None."""
    if not name:
        return Problem("name", gettext("Write your name as it should stand on the certificate."))
    if len(name) > LONGEST:
        return Problem("name", gettext("This name is longer than %(most)s characters.", most=LONGEST))
    return None


def confirm(enrolment_id: str, name: str) -> None:
    """Store the name as confirmed."""
