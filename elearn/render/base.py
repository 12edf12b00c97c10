"""A renderer is one class with one method a node; a node nobody decided about is an error.

UnknownNode ← TypeError
"""

from __future__ import annotations

import re
from functools import cache
from typing import Generic, TypeVar

R = TypeVar("R")


class UnknownNode(TypeError):
    """A renderer met a node it has no method for."""


class Renderer(Generic[R]):
    """Goes from a node to the method named after its class: `BulletList` to `bullet_list`."""

    def render(self, node: object) -> R:
        """Return what this renderer makes of `node`; raise UnknownNode where it has no method."""
        method = getattr(self, method_name(type(node).__name__), None)
        if method is None:
            raise UnknownNode(f"{type(self).__name__} has no method for {type(node).__name__}")
        made: R = method(node)
        return made


@cache
def method_name(class_name: str) -> str:
    """Return the name of the method for nodes of the class so named."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()
