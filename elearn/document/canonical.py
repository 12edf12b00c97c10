"""A tree as canonical JSON and back: one byte string for one value, in every process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.document import blocks, course, nodes, questions, sources

_ROOMS = (nodes, blocks, questions, sources, course)
_CLASSES: dict[str, Any] = {
    name: value for room in _ROOMS for name, value in vars(room).items()
    if isinstance(value, type) and (is_dataclass(value) or issubclass(value, StrEnum))
}


def dump(value: object) -> str:
    """Return `value` (nodes, courses, tuples, dates, text, numbers) as canonical JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Any:
    """Return the value that `dump` wrote; raise ValueError on anything it cannot have written."""
    return _rebuilt(json.loads(text))


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(dump(value).encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"$": type(value).__name__, **held}
    if isinstance(value, StrEnum):
        return {"$": type(value).__name__, "value": value.value}
    if isinstance(value, date):
        return {"$": "date", "value": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {"$": "dict", "items": [[_plain(k), _plain(v)] for k, v in value.items()]}
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise ValueError(f"{type(value).__name__} has no place in a document")


def _rebuilt(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_rebuilt(each) for each in value)
    if not isinstance(value, dict):
        return value
    name = value.pop("$", "")
    if name == "date":
        return date.fromisoformat(value["value"])
    if name == "dict":
        return {_rebuilt(k): _rebuilt(v) for k, v in value["items"]}
    found = _CLASSES.get(name)
    if found is None:
        raise ValueError(f"{name!r} is not the name of a node")
    if issubclass(found, StrEnum):
        return found(value["value"])
    return found(**{key: _rebuilt(held) for key, held in value.items()})
