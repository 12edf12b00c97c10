"""Static files under addresses that carry the hash of their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


def address(name: str) -> str:
    """Return the address of the static file `name`, changed whenever its content changes."""
    return f"/static/{name}?v={digest(name)}"


@cache
def digest(name: str) -> str:
    """Return the first part of the hash of a static file; raise FileNotFoundError where it is missing."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
