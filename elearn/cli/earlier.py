"""An earlier version of a course, from another folder, a saved file, the database or the history of git."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import click

from elearn.document import canonical
from elearn.document.course import Course, CourseRules, TestBank
from elearn.document.walk import descendants
from elearn.source.load import load_course

Version = tuple[Course, TestBank]
SERVED, ACTIVATED = "served", "activated:"


def earlier_version(revision: str, content_dir: Path, rules: CourseRules, lang: str) -> Version:
    """Return the course that `revision` names, and its test bank.

    It is a folder with the content of the course (or with its content folder in it), a file that
    `elearn check --save` wrote or with the canonical JSON of a stored revision, `served` or `activated:`
    with the beginning of a revision's id (both in the database), or else what git knows under this name.
    Raise click.ClickException where there is no such version, or where it cannot be put together.
    """
    path = Path(revision)
    if path.is_file():
        return _saved(path, rules, lang)
    if path.is_dir():
        inner = path / rules.content
        return _loaded(inner if inner.is_dir() else path, rules, lang, revision)
    if revision == SERVED or revision.startswith(ACTIVATED):
        # Imported here, so that looking at files needs no database.
        from elearn.cli.activated import activated_version

        return activated_version(revision.removeprefix(ACTIVATED), rules, lang)
    with tempfile.TemporaryDirectory() as folder:
        _extract(revision, content_dir, Path(folder))
        return _loaded(Path(folder), rules, lang, revision)


def saved(versions: Iterable[Version]) -> str:
    """Return what a file says of these versions, for `earlier_version` to read again."""
    return canonical.dump(tuple(versions))


def _saved(path: Path, rules: CourseRules, lang: str) -> Version:
    try:
        held = canonical.load(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f"{path} is no stored revision: {error}") from None
    values = tuple(held.values()) if isinstance(held, dict) else held
    found = [each for each in descendants(values) if isinstance(each, (Course, TestBank))]
    for place, each in enumerate(found):
        if isinstance(each, Course) and (each.header.key, each.header.lang) == (rules.key, lang):
            beside = found[place + 1] if place + 1 < len(found) else None
            return each, beside if isinstance(beside, TestBank) else TestBank(())
    raise click.ClickException(f"{path} holds no course {rules.key!r} in {lang}")


def _loaded(folder: Path, rules: CourseRules, lang: str, revision: str) -> Version:
    loaded = load_course(folder, rules, lang)
    if loaded.course is None:
        raise click.ClickException(f"the version {revision!r} cannot be put together in {lang}")
    return loaded.course, loaded.bank


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
