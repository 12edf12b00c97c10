"""The words a publication adds of its own, from the same catalogue as the interface, without Flask."""

from __future__ import annotations

from elearn.kernel.words import catalogue as words_in

__all__ = ["words_in"]
