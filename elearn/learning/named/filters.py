"""What a list of names is narrowed by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Filters:
    """A course, and what narrows the people in it; an empty text or None narrows nothing.

    The two days, both included, are those between which someone completed.
    """

    course_key: str
    country: str = ""
    site: str = ""
    route: str = ""
    completed_from: date | None = None
    completed_until: date | None = None
    completed_only: bool = False

    def said(self) -> dict[str, Any]:
        """Return what narrows the list as plain JSON, for the audit log and for an address."""
        held = asdict(self)
        return {name: value.isoformat() if isinstance(value, date) else value
                for name, value in held.items() if value and name != "course_key"}
