"""Whatever is written into the audit log has plain words for the person it is about."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flask import Flask

from elearn.web.accounts.acts import ACTS
from tests.house.layout import ROOT, python_files


def _recorded() -> Iterator[tuple[str, ast.expr]]:
    """Yield (place, action) of every call of `audit.record`; of `x if … else y` both."""
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                named = {keyword.arg: keyword.value for keyword in node.keywords}
                action = node.args[1] if len(node.args) > 1 else named["action"]
                both = (action.body, action.orelse) if isinstance(action, ast.IfExp) else (action,)
                yield from ((f"{path.relative_to(ROOT)}:{node.lineno}", each) for each in both)


def test_every_action_is_written_out_and_has_its_words() -> None:
    for place, action in _recorded():
        assert isinstance(action, ast.Constant), f"{place}: write the action out, for this test to read"
        assert action.value in ACTS, f"{place}: say in web/accounts/acts.py what {action.value!r} is"


def test_no_words_stand_for_what_is_never_recorded(app: Flask) -> None:
    recorded = {action.value for _, action in _recorded() if isinstance(action, ast.Constant)}
    assert set(ACTS) <= recorded
    with app.test_request_context("/en/"):
        assert all(words() for words in ACTS.values())
