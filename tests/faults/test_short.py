"""The short form of `make faults`: a real server on each database, and nothing lost or doubled."""

from __future__ import annotations

import pytest

from faults import rounds
from faults.__main__ import DATABASES, stage


@pytest.mark.parametrize("chosen", DATABASES)
def test_nothing_that_a_page_said_was_saved_is_lost_or_doubled(chosen: str) -> None:
    with stage(chosen, seed=5) as held:
        for name, breaking, count in (
            ("connections", rounds.connections, 18), ("kills", rounds.kills, 1),
            ("database", rounds.database, 1),
        ):
            row = held.play(name, lambda breaking=breaking, count=count: breaking(held, count))
            assert row.holds, row
