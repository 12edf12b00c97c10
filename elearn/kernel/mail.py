"""Letters: written with the act that causes them, delivered afterwards by the worker.

A letter is a folder of `templates/email/`: `subject.txt`, `body.txt`, `body.html`. It waits in
`outbox` and loses its words and its address once it is delivered, since it may carry a secret link.
"""

from __future__ import annotations

import re
import secrets
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import String, Text, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel import clock, config, jobs, paths, words
from elearn.kernel.config import Settings
from elearn.kernel.db import Base, Stamp, begin_write, db, transaction
from elearn.kernel.errors import BadInput

_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[0-9A-Za-z.-]{1,189}")
_PATIENCE = 20.0


class Letter(Base):
    """A letter on its way; empty but for its dates once it has gone."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    message: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(Stamp, index=True)
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)


def is_address(text: str) -> bool:
    """Say whether `text` is an e-mail address that can stand in a header: printable ASCII, one `@`."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def send(to: str, message: str, lang: str, **values: object) -> str:
    """Write the letter `message` to one address and ask for its delivery; return its id.

    Raise BadInput where `to` is not an e-mail address.
    """
    if not is_address(to):
        raise BadInput("this is not an e-mail address")
    letter = Letter(
        id=secrets.token_hex(16), message=message, address=to,
        subject=" ".join(_written(message, "subject.txt", lang, values).split()),
        text=_written(message, "body.txt", lang, values),
        html=_written(message, "body.html", lang, values),
    )
    db.session.add(letter)
    db.session.flush()
    jobs.enqueue("mail", letter.id)
    return letter.id


def deliver(outbox_id: str) -> None:
    """Deliver a letter, once, and empty it; raise OSError or SMTPException for the queue to try again."""
    settings = config.current()
    if not settings.smtp_url:
        with transaction():
            # Written under the lock of the row: whoever erases its addressee meanwhile finds the file.
            letter = _waiting(outbox_id, is_locked=True)
            if letter is not None:
                _file(_envelope(letter, settings), settings, outbox_id)
                _empty(letter)
        return
    letter = _waiting(outbox_id)
    if letter is None:
        return
    envelope = _envelope(letter, settings)
    db.session.rollback()  # A slow mail server must not hold a transaction open.
    _hand_over(envelope, settings)
    with transaction():
        letter = _waiting(outbox_id, is_locked=True)
        if letter is not None:
            _empty(letter)


def waiting(before: datetime) -> tuple[str, ...]:
    """Return the letters written before a moment that are still to be delivered, oldest first."""
    return tuple(db.session.scalars(
        select(Letter.id).where(Letter.sent_at.is_(None), Letter.address != "", Letter.created_at < before)
        .order_by(Letter.created_at)))


def filed_before(moment: datetime) -> tuple[Path, ...]:
    """Return the letters in the mail folder that were written before a moment."""
    return tuple(path for path in sorted((config.current().data / "mail").glob("*.eml"))
                 if path.stat().st_mtime < moment.timestamp())


def forget_addressee(address: str) -> None:
    """Delete the letters on their way to an address, and those in the mail folder.

    Called in the transaction that erases its owner, which holds off the delivery of any other.
    """
    begin_write()
    db.session.execute(delete(Letter).where(func.lower(Letter.address) == address.lower()))
    for path in (config.current().data / "mail").glob("*.eml"):
        with path.open("rb") as file:
            to = BytesHeaderParser().parse(file).get("To", "")
        if to.strip().lower() == address.lower():
            path.unlink(missing_ok=True)


def _waiting(outbox_id: str, *, is_locked: bool = False) -> Letter | None:
    """Return a letter that is still to be delivered, or None."""
    letter = db.session.get(Letter, outbox_id, with_for_update=is_locked, populate_existing=True)
    return letter if letter is not None and letter.sent_at is None and letter.address else None


def _empty(letter: Letter) -> None:
    letter.sent_at = clock.now()
    letter.address = letter.subject = letter.text = letter.html = ""


def _envelope(letter: Letter, settings: Settings) -> EmailMessage:
    envelope = EmailMessage()
    envelope["From"] = settings.mail_from
    envelope["To"] = letter.address
    envelope["Subject"] = letter.subject
    envelope["Date"] = format_datetime(letter.created_at)
    envelope["Message-ID"] = f"<{letter.id}@{settings.mail_from.rpartition('@')[2]}>"
    envelope["Auto-Submitted"] = "auto-generated"
    envelope.set_content(letter.text)
    envelope.add_alternative(letter.html, subtype="html")
    return envelope


def _file(envelope: EmailMessage, settings: Settings, outbox_id: str) -> None:
    folder = settings.data / "mail"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%dT%H%M%S}-{outbox_id[:8]}.eml"
    (folder / name).write_bytes(envelope.as_bytes())


def _hand_over(envelope: EmailMessage, settings: Settings) -> None:
    try:
        _converse(envelope, settings)
    except smtplib.SMTPException as error:
        # What a server answers names the address; the queue would keep it, and so would the log.
        raise smtplib.SMTPException(type(error).__name__) from None


def _converse(envelope: EmailMessage, settings: Settings) -> None:
    server = urlsplit(settings.smtp_url)
    secure = server.scheme == "smtps"
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(server.hostname or "", server.port or (465 if secure else 587), timeout=_PATIENCE) as smtp:
        smtp.ehlo()
        # A password never travels in the clear; letters do only where the server offers nothing else.
        if not secure and (server.username or smtp.has_extn("starttls")):
            smtp.starttls(context=ssl.create_default_context())
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(envelope)


def _written(message: str, part: str, lang: str, values: dict[str, object]) -> str:
    template = _templates(lang).get_template(f"email/{message}/{part}")
    return template.render(lang=lang, direction=words.direction(lang), **values).strip() + "\n"


@lru_cache(maxsize=32)
def _templates(lang: str) -> Environment:
    folders = paths.search_path("templates")
    made = Environment(
        loader=FileSystemLoader(folders), undefined=StrictUndefined, extensions=["jinja2.ext.i18n"],
        autoescape=lambda name: (name or "").endswith(".html"), trim_blocks=True, lstrip_blocks=True,
    )
    made.install_gettext_translations(_translations(lang), newstyle=True)  # type: ignore[attr-defined]
    return made


def _translations(lang: str) -> NullTranslations:
    try:
        return Translations.load(paths.shipped("translations"), [lang.replace("-", "_")])
    except FileNotFoundError:
        return NullTranslations()
