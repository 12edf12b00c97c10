"""The reports in the data folder: tables drawn on request, one at a time, and reports to donors, kept."""

from __future__ import annotations

import fcntl
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from elearn import __version__
from elearn.document.report import DonorSheet, TableSheet
from elearn.kernel.errors import TooOften
from elearn.render import manifest
from elearn.render.manifest import Manifest, Outcome, ShelfFile, State

_TABLES_KEPT = 200
_REPORTS_KEPT = 240
_WAIT = 5
_STAMP = "%Y%m%dT%H%M%SZ"
_KEY = re.compile(r"(?P<year>all|\d{4}-\d{2})_(?P<country>all|[A-Z]{2})_(?P<lang>[a-z]{2,3})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report to a donor was asked for: reporting year and country, empty for all, and language."""

    year: str
    country: str
    lang: str

    @property
    def key(self) -> str:
        return f"{self.year or 'all'}_{self.country or 'all'}_{self.lang}"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report that lies ready. `taken_at` is the moment of the count it is made of."""

    asked: Asked
    taken_at: datetime
    file: ShelfFile
    is_scheduled: bool


def read_key(key: str) -> Asked | None:
    """Return what a key stands for, or None where it is none."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    return Asked(*("" if found[name] == "all" else found[name] for name in ("year", "country", "lang")))


def table_file(data: Path, sheet: TableSheet, draw: Callable[[TableSheet], bytes]) -> bytes:
    """Return the PDF of a table: kept from the last time, else drawn now.

    One is drawn at a time, however many processes serve. Raise TooOften where another is being drawn.
    """
    folder = data / "reports" / "tables"
    path = folder / f"{hashlib.sha256(f'{__version__} {sheet!r}'.encode()).hexdigest()[:40]}.pdf"
    if path.is_file():
        return path.read_bytes()
    with _only_one(folder):
        made = draw(sheet)
        manifest.write(path, made)
        for old in sorted(folder.glob("*.pdf"), key=lambda each: -each.stat().st_mtime)[_TABLES_KEPT:]:
            old.unlink(missing_ok=True)
    return made


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".drawing").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TooOften("", wait=_WAIT) from None
        yield


def reports(data: Path) -> tuple[KeptReport, ...]:
    """Return the reports that lie ready, the newest count first."""
    held = (_kept(file) for file in manifest.read(_folder(data)).files if file.path.is_file())
    return tuple(sorted((each for each in held if each), key=lambda each: (each.taken_at, each.asked.key),
                        reverse=True))


def report(data: Path, name: str) -> KeptReport | None:
    """Return the report of a file name, or None."""
    return next((each for each in reports(data) if each.file.file_name == name), None)


def outcome(data: Path, asked: Asked) -> Outcome | None:
    """Return what became of a report that was asked for, None where nobody did."""
    return manifest.read(_folder(data)).outcomes.get(asked.key)


def waiting(data: Path) -> tuple[Asked, ...]:
    """Return what was asked for and is not made, after a worker that ended."""
    outcomes = manifest.read(_folder(data)).outcomes
    keys = (key for key, held in outcomes.items() if held.state in (State.WAITING, State.WORKING))
    return tuple(asked for key in keys if (asked := read_key(key)))


def claim(data: Path, asked: Asked) -> bool:
    """Note that a report is asked for; say False where it waits or is being made already."""
    claimed = False

    def take(held: Manifest) -> Manifest:
        nonlocal claimed
        before = held.outcomes.get(asked.key)
        claimed = before is None or before.state not in (State.WAITING, State.WORKING)
        return _with(held, asked, Outcome(State.WAITING, __version__)) if claimed else held

    manifest.change(_folder(data), take)
    return claimed


def note(data: Path, asked: Asked, state: State, reason: str = "") -> None:
    """Write down how far a report is."""
    manifest.change(_folder(data), lambda held: _with(held, asked, Outcome(state, __version__, reason)))


def keep(data: Path, asked: Asked, sheet: DonorSheet, made: bytes, *, is_scheduled: bool) -> ShelfFile:
    """Keep a report under a name that says its count and scope; the same again takes its place."""
    from elearn.render.pdf import page_count

    folder = _folder(data)
    name = f"report_{sheet.dated.astimezone(UTC).strftime(_STAMP)}_{asked.key}.pdf"
    stored = ShelfFile(
        "donor-report", "pdf", name, "application/pdf", folder / name, len(made), page_count(made),
        hashlib.sha256(made).hexdigest(), __version__, asked.key, "scheduled" if is_scheduled else "")

    def put(held: Manifest) -> Manifest:
        manifest.write(stored.path, made)
        files = (*(each for each in held.files if each.file_name != name), stored)
        for old in files[:-_REPORTS_KEPT]:
            old.path.unlink(missing_ok=True)
        return _with(replace(held, files=files[-_REPORTS_KEPT:]), asked, Outcome(State.MADE, __version__))

    manifest.change(folder, put)
    return stored


def _with(held: Manifest, asked: Asked, result: Outcome) -> Manifest:
    return replace(held, outcomes={**held.outcomes, asked.key: result})


def _folder(data: Path) -> Path:
    return data / "reports" / "donor"


def _kept(file: ShelfFile) -> KeptReport | None:
    asked, stamp = read_key(file.part), file.file_name.split("_")[1]
    if asked is None:
        return None
    taken_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    return KeptReport(asked, taken_at, file, file.title == "scheduled")
