"""Where shipped files are: beside the code in a checkout, inside the package in an installation."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_OVERRIDES = {
    "content": "ELEARN_CONTENT",
    "courses": "ELEARN_COURSES",
    "templates": "ELEARN_TEMPLATES",
}


def shipped(name: str) -> Path:
    """Return the folder of shipped `name` (`content`, `courses`, `templates`, or a package folder).

    The environment variable of that folder comes first, then what the wheel carries, then the
    checkout. Raise FileNotFoundError, naming what was tried, where none of them exists.
    """
    tried = [_override(name), _PACKAGE / "_bundled" / name, _PACKAGE / name, _PACKAGE.parent / name]
    for folder in tried:
        if folder is not None and folder.is_dir():
            return folder
    places = ", ".join(str(folder) for folder in tried if folder is not None)
    raise FileNotFoundError(f"no folder {name!r}; looked in {places}")


def search_path(name: str) -> list[Path]:
    """Return every folder to search for `name`, the configured one before the shipped one."""
    override = _override(name)
    bundled = _PACKAGE / "_bundled" / name
    plain = bundled if bundled.is_dir() else _PACKAGE.parent / name
    return [folder for folder in (override, plain) if folder is not None and folder.is_dir()]


def _override(name: str) -> Path | None:
    variable = _OVERRIDES.get(name)
    value = os.environ.get(variable, "") if variable else ""
    return Path(value).resolve() if value else None
