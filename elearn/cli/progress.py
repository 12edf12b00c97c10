"""How far long work is, on a terminal: a bar with the time that is left."""

from __future__ import annotations

import sys
from typing import Any

import click


class Progress:
    """Hears how many are done and of how many; shows it where somebody is looking."""

    def __init__(self, label: str) -> None:
        self.done = self.total = 0
        self._label = label
        self._bar: Any = None

    def reach(self, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        if sys.stderr.isatty():
            self._show(done, total)
        self.done, self.total = done, total

    def _show(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(
                length=total, label=self._label, file=sys.stderr, show_pos=True)
        self._bar.update(done - self.done)
        if done == total:
            self._bar.render_finish()
