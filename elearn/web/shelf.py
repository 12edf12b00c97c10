"""Where skeletons are kept: made when first asked for, the oldest dropped when there are too many."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Shelf(Generic[V]):
    """Values by name, made once a process. A name says everything a value depends on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Hashable, V] = {}
        self._lock = Lock()

    def get(self, name: Hashable, make: Callable[[], V]) -> V:
        """Return what is kept under `name`, or make it and keep it."""
        found = self._held.get(name)
        if found is None:
            found = make()
            with self._lock:
                if len(self._held) >= self._most:
                    self._held.pop(next(iter(self._held)))
                self._held[name] = found
        return found
