"""A real server on a data folder of its own: the commands of `make run`, and what they leave behind."""

from __future__ import annotations

import email
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from email import policy
from pathlib import Path

import pyotp
from sqlalchemy import delete, select, text

from elearn.accounts.models import AccessRole, LoginSession, Personal
from elearn.document.catalogue import Revision
from elearn.kernel import db
from elearn.kernel.config import Settings
from elearn.learning import queries, services
from elearn.learning.attempts import services as attempts
from elearn.learning.models import Enrolment
from elearn.render import shelf
from tests.databases import bare_application, environ_of
from tests.factories.people import PASSWORD, person

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"https?://\S+")


def wait_until(what: str, holds: Callable[[], object], seconds: float = 60) -> None:
    """Ask again and again until `holds` is true; fail with `what` after some seconds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"after {seconds:.0f} s still waiting: {what}"
        time.sleep(0.05)


@dataclass(frozen=True)
class Server:
    """Where it listens, where it keeps things, and the revision it serves (to know the right answers)."""

    url: str
    settings: Settings
    environ: dict[str, str]
    revision: Revision

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.settings.data

    def run(self, *command: str) -> str:
        """Run an `elearn` command on the same data; return what it printed."""
        return _run(self.environ, *command)

    def add_person(self, **about: object) -> str:
        """Write someone into the record whose password is PASSWORD; return their address."""
        with bare_application(self.settings).app_context():
            made = person(**about)  # type: ignore[arg-type]
            address = db.db.session.get_one(Personal, made.id).email or ""
            db.db.session.remove()
            db.db.engine.dispose()
        return address

    def count(self, question: str, **values: str) -> int:
        """Ask the database itself for one number."""
        with bare_application(self.settings).app_context():
            found = db.db.session.scalar(text(question), values)
            db.db.session.remove()
            db.db.engine.dispose()
        return int(found or 0)

    def end_sign_ins(self, address: str) -> None:
        """Let every sign-in of someone be over, as by time; their pages stay open."""
        with bare_application(self.settings).app_context():
            who = select(Personal.person_id).where(Personal.email == address)
            with db.transaction():
                db.db.session.execute(delete(LoginSession).where(LoginSession.person_id.in_(who)))
            db.db.session.remove()
            db.db.engine.dispose()

    def link_in_letter_to(self, address: str) -> str:
        """Wait for a letter to `address` in the mail folder; return the link in it."""
        wait_until(f"a letter to {address}", lambda: self._letter(address))
        found = LINK.search(self._letter(address))
        assert found, "there is no link in the letter"
        return found.group()

    def demo(self) -> tuple[str, str]:
        """Return the passphrase and the TOTP secret of the demonstration people."""
        text = (self.data / "demo.txt").read_text(encoding="utf-8")
        passphrase, secret = re.findall(r"^(?:passphrase|TOTP secret) of .*: (\S+)$", text, re.MULTILINE)
        return passphrase, secret

    def code(self) -> str:
        """Return the six digits of now for the demonstration staff."""
        return pyotp.TOTP(self.demo()[1]).now()

    def attend(self, address: str) -> None:
        """Record a workshop for someone enrolled, as a trainer's page will: it completes their course."""
        with bare_application(self.settings).app_context():
            trainer = person(access_role=AccessRole.TRAINER).id
            enrolment_id = db.db.session.scalars(
                select(Enrolment.id).join(Personal, Personal.person_id == Enrolment.person_id)
                .where(Personal.email == address)).one()
            with db.transaction():
                attempts.record_workshop(
                    enrolment_id, trainer, 720, date(2026, 11, 2), self.revision, secrets.token_hex(16))
            db.db.session.remove()
            db.db.engine.dispose()

    def _letter(self, address: str) -> str:
        for path in sorted((self.data / "mail").glob("*.eml")):
            letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",)) if address in str(letter["To"]) else None
            if body is not None:
                return str(body.get_content())
        return ""


def shipped_units() -> list[list[str]]:
    """Return the ids of the units that are shipped, module by module, before any server runs."""
    rules = tomllib.loads((ROOT / "courses" / "judicial_ethics.toml").read_text(encoding="utf-8"))
    folder = ROOT / "content" / rules["content"] / rules["source_language"]
    return [[_unit_id(path) for path in sorted((folder / module["folder"]).glob("[0-9]*.md"))]
            for module in rules["modules"]]


def sampled_units() -> list[str]:
    """Return one unit of each module, each time at another place in it; all with ELEARN_EXHAUSTIVE=1."""
    every = shipped_units()
    if os.environ.get("ELEARN_EXHAUSTIVE") == "1":
        return [unit for module in every for unit in module]
    return [module[place % len(module)] for place, module in enumerate(every)]


def _unit_id(path: Path) -> str:
    found = re.search(r"^id: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path} has no id"
    return found.group(1)


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Make a data folder as `make run` makes it, serve it on a free port, and stop afterwards."""
    environ = {**_environ(settings), "ELEARN_COURSE": "judicial_ethics"}
    for command in (["db", "upgrade"], ["activate"], ["demo", "--learners", "250"], ["report", "snapshot"]):
        _run(environ, *command)
    revision = _revision(settings)
    with _no_books(settings.data, revision), _running(settings, environ, revision) as server:
        yield server


@contextmanager
def serving_revision(settings: Settings, revision: Revision, has_books: bool = False) -> Iterator[Server]:
    """Serve one revision made by a test, to nobody yet, on a free port, and stop afterwards."""
    environ = {**_environ(settings), "ELEARN_COURSE": revision.key}
    with bare_application(settings).app_context():
        db.upgrade()
        with db.transaction():
            services.activate(revision.course, revision.bank)
        db.db.session.remove()
        db.db.engine.dispose()
    held_back = nullcontext() if has_books else _no_books(settings.data, revision)
    with held_back, _running(settings, environ, revision) as server:
        yield server


def _no_books(data: Path, revision: Revision) -> AbstractContextManager[bool]:
    """Keep the worker from making the publications, which would take minutes beside the browser."""
    return shelf.builder(data, revision.id)


def _environ(settings: Settings) -> dict[str, str]:
    return {**os.environ, **environ_of(settings), "ELEARN_DEMO": "1", "ELEARN_PORT": str(_free_port()),
            "ELEARN_HOST": "127.0.0.1", "ELEARN_WEB_PROCESSES": "1"}


@contextmanager
def _running(settings: Settings, environ: dict[str, str], revision: Revision) -> Iterator[Server]:
    with (settings.data / "server.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "elearn", "serve"], cwd=ROOT, env=environ,
                                   stdout=log, stderr=subprocess.STDOUT)
        try:
            server = Server(f"http://127.0.0.1:{environ['ELEARN_PORT']}", settings, environ, revision)
            wait_until("the server answers", lambda: _answers(server.url, process))
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _run(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run([sys.executable, "-m", "elearn", *command], cwd=ROOT, env=environ,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"elearn {' '.join(command)}: {done.stderr}"
    return done.stdout


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "the server ended by itself; server.log says why"
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError):
        return False


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _revision(settings: Settings) -> Revision:
    with bare_application(settings).app_context():
        found = queries.catalogue().current("judicial_ethics", "en")
        db.db.session.remove()
        db.db.engine.dispose()
    return found


__all__ = ["PASSWORD", "Server", "sampled_units", "serving", "shipped_units", "wait_until"]
