"""The rooms of the house and what each may import: the plan, as data for the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "elearn"

_FOUNDATION = {"document", "kernel"}
_PUBLISHING = {"source", "render"}
_LEARNING = {"accounts", "learning", "reports"}
_EVERYTHING = _FOUNDATION | _PUBLISHING | _LEARNING | {"web", "cli", "work"}

# Room → the rooms it may import. A new room fails the tests until it is placed here.
MAY_IMPORT: dict[str, set[str]] = {
    "document": set(),
    "kernel": set(),
    "source": _FOUNDATION,
    "render": _FOUNDATION,
    "accounts": {"kernel"},
    "learning": _FOUNDATION | {"accounts"},
    "reports": _FOUNDATION | {"accounts", "learning"},
    "web": _EVERYTHING - {"source", "work", "cli", "web"},
    "backup": {"kernel", "accounts", "learning"},
    "cli": _EVERYTHING - {"web", "cli"} | {"backup"},
    "work": _EVERYTHING - {"source", "web", "cli", "work"},
    "migrations": {"kernel", "learning"},
    "app": _EVERYTHING,
    "__main__": {"cli"},
}

# The way of a figure through `reports`: what lies on it reads what comes before, and the vocabulary that
# all share (the files that are not named here), which reads none of it. `services` takes a snapshot.
WAY_OF_A_FIGURE = ("counting", "guarding", "printing", "services", "reading", "wording", "files")

# Library → the only rooms (or files) that may import it.
CONFINED: dict[str, set[str]] = {
    "markdown": {"source"},
    "wtforms": {"web"},
    "flask_wtf": {"web"},
    "flask_login": {"web"},
    "flask": {"app", "web", "cli", "kernel", "migrations", "work"},
    "flask_sqlalchemy": {"kernel/db.py"},
    "flask_migrate": {"kernel/db.py"},
    "weasyprint": {"render/pdf.py", "render/typesetting.py"},
    "docx": {"render/docx/ooxml.py", "render/docx/package.py"},
    "pptx": {"render/slides/template.py", "render/slides/writing.py"},
    "resvg_py": {"render/pictures.py"},
    "xlsxwriter": {"reports"},
    "argon2": {"accounts"},
    "gunicorn": {"cli/listening.py"},
    "pyld": {"learning/certificates/proof.py"},
    "segno": {"render/certificate.py", "web/accounts/second_factor.py"},
    "pydantic": {"source", "kernel"},
    "huey": {"kernel/jobs.py", "work"},
}


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Return every Python file below `folder`, sorted."""
    return sorted(path for path in folder.rglob("*.py") if "_bundled" not in path.parts)


def room_of(path: Path) -> str:
    """Return the room a file of the package is in; a file of the top level is its own."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for each module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            if node.module.split(".")[0] == "elearn":
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
