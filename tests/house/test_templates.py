"""Templates compile, pages have titles, and no word of the interface escapes translation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.house.layout import PACKAGE, ROOT

TEMPLATES = ROOT / "templates"
HTML = sorted(TEMPLATES.rglob("*.html"))
WEB_ROOMS = ("accounts", "assessment", "certificates", "course", "downloads", "errors", "public", "reports")
_TAG = re.compile(r"<[^>]*>|&[a-z]+;")
_SPOKEN = re.compile(r"""\b(?:alt|title|aria-label|placeholder)=["']([^"'{]*[A-Za-z]{2,}[^"'{]*)["']""")


def _name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def _words(path: Path, app: Flask) -> list[str]:
    """Return the runs of letters a template would print without asking for a translation."""
    tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
    text = "".join(
        "\x00" if not isinstance(part, nodes.TemplateData) else part.data
        for output in tree.find_all(nodes.Output) for part in output.nodes
    )
    found = _SPOKEN.findall(text)
    text = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
    return found + re.findall(r"[A-Za-z]{2,}", _TAG.sub(" ", text.replace("\x00", "")))


@pytest.mark.only_on("sqlite")
def test_every_template_compiles(app: Flask) -> None:
    for path in HTML:
        if _name(path).startswith("document/"):
            app.jinja_env.parse(path.read_text(encoding="utf-8"))
        else:
            app.jinja_env.get_template(_name(path))


@pytest.mark.parametrize("room", WEB_ROOMS)
def test_every_page_has_a_title(room: str) -> None:
    pages = [path for path in (TEMPLATES / room).glob("*.html") if not path.name.startswith("_")]
    assert pages, f"templates/{room} is empty"
    bare = [
        _name(path) for path in pages
        if "{% extends" in (text := path.read_text(encoding="utf-8")) and "{% block title" not in text
    ]
    assert not bare


@pytest.mark.only_on("sqlite")
def test_no_word_of_a_template_is_untranslated(app: Flask) -> None:
    assert not {_name(path): found for path in HTML
                if not _name(path).startswith("document/") and (found := _words(path, app))}


def test_no_word_of_a_form_or_message_is_untranslated() -> None:
    asked = {"flash", "StringField", "PasswordField", "SelectField", "BooleanField", "TextAreaField",
             "SubmitField", "RadioField", "EmailField", "IntegerField"}
    raw = []
    for path in (PACKAGE / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in asked and isinstance(node.args[0].value, str) and node.args[0].value:
                    raw.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.args[0].value!r}")
    assert not raw
