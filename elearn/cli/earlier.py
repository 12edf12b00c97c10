"""An earlier version of a course, from another folder, a stored revision or the history of git."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

import click

from elearn.document import canonical
from elearn.document.course import Course, CourseRules
from elearn.document.walk import descendants
from elearn.source.load import load_course


def earlier_course(revision: str, content_dir: Path, rules: CourseRules, lang: str) -> Course:
    """Return the course that `revision` names.

    It is a folder with the content of the course (or with its content folder in it), a file with the
    canonical JSON of a stored revision, or else what git knows under this name. Raise
    click.ClickException where there is no such version, or where it cannot be put together.
    """
    path = Path(revision)
    if path.is_file():
        return _stored(path)
    if path.is_dir():
        inner = path / rules.content
        return _loaded(inner if inner.is_dir() else path, rules, lang, revision)
    with tempfile.TemporaryDirectory() as folder:
        _extract(revision, content_dir, Path(folder))
        return _loaded(Path(folder), rules, lang, revision)


def _stored(path: Path) -> Course:
    try:
        held = canonical.load(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f"{path} is no stored revision: {error}") from None
    values = list(held.values()) if isinstance(held, dict) else [held]
    found = next((each for each in descendants(tuple(values)) if isinstance(each, Course)), None)
    if found is None:
        raise click.ClickException(f"{path} holds no course")
    return found


def _loaded(folder: Path, rules: CourseRules, lang: str, revision: str) -> Course:
    course = load_course(folder, rules, lang).course
    if course is None:
        raise click.ClickException(f"the version {revision!r} cannot be put together in {lang}")
    return course


def _extract(revision: str, content_dir: Path, into: Path) -> None:
    """Write the content folder, as git knows it under `revision`, below `into`."""
    # Called in a folder, git archives that folder alone, with paths from there.
    command = ["git", "-C", str(content_dir), "archive", "--format=zip", "--end-of-options", revision]
    try:
        archive = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        told = getattr(error, "stderr", b"") or str(error).encode()
        raise click.ClickException(
            f"{revision!r} is no folder, no file and nothing git knows here: "
            f"{told.decode(errors='replace').strip()}") from None
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(into)
