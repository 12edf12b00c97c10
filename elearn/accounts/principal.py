"""Who is asking: the few facts about a signed-in person that each request needs."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.accounts.models import AccessRole, Theme

STAFF = frozenset({AccessRole.FOCAL_POINT, AccessRole.OFFICER, AccessRole.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Principal:
    """A person behind a living session.

    `has_second_factor`: this session has passed it. `must_have_second_factor`: this person may see
    nothing but the second-factor pages until it has; `has_totp`: they have set one up.
    """

    person_id: str
    session_hash: str
    access_role: AccessRole
    site: str
    display_name: str
    language: str
    theme: Theme
    has_totp: bool
    has_second_factor: bool

    @property
    def is_staff(self) -> bool:
        return self.access_role in STAFF

    @property
    def must_have_second_factor(self) -> bool:
        return self.is_staff or self.has_totp

    @property
    def is_complete(self) -> bool:
        """Say whether this session has proved all that this person must prove."""
        return self.has_second_factor or not self.must_have_second_factor

    def may(self, *roles: AccessRole) -> bool:
        """Say whether this person, fully signed in, holds one of `roles`."""
        return self.is_complete and self.access_role in roles
