"""A data folder with judges in it, the real server over it, and what its record holds in the end."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from elearn.accounts import services as accounts
from elearn.app import create_app
from elearn.kernel import clock, db
from elearn.kernel.config import Settings
from elearn.learning import queries, services
from elearn.learning.acts import EventKind
from elearn.learning.models import Enrolment, Event
from elearn.learning.verification import verify
from elearn.web.identity import TOKEN
from tests.databases import bare_application, environ_of, settings_of
from tests.factories.people import person
from tests.factories.tested import examined_revision

ROOT = Path(__file__).resolve().parents[1]
# What a form of a judge becomes; the house itself enrols, moves and remarks.
_SENT = tuple(kind.value for kind in EventKind if kind.value not in ("enrol", "move", "remark"))


@dataclass
class Place:
    """A data folder and its database; `stepped` is the file that steps the server's clock."""

    settings: Settings
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def stepped(self) -> Path:
        return self.settings.data.with_name(f"{self.settings.data.name}.clock")

    def fill(self, count: int) -> list[tuple[str, str]]:
        """Make tables, a course with tests and judges; return the id and the cookie of each."""
        with bare_application(self.settings).app_context():
            db.upgrade()
            revision = examined_revision()
            with db.transaction():
                services.activate(revision.course, revision.bank)
            catalogue = queries.catalogue()
            people = [person().id for _ in range(count)]
            for each in people:
                with db.transaction():
                    services.enrol(each, revision.key, revision.lang, catalogue)
            _let_go()
        return [*zip(people, self.cookies(people), strict=True)]

    def cookies(self, people: Iterable[str], years: float = 0) -> list[str]:
        """Sign people in as of now plus some years; return a cookie for each."""
        app = create_app(self.settings)
        with app.app_context(), clock.fixed(datetime.now(UTC) + timedelta(days=365 * years)):
            with db.transaction():
                tokens = [accounts.start_session(each) for each in people]
            _let_go()
        return [_cookie(app, token) for token in tokens]

    def start(self) -> None:
        """Start the server and wait until it is ready."""
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.port = int(held.getsockname()[1])
        environ = {**os.environ, **environ_of(self.settings), "ELEARN_PORT": str(self.port),
                   "ELEARN_HOST": "127.0.0.1", "ELEARN_WEB_PROCESSES": "2",
                   "FAULTS_CLOCK": str(self.stepped), "PYTHONPATH": f"{ROOT}/faults/stepped:{ROOT}"}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "elearn", "serve"], cwd=ROOT, env=environ, stdout=log, stderr=log)
        self.wait()

    @property
    def log(self) -> Path:
        return self.settings.data.with_name(f"{self.settings.data.name}.log")

    def wait(self, seconds: float = 90) -> None:
        """Wait until the server says that it is ready; raise RuntimeError where it does not."""
        until = time.monotonic() + seconds
        while self.ask("/readyz") != "ready":
            if time.monotonic() > until or self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"the server is not ready ({self.ask('/readyz')}); see {self.log}")
            time.sleep(0.1)

    def ask(self, path: str) -> str:
        """Return what an address answers, or nothing where nobody listens."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=20) as held:
            held.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            said = b"".join(iter(lambda: held.recv(1 << 16), b""))
            return said.partition(b"\r\n\r\n")[2].decode()
        return ""

    def kill_one(self, chance: random.Random) -> bool:
        """Kill one of the web processes where it stands; say whether there was one."""
        found = self.web_processes()
        if not found:
            return False
        with suppress(ProcessLookupError):
            os.kill(chance.choice(found), signal.SIGKILL)
            return True
        return False

    def web_processes(self) -> list[int]:
        """Return the web processes that serve, without the one that starts them."""
        started = self._process.pid if self._process else 0
        return [pid for master in _children(started) if "gunicorn" in _command(master)
                for pid in _children(master)]

    def is_running(self) -> bool:
        """Say whether the server runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop the server in order."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(60)

    def events(self) -> list[tuple[str, str]]:
        """Return the person and the event id of everything in the record that judges sent."""
        with bare_application(self.settings).app_context():
            found = db.db.session.execute(
                select(Enrolment.person_id, Event.id).join(Enrolment, Enrolment.id == Event.enrolment_id)
                .where(Event.kind.in_(_SENT))).all()
            _let_go()
        return [(row[0], row[1]) for row in found]

    def verify(self) -> str:
        """Recompute the record as `elearn verify` does; say that it agrees, or what does not."""
        with bare_application(self.settings).app_context():
            wrong = [str(each) for each in islice(verify(), 3)]
            _let_go()
        return f"DISAGREES: {wrong}" if wrong else "agrees"


def place_in(data: Path, url: str = "") -> Place:
    """Return a place over a data folder that is not there yet."""
    return Place(settings_of(data, url))


def _let_go() -> None:
    db.db.session.remove()
    db.db.engine.dispose()


def _cookie(app: object, token: str) -> str:
    client = app.test_client()  # type: ignore[attr-defined]
    with client.session_transaction(base_url="https://127.0.0.1") as session:
        session[TOKEN] = token
        session.permanent = True
    held = client.get_cookie("__Host-session", domain="127.0.0.1")
    return f"{held.key}={held.value}"


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
