"""Lets the clock of the record be stepped: whoever writes days into the file of FAULTS_CLOCK steps it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

_NAME = "elearn.kernel.clock"
_FILE = Path(os.environ.get("FAULTS_CLOCK", "/nonexistent"))


class _Stepping(MetaPathFinder):
    """Finds the one module whose `now` is to be stepped."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        found = PathFinder.find_spec(name, path) if name == _NAME else None
        if found is not None and found.loader is not None:
            found.loader = _Stepped(found.loader)
        return found


class _Stepped(Loader):
    def __init__(self, held: Any) -> None:
        self._held = held

    def create_module(self, spec: Any) -> Any:
        return self._held.create_module(spec)

    def exec_module(self, module: Any) -> None:
        self._held.exec_module(module)
        plain: Callable[[], datetime] = module.now

        def now() -> datetime:
            try:
                return plain() + timedelta(days=float(_FILE.read_text(encoding="ascii")))
            except (OSError, ValueError):
                return plain()

        module.now = now


if "FAULTS_CLOCK" in os.environ:
    sys.meta_path.insert(0, _Stepping())
