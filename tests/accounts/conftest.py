"""What the tests of accounts share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from elearn.accounts.models import JudicialRole
from elearn.accounts.profile import Profile
from elearn.accounts.throttle import Place
from elearn.kernel import clock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon() -> Iterator[datetime]:
    """The clock stands at a noon."""
    with clock.fixed(NOON):
        yield NOON


@pytest.fixture
def profile() -> Profile:
    return Profile("Amara Okello", "KE", JudicialRole.JUDGE)


@pytest.fixture
def place() -> Place:
    return Place("203.0.113.7")
