"""A renderer is one class with one method a node; a node nobody decided about is an error.

UnknownNode ← TypeError
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Generic, TypeVar

R = TypeVar("R")


class UnknownNode(TypeError):
    """A renderer met a node it has no method for.

    `block` is the id of the innermost block or section around it, "" while it is not known. A tree knows no
    files: whoever loaded it from some can look the id up in the positions that came beside it.
    """

    def __init__(self, renderer: str, node: str) -> None:
        super().__init__()
        self.renderer, self.node, self.block = renderer, node, ""

    def __str__(self) -> str:
        return f"{self.renderer} has no method for {self.node} in {self.block or 'a block without id'}"


class Renderer(Generic[R]):
    """Goes from a node to the method named after its class: `BulletList` to `bullet_list`."""

    def render(self, node: object) -> R:
        """Return what this renderer makes of `node`; raise UnknownNode where it has no method."""
        method = getattr(self, method_name(type(node).__name__), None)
        with named(str(getattr(node, "id", ""))):
            if method is None:
                raise UnknownNode(type(self).__name__, type(node).__name__)
            made: R = method(node)
        return made


@contextmanager
def named(block: str) -> Iterator[None]:
    """Let an unknown node below be told with the id of the block it is in, the innermost one."""
    try:
        yield
    except UnknownNode as error:
        error.block = error.block or block
        raise


@cache
def method_name(class_name: str) -> str:
    """Return the name of the method for nodes of the class so named."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()
