"""Settings: one table of names and defaults, read from the environment."""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask, current_app
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

log = logging.getLogger(__name__)

# There while a backup is being restored: until it goes, nothing may serve or use what lies beside it.
RESTORING = "RESTORING"
# Read elsewhere than in Settings: the shipped folders by `paths`, PORT by `make run` alone.
FOLDERS = ("ELEARN_CONTENT", "ELEARN_COURSES", "ELEARN_TEMPLATES")


class Settings(BaseSettings):
    """Every setting. Each is read from `ELEARN_<NAME>`, the database address from `DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="ELEARN_", extra="ignore", frozen=True)

    data: Path = Field(Path("instance"), description="folder of everything that must be kept")
    database_url: str = Field(
        "", validation_alias="DATABASE_URL",
        description="SQLAlchemy address; empty means elearn.db in the data folder")
    secret_key: str = Field(
        "", description="signs cookies and forms; empty means a key made once in the data folder")
    master_key: str = Field(
        "", description="seals the keys of persons; empty means a key made once in the data folder")
    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the server listens on")
    web_processes: int = Field(2, ge=1, description="how many web processes the server runs")
    web_threads: int = Field(4, ge=1, description="threads in each web process")
    base_url: str = Field(
        "", description="public address, such as https://ethics.example.org; empty on loopback")
    insecure_http: bool = Field(
        False, description="serve over plain http beyond this machine, with a banner for staff")
    trusted_proxies: int = Field(
        0, ge=0, description="how many proxies stand before the server and say whom they serve")
    smtp_url: str = Field(
        "", description="mail server, smtp://user:pass@host:587; empty writes to the mail folder")
    mail_from: str = Field("elearn@localhost", description="sender of every mail")
    contact: str = Field(
        "", description="whom readers may ask: an e-mail address, a page (https://…) or words")
    course: str = Field("judicial_ethics", description="key of the course that is served")
    demo: bool = Field(False, description="bring demonstration people, refused beyond loopback")
    keep_unused_months: int = Field(
        0, ge=0, description="months after the last sign-in until an account goes; 0 keeps it for ever")
    keep_warned_days: int = Field(30, ge=7, description="days between the letter that says so and its end")
    keep_sessions_days: int = Field(0, ge=0, description="days that a sign-in stays after it ended")
    keep_links_days: int = Field(
        0, ge=0, description="days that links and registrations stay after their end")
    keep_invitations_days: int = Field(90, ge=0, description="days that an invitation stays after its end")
    keep_tries_days: int = Field(1, ge=1, description="days that tries to sign in are counted")
    keep_letters_days: int = Field(30, ge=0, description="days that a sent letter's row, or file, stays")
    keep_waiting_letters_days: int = Field(7, ge=1, description="days that a letter is tried to be sent")
    keep_drafts_days: int = Field(90, ge=1, description="days that a draft nobody came back to stays")
    keep_posts_hours: int = Field(
        24, ge=1, le=24, description="hours that a form sent after the sign-in ended waits for its sender")

    donor_report: Literal["", "monthly"] = Field(
        "", description="monthly: the worker makes a report to donors after the first count of each month")
    reporting_year_starts: int = Field(
        1, ge=1, le=12, description="month in which the reporting year begins, where none is chosen")

    @property
    def sqlalchemy_url(self) -> str:
        """The database address, SQLite in the data folder unless another is set."""
        scheme, separator, rest = self.database_url.partition("://")
        if separator:
            # Some hosts still write the name it had long ago.
            driver = "postgresql+psycopg" if scheme in ("postgresql", "postgres") else scheme
            return f"{driver}://{rest}"
        return f"sqlite:///{self.data.resolve() / 'elearn.db'}"

    @property
    def public_url(self) -> str:
        """Where people reach the server, without a slash at the end; never read from a request."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def is_reached_safely(self) -> bool:
        """Whether what people type travels on https or never leaves this machine."""
        address = urlsplit(self.base_url)
        return address.scheme == "https" or is_loopback(address.hostname or self.host)

    def refuse_plain_http(self) -> None:
        """Raise SettingsError where passwords would travel in the clear and nobody said they may."""
        if not self.is_reached_safely and not self.insecure_http:
            raise SettingsError(
                f"{self.public_url} is plain http beyond this machine: passwords and answers could be "
                "read on the way. Set ELEARN_BASE_URL to the https address of the server or, on a "
                "network you trust, ELEARN_INSECURE_HTTP=1")

    def refuse_half_restored(self) -> None:
        """Raise SettingsError where a backup was begun to be restored here and is not yet."""
        if (self.data / RESTORING).exists():
            raise SettingsError(
                f"a backup is being restored into {self.data}, or that was cut off: let `elearn restore` "
                "end, or empty the folder (and the database) and restore once more")

    def key(self, name: str) -> str:
        """Return `secret_key` or `master_key`, made once in the data folder where none is set."""
        held: str = getattr(self, name)
        return held or _kept_key(self.data / f"{name.replace('_', '-')}.txt")


class SettingsError(Exception):
    """Settings that cannot be used; the message lists each by the name of its variable."""


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of `environ` (default: this process); warn about unknown ELEARN_ names.

    Raise SettingsError naming each variable whose value cannot be used.
    """
    held = os.environ if environ is None else environ
    known = {variable_of(name) for name in Settings.model_fields} | set(FOLDERS)
    for name in sorted(set(held) - known):
        if name.startswith("ELEARN_"):
            log.warning("unknown setting %s is ignored; deploy/README.md lists all", name)
    values = {
        ("DATABASE_URL" if name == "database_url" else name): held[variable_of(name)]
        for name in Settings.model_fields if variable_of(name) in held
    }
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        lines = (f"{variable_of(str(e['loc'][0]))}: {e['msg']}" for e in error.errors())
        raise SettingsError("; ".join(lines)) from None


def is_loopback(host: str) -> bool:
    """Say whether `host` names this machine alone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def init_app(app: Flask, settings: Settings) -> None:
    """Give `app` its settings, for `current` to find."""
    # Names, hashes and the queue lie here: nobody else on this machine may look into a new folder.
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.extensions["elearn_settings"] = settings


def current() -> Settings:
    """Return the settings of the application at work."""
    settings: Settings = current_app.extensions["elearn_settings"]
    return settings


def variable_of(name: str) -> str:
    """Return the environment variable that sets the field `name`."""
    return "DATABASE_URL" if name in ("database_url", "DATABASE_URL") else f"ELEARN_{name.upper()}"


def _kept_key(path: Path) -> str:
    """Return the key in `path`, writing a new one where there is none; two processes agree."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(made, path)
        except FileExistsError:
            log.info("%s was made by another process meanwhile", path.name)
        finally:
            made.unlink()
    return path.read_text(encoding="ascii").strip()
