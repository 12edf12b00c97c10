"""A backup and the way back: the same record in either database, and nobody who was erased."""

from __future__ import annotations

import gzip
import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts import erasures, keys, texts
from elearn.accounts.models import LoginSession, Person
from elearn.app import create_app
from elearn.backup import tables, taking
from elearn.backup.folders import begun
from elearn.backup.manifest import Kind, Manifest, read, seal
from elearn.cli import main
from elearn.kernel import audit, clock, jobs, mail
from elearn.kernel.config import Settings, SettingsError
from elearn.kernel.db import db, downgrade, schema_revision, steps, transaction
from elearn.learning import clearing, erasure, services
from elearn.learning.erasure import Reason
from elearn.learning.notes import services as notes
from elearn.learning.notes.models import Note
from elearn.learning.notes.queries import place_of
from elearn.learning.verification import verify
from tests import databases
from tests.databases import Database, bare_application, environ_of
from tests.factories.everything import fill
from tests.factories.learners import Learner, learner
from tests.factories.people import person, session_token

# What a restore ends on purpose.
_ENDED = {"login_session", "reset_link"}
Run = Callable[..., Result]


class Place:
    """A data folder with its database, and the commands of `elearn` over it."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        self.settings, self._environ = settings, monkeypatch

    def run(self, *words: str | Path) -> Result:
        """Call `elearn …` here."""
        for name, value in environ_of(self.settings).items():
            self._environ.setenv(name, value)
        return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def here(bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The place of this test, with tables and the small course."""
    return Place(settings, monkeypatch)


@pytest.fixture(params=databases.NAMES)
def there(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    """An empty place on another machine, on each of the two databases in turn."""
    other: Database = request.getfixturevalue(request.param)
    settings = other.empty(tmp_path / "there")
    yield Place(settings, monkeypatch)
    other.drop(settings)


@pytest.fixture
def halves(here: Place, tmp_path: Path) -> Callable[[], tuple[Path, Path]]:
    """A function that takes a backup and returns the folders of record and keys."""
    def take() -> tuple[Path, Path]:
        db.session.rollback()
        done = here.run("backup", "--to", tmp_path / "record", "--keys-to", tmp_path / "keys")
        assert done.exit_code == 0, done.output
        return _newest(tmp_path / "record"), _newest(tmp_path / "keys")

    return take


def _newest(shelf: Path) -> Path:
    return max(path for path in shelf.iterdir() if path.is_dir())


def _restore(place: Place, halves: tuple[Path, Path], *more: str | Path) -> Result:
    return place.run("restore", "--from", halves[0], "--keys-from", halves[1], *more)


def _everything(settings: Settings) -> dict[str, list[str]]:
    """Return every row that a restore brings back, in words that both databases share."""
    found, path = {}, settings.data.with_name("compared.gz")
    with bare_application(settings).app_context():
        with db.engine.connect() as connection:
            for name in set(tables.names(connection)) - _ENDED:
                tables.write(connection, name, path, lambda table, rows: None)
                names, *rows = map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
                found[name] = sorted(str(sorted(zip(names, row, strict=True), key=str)) for row in rows)
        db.engine.dispose()
    return found


def test_every_row_of_every_table_comes_back_into_either_database(
    here: Place, there: Place, halves: Callable[[], tuple[Path, Path]],
) -> None:
    fill("9999")
    taken = halves()
    assert read(taken[0], Kind.RECORD).rows["event"]
    done = _restore(there, taken)
    assert done.exit_code == 0, done.output
    assert "verified" in done.output
    assert _everything(here.settings) == _everything(there.settings)
    assert there.run("audit", "verify").exit_code == 0


def test_sealed_texts_open_again_and_numbers_go_on(
    here: Place, there: Place, halves: Callable[[], tuple[Path, Path]],
) -> None:
    who = learner()
    sealed = keys.seal(who.person_id, "a place", "what nobody else may read")
    with transaction():
        audit.record("command-line", "locked", who.person_id)
    assert _restore(there, halves()).exit_code == 0
    with bare_application(there.settings).app_context():
        assert keys.open_sealed(who.person_id, "a place", sealed) == "what nobody else may read"
        revision = who.revision
        with transaction():
            services.activate(revision.course, revision.bank)
            audit.record("command-line", "unlocked", who.person_id)
        back = Learner(who.person_id, who.id, revision)
        back.answer("m1-q1", "b")
        assert list(verify()) == [] and audit.verify().broken is None
        db.session.remove()
        db.engine.dispose()
    app = create_app(there.settings)
    assert app.test_client().get("/readyz").status_code == 200
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_erased_person_stays_erased(
    when: str, here: Place, halves: Callable[[], tuple[Path, Path]], tmp_path: Path,
    sqlite: Database, monkeypatch: pytest.MonkeyPatch,
) -> None:
    stays, goes = learner(email="stays@court.example"), learner(email="goes@court.example")
    if when == "before":
        erasures.note(goes.person_id)  # Cut off right here, before a row went.
        taken = halves()
    else:
        taken = halves()
        erasure.erase(goes.person_id, "command-line", Reason.ON_REQUEST)
    apart = tmp_path / "erasures.log"
    apart.write_bytes(erasures.path().read_bytes())
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    done = _restore(there, taken, *(["--erasures", apart] if when == "after" else []))
    assert done.exit_code == 0 and "1 erased once more" in done.output, done.output
    with bare_application(there.settings).app_context():
        assert db.session.get(Person, stays.person_id) is not None
        assert db.session.get(Person, goes.person_id) is None
        assert goes.person_id in erasures.noted() and goes.person_id in keys.ring().destroyed()
        db.session.remove()
        db.engine.dispose()
    assert b"goes@court.example" not in b"".join(each.read_bytes() for each in sqlite.files(there.settings))


def test_a_text_deleted_by_its_writer_stays_deleted(
    here: Place, halves: Callable[[], tuple[Path, Path]], tmp_path: Path, sqlite: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even where a copy of the keys from before the deletion is put under the record of after it."""
    who = learner()
    who.write("words that were deleted for good")
    with transaction():
        notes.save(who.person_id, notes.Written("m2-story", "a" * 32, 1, "", "a note that was deleted"))
    note = db.session.scalars(select(Note.sealed)).one()
    sealed, before = who.events()[-1].payload["sealed"], halves()[1]
    with transaction():
        clearing.clear_text(who.id, "m2-r1", "c" * 32, who.events()[-1].id, who.revision)
        notes.delete(who.person_id, "m2-story", "b" * 32, "a" * 32 + "-1")
    record, apart = halves()
    (apart / "keys.db").write_bytes((before / "keys.db").read_bytes())
    (apart / "manifest.json").rename(tmp_path / "said.json")
    said = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    seal(apart, Manifest(Kind.KEYS, datetime.fromisoformat(said["taken_at"]), said["program"],
                         master=said["master"]))
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    done = _restore(there, (record, apart))
    assert done.exit_code == 0, done.output
    with bare_application(there.settings).app_context():
        assert texts.opened(who.person_id, "m2-r1", sealed) is None
        assert texts.opened(who.person_id, place_of("m2-story"), note) is None
        db.session.remove()
        db.engine.dispose()


def test_everybody_is_signed_out_and_letters_are_sent(
    here: Place, halves: Callable[[], tuple[Path, Path]], tmp_path: Path, sqlite: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session_token(person())
    with transaction():
        mail.send("a@court.example", "reset-unknown", "en", register="http://x.example/")
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    assert _restore(there, halves()).exit_code == 0
    with bare_application(there.settings).app_context() as context:
        assert not db.session.scalar(select(func.count()).select_from(LoginSession))
        queue: jobs.Queue = context.app.extensions["elearn_queue"]
        assert queue.huey.pending_count() == 1
        db.session.remove()
        db.engine.dispose()


@pytest.mark.only_on("sqlite")
def test_keys_never_lie_with_the_record_nor_either_with_the_data(here: Place, tmp_path: Path) -> None:
    shelf, data = tmp_path / "record", here.settings.data
    for record, apart in (
            (shelf, shelf), (shelf, shelf / "keys"), (shelf / "in", shelf), (data / "x", shelf)):
        done = here.run("backup", "--to", record, "--keys-to", apart)
        assert done.exit_code == 1 and "nothing was kept" in done.output
    assert here.run("backup", "--to", shelf).exit_code == 2
    assert not list(tmp_path.rglob("manifest.json"))


@pytest.mark.only_on("sqlite")
def test_nobody_else_may_look_into_a_backup(halves: Callable[[], tuple[Path, Path]]) -> None:
    for folder in halves():
        for path in (folder, *folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.only_on("sqlite")
def test_a_backup_that_is_cut_off_leaves_nothing_that_looks_whole(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, halves: Callable[[], tuple[Path, Path]],
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(taking, "_letters", lambda source, copy: (_ for _ in ()).throw(OSError(28, "full")))
        done = here.run("backup", "--to", tmp_path / "record", "--keys-to", tmp_path / "keys")
    assert done.exit_code == 1 and "nothing was kept" in done.output
    assert not list(tmp_path.rglob("*.gz")) and not list((tmp_path / "keys").rglob("keys.db"))
    # A kill leaves its folder, which no restore takes and the next backup clears away.
    with pytest.raises(KeyboardInterrupt), begun(tmp_path / "record", "20260101T000000Z") as left:
        (tmp_path / "copy").mkdir()
        left.rename(left := tmp_path / "record" / ".begun-killed")
        raise KeyboardInterrupt
    refused = here.run("restore", "--from", left, "--keys-from", left)
    assert refused.exit_code == 1
    halves()
    assert not left.exists()


@pytest.mark.only_on("sqlite")
def test_only_the_newest_are_kept_where_that_is_asked(
    here: Place, tmp_path: Path, halves: Callable[[], tuple[Path, Path]],
) -> None:
    for _ in range(3):
        halves()
    done = here.run("backup", "--to", tmp_path / "record", "--keys-to", tmp_path / "keys", "--keep", "2")
    assert done.exit_code == 0 and done.output.count("was deleted") == 4
    assert [len([each for each in (tmp_path / shelf).iterdir() if each.is_dir()])
            for shelf in ("record", "keys")] == [2, 2]


def _change(path: Path) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.only_on("sqlite")
def test_what_cannot_be_restored_is_refused_before_anything_is_written(
    here: Place, halves: Callable[[], tuple[Path, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    sqlite: Database,
) -> None:
    older, taken = halves(), halves()
    empty = Place(sqlite.empty(tmp_path / "empty"), monkeypatch)
    another_key = Place(empty.settings.model_copy(update={"master_key": "x" * 40}), monkeypatch)
    _change(taken[0] / "tables" / "revision.jsonl.gz")
    for place, halves_given, said in (
        (here, older, "is not empty"),
        (empty, taken, "its digest differs"),
        (empty, (older[0], older[0]), "not the keys"),
        (empty, (tmp_path, older[1]), "is no backup"),
        (another_key, older, "not the master key"),
    ):
        done = _restore(place, halves_given)
        assert done.exit_code == 1 and said in done.output, done.output
        assert not (tmp_path / "empty").exists()


@pytest.mark.only_on("sqlite")
def test_keys_older_than_the_record_are_refused(
    halves: Callable[[], tuple[Path, Path]], here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    sqlite: Database,
) -> None:
    with clock.fixed(datetime(2026, 1, 1, tzinfo=UTC)):
        older = halves()
    newer = halves()
    assert read(older[0], Kind.RECORD).taken_at < read(newer[0], Kind.RECORD).taken_at
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    done = _restore(there, (newer[0], older[1]))
    assert done.exit_code == 1 and "older than the record" in done.output
    assert _restore(there, (older[0], newer[1])).exit_code == 0


@pytest.mark.only_on("sqlite")
def test_a_place_restored_by_halves_serves_nothing_and_says_why(
    halves: Callable[[], tuple[Path, Path]], here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    sqlite: Database,
) -> None:
    learner().answer("m1-q1", "b")
    with closing(sqlite3.connect(here.settings.data / "elearn.db")) as held:
        held.execute("UPDATE unit_progress SET done = done + 1")
        held.commit()
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    done = _restore(there, halves())
    assert done.exit_code == 1 and "stays closed" in done.output
    for command in (("serve", "--check"), ("work", "--once"), ("user", "list")):
        refused = there.run(*command)
        assert refused.exit_code == 1 and "restore once more" in refused.output
    with pytest.raises(SettingsError, match="restored"):
        create_app(there.settings)


def test_a_backup_of_an_older_step_is_taken_up_to_this_one(
    here: Place, halves: Callable[[], tuple[Path, Path]], tmp_path: Path, sqlite: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = learner()
    who.answer("m1-q1", "b")
    db.session.rollback()
    downgrade("0006")
    taken = halves()
    assert read(taken[0], Kind.RECORD).step == "0006"
    there = Place(sqlite.empty(tmp_path / "there"), monkeypatch)
    done = _restore(there, taken)
    assert done.exit_code == 0, done.output
    with bare_application(there.settings).app_context():
        assert schema_revision() == steps()[0]
        assert db.session.get(Person, who.person_id) is not None
        db.session.remove()
        db.engine.dispose()
