"""What people say about themselves: mandatory, optional, and "prefer not to say"."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self

from elearn.accounts.models import CourtLevel, Gender, JudicialRole


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as they described themselves; `display_name` is clean already."""

    display_name: str
    country: str
    judicial_role: JudicialRole
    language: str = "en"
    gender: Gender | None = None
    court_level: CourtLevel | None = None
    appointed_year: int | None = None

    def as_fields(self) -> dict[str, object]:
        """Return the profile as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, object]) -> Self:
        """Return the profile that `as_fields` gave."""
        gender, level, year = fields["gender"], fields["court_level"], fields["appointed_year"]
        return cls(
            display_name=str(fields["display_name"]), country=str(fields["country"]),
            judicial_role=JudicialRole(str(fields["judicial_role"])),
            language=str(fields["language"]),
            gender=Gender(str(gender)) if gender else None,
            court_level=CourtLevel(str(level)) if level else None,
            appointed_year=int(str(year)) if year else None,
        )
