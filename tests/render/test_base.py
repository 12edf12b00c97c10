"""Every node has its method in every renderer that may meet it."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision
from elearn.render.base import UnknownNode, method_name
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


@dataclass(frozen=True)
class _Nobody:
    """A node that no renderer has heard of."""


def test_an_unknown_node_is_told_with_the_innermost_block_around_it(revision: Revision) -> None:
    course = revision.course
    module = course.modules[0]
    case = b.Case("m1-c9", "A case", (), (_Nobody(),))
    for body, block in (((case,), "m1-c9"), ((_Nobody(),), "m1-choose")):
        section = dataclasses.replace(module.units[0].sections[0], body=body)
        unit = dataclasses.replace(module.units[0], sections=(section,))
        changed = dataclasses.replace(course, modules=(dataclasses.replace(module, units=(unit,)),))
        page = ManualRenderer(course, revision, is_paged=False)
        with pytest.raises(UnknownNode, match=f"ManualRenderer has no method for _Nobody in {block}"):
            page.unit(changed.modules[0].units[0])
