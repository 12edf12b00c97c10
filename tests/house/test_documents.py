"""Rooms, functions, settings and commands say what they are, and the documents agree with them."""

from __future__ import annotations

import ast
import re

import click
import pytest

from elearn.cli import _HOMES, main
from elearn.kernel.config import FOLDERS, Settings, variable_of
from tests.house.layout import PACKAGE, ROOT, python_files


def test_every_module_has_one_sentence() -> None:
    bare = [
        str(path.relative_to(ROOT)) for path in python_files()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare


def test_public_functions_of_the_wings_say_what_they_do() -> None:
    bare = []
    for path in python_files():
        if path.stem not in ("services", "queries", "rules", "load", "check"):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if isinstance(node, ast.FunctionDef) and is_public and not ast.get_docstring(node):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not bare


def test_every_room_has_a_readme() -> None:
    rooms = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    bare = [room.name for room in rooms if not (room / "README.md").exists()]
    assert not bare


def test_every_setting_is_in_the_deployment_readme() -> None:
    text = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)`", text, flags=re.MULTILINE))
    known = {variable_of(name) for name in Settings.model_fields} | set(FOLDERS)
    assert documented == known


def test_every_command_is_in_the_deployment_readme() -> None:
    text = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `elearn ([a-z]+)", text, flags=re.MULTILINE))
    assert documented == set(_HOMES)


@pytest.mark.parametrize("name", sorted(_HOMES))
def test_every_command_has_help_with_an_example(name: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, name)
    assert command is not None, f"elearn/cli/{_HOMES[name]}.py exports no command {name!r}"
    subcommands = command.commands.values() if isinstance(command, click.Group) else [command]
    for each in subcommands:
        assert "Example" in (each.help or "") and "elearn " in (each.help or ""), each.name


def test_the_readme_is_short_and_its_commands_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= set(targets)
    assert set(re.findall(r"`elearn ([a-z]+)", text)) <= set(_HOMES)


def test_files_named_in_the_readmes_exist() -> None:
    missing = []
    for readme in [ROOT / "README.md", *PACKAGE.glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", readme.read_text(encoding="utf-8")):
            if not (readme.parent / target).exists():
                missing.append(f"{readme.relative_to(ROOT)} → {target}")
    assert not missing
