"""What a proof of parity says, row by row, and how it is kept beside the files it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    PRESENT = "present"
    REPLACED = "replaced"
    LEFT_OUT = "left-out"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class ParityRow:
    """What became of one thing in one publication and language; `reason` is "" where it is present."""

    lang: str
    publication: str
    thing: str
    kind: str
    state: State
    reason: str


def counts(rows: tuple[ParityRow, ...]) -> Mapping[tuple[str, str], Mapping[State, int]]:
    """Return how many things are in each state, by language and publication."""
    found: dict[tuple[str, str], dict[State, int]] = {}
    for row in rows:
        told = found.setdefault((row.lang, row.publication), dict.fromkeys(State, 0))
        told[row.state] += 1
    return found


def written(rows: tuple[ParityRow, ...]) -> bytes:
    """Return rows as what is kept in a file."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False).encode()


def read(kept: bytes) -> tuple[ParityRow, ...]:
    """Return the rows that `written` wrote."""
    told: list[dict[str, Any]] = json.loads(kept)
    return tuple(ParityRow(**{**each, "state": State(each["state"])}) for each in told)
