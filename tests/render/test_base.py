"""Every node has its method in every renderer that may meet it."""

from __future__ import annotations

import typing

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.render.base import method_name
from elearn.render.html import HtmlRenderer
from elearn.render.manual import ManualRenderer
from elearn.render.text import TextRenderer
from elearn.render.web import WebRenderer

_PLACED_BY_THE_WEB = {"open_question", "open_scenario", "open_reflection", "case", "only"}


def _methods(union: object) -> set[str]:
    return {method_name((typing.get_origin(node) or node).__name__) for node in typing.get_args(union)}


@pytest.mark.parametrize(("renderer", "needed"), [
    (HtmlRenderer, _methods(n.Inline) | _methods(n.Prose) | {"list_item"}),
    (WebRenderer, _methods(b.OpenBlock) - _PLACED_BY_THE_WEB),
    (TextRenderer, _methods(b.OpenBlock)),
    (ManualRenderer, _methods(b.Block)),
])
def test_a_renderer_has_a_method_for_every_node(renderer: type, needed: set[str]) -> None:
    assert len(needed) > 7
    assert not [name for name in sorted(needed) if not callable(getattr(renderer, name, None))]
