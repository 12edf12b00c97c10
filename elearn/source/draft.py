"""A block half built: what was written, what it says of itself, and a way to read what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from elearn.source.attributes import Attributes
from elearn.source.reading import Reading
from elearn.source.scan import RawBlock, RawPart, RawRun

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Model:
    """The points of a reflection's model on their way into the reflection."""

    body: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`parent` is the kind of block or file it stands in; `read` turns parts in a kind into nodes."""

    raw: RawBlock
    said: Attributes
    parent: str
    reading: Reading
    read: Callable[[Sequence[RawPart], str], tuple[Any, ...]]

    def problem(self, code: str, message: str) -> None:
        """Report something wrong with the block as a whole."""
        self.reading.problem(self.raw.line, code, message)

    def children(self, kind: str) -> tuple[Any, ...]:
        """Return what the block holds, read as standing in `kind`."""
        return self.read(self.raw.parts, kind)

    def must_hold(self, children: Sequence[Any], what: str) -> None:
        """Report a block that lacks what it is for; not where that was refused for another reason."""
        if not children and all(isinstance(p, RawRun) and p.is_blank for p in self.raw.parts):
            self.problem("empty-block", f"“{self.raw.name}” {what}")

    def only_one(self, children: Sequence[Any], kind: type[T]) -> T | None:
        """Return the one child of a kind, or None; report a second."""
        found = [child for child in children if isinstance(child, kind)]
        if len(found) > 1:
            self.problem("block-twice", f"“{self.raw.name}” holds more than one {kind.__name__.lower()}")
        return found[0] if found else None

    def no_text_after(self, name: str) -> None:
        """Report text or a block below the child `name`, which ends what is read before it."""
        ended = False
        for part in self.raw.parts:
            if isinstance(part, RawBlock):
                ended = ended or part.name == name
            elif isinstance(part, RawRun) and ended and not part.is_blank:
                line = next(line for line in part.lines if not line.is_blank)
                self.reading.problem(
                    line.number, "text-after-end", f"in “{self.raw.name}” no text comes below “{name}”"
                )
                return


def without(children: Sequence[Any], *kinds: type) -> tuple[Any, ...]:
    """Return the children that are of none of the kinds."""
    return tuple(child for child in children if not isinstance(child, kinds))


def of(children: Sequence[Any], kind: type[T]) -> tuple[T, ...]:
    """Return the children of one kind."""
    return tuple(child for child in children if isinstance(child, kind))
