"""Static files under addresses that carry the hash of their content, so that they may be kept for ever.

They are public and hold nothing of a reader, so they may be compressed here; pages carry the token of a
form, and leave it to the proxy to weigh that against the length of an answer (deploy/README.md).
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TEXTS = (".css", ".js", ".svg")


def address(name: str) -> str:
    """Return the address of the static file `name`, changed whenever its content changes."""
    return f"/static/{name}?v={digest(name)}"


@cache
def digest(name: str) -> str:
    """Return the first part of the hash of a static file; raise FileNotFoundError where it is missing."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def compressed(name: str) -> bytes | None:
    """Return a static file of text in gzip, or None where it is packed already or missing."""
    return _compressed_texts().get(name)


@cache
def _compressed_texts() -> dict[str, bytes]:
    texts = (path for path in FOLDER.rglob("*") if path.suffix in TEXTS)
    return {path.relative_to(FOLDER).as_posix(): gzip.compress(path.read_bytes(), mtime=0)
            for path in texts}
