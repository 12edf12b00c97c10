"""Letters."""

from __future__ import annotations

import email
import smtplib
import socketserver
import threading
import traceback
from collections.abc import Iterator
from datetime import timedelta
from email import policy

import pytest
from flask import Flask

from elearn.kernel import clock, config, mail, paths
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput
from elearn.kernel.mail import Letter
from elearn.learning import retention

LINK = "http://127.0.0.1:8000/en/reset/secret-token"


def written(to: str = "a@example.net", message: str = "reset", **values: object) -> str:
    with transaction():
        return mail.send(to, message, "en", **(values or {"link": LINK}))


def delivered(settings: Settings) -> list[email.message.EmailMessage]:
    found = sorted((settings.data / "mail").glob("*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def test_without_a_mail_server_a_letter_becomes_a_file(bare_app: Flask, settings: Settings) -> None:
    mail.deliver(written())
    letter = delivered(settings)[0]
    assert letter["To"] == "a@example.net"
    assert letter["Subject"] == "Choose a new password"
    assert letter["Auto-Submitted"] == "auto-generated"
    parts = {part.get_content_type(): part.get_content() for part in letter.iter_parts()}
    assert LINK in parts["text/plain"] and f'href="{LINK}"' in parts["text/html"]


def test_a_letter_is_delivered_once_and_loses_its_words(bare_app: Flask, settings: Settings) -> None:
    letter_id = written()
    mail.deliver(letter_id)
    mail.deliver(letter_id)
    assert len(delivered(settings)) == 1
    kept = db.session.get_one(Letter, letter_id)
    assert kept.sent_at and (kept.address, kept.subject, kept.text, kept.html) == ("", "", "", "")


def test_nothing_is_written_or_queued_when_the_act_is_undone(bare_app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction():
        mail.send("a@example.net", "reset", "en", link=LINK)
        raise RuntimeError
    assert db.session.query(Letter).count() == 0
    assert len(bare_app.extensions["elearn_queue"].huey) == 0


def test_a_committed_letter_waits_for_the_worker(bare_app: Flask) -> None:
    written()
    assert len(bare_app.extensions["elearn_queue"].huey) == 1


@pytest.mark.parametrize("address", [
    "a@b.c\nBcc: x@y.z", "a@b.c\r\n\r\nbody", "a@b.c, x@y.z", "", "a" * 250 + "@b.c"])
def test_an_address_cannot_bring_a_header(bare_app: Flask, address: str) -> None:
    with pytest.raises(BadInput):
        written(address)


def test_a_value_cannot_bring_markup_or_a_header(bare_app: Flask, settings: Settings) -> None:
    mail.deliver(written(link="<script>alert(1)</script>\r\nBcc: x@example.net"))
    letter = delivered(settings)[0]
    assert letter["Bcc"] is None
    html = letter.get_body(("html",))
    assert html and "<script>" not in html.get_content()


def test_a_letter_that_waited_a_week_is_deleted_and_never_sent(bare_app: Flask, settings: Settings) -> None:
    letter_id = written()
    with clock.fixed(clock.now() + timedelta(days=8)), transaction():
        retention.sweep()
    mail.deliver(letter_id)
    assert delivered(settings) == []


def test_every_letter_has_its_three_parts_and_a_subject_of_one_line(bare_app: Flask) -> None:
    values = dict.fromkeys(("link", "sign_in", "reset", "register", "help"), LINK) | {
        "role": "officer", "days": 30, "reason": "The Commentary says otherwise.",
        "has_passed": True, "kind": "attend", "uncompletes": True, "fate": "revoked",
        "fields": ("country", "site")}
    folder = paths.shipped("templates") / "email"
    names = [path.name for path in folder.iterdir() if path.is_dir()]
    assert "confirm-address" in names
    for name in names:
        letter = db.session.get_one(Letter, written(message=name, **values))
        assert letter.subject and "\n" not in letter.subject
        assert '<html lang="en" dir="ltr">' in letter.html


class _Server(socketserver.StreamRequestHandler):
    """As much of a mail server as one letter needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        in_letter = False
        for line in self.rfile:
            text = line.decode().rstrip("\r\n")
            if in_letter:
                self.server.received.append(text)  # type: ignore[attr-defined]
                if text == ".":
                    in_letter = False
                    self.wfile.write(b"250 kept\r\n")
            elif text.upper().startswith("DATA"):
                in_letter = True
                self.wfile.write(b"354 go on\r\n")
            elif text.upper().startswith("QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")


@pytest.fixture
def server() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Server) as held:
        held.received = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=held.serve_forever)
        thread.start()
        yield held
        held.shutdown()
        thread.join()


def test_a_mail_server_is_handed_the_letter(
    bare_app: Flask, settings: Settings, server: socketserver.ThreadingTCPServer
) -> None:
    address = f"smtp://127.0.0.1:{server.server_address[1]}"
    config.init_app(bare_app, settings.model_copy(update={"smtp_url": address}))
    mail.deliver(written())
    assert "Subject: Choose a new password" in server.received  # type: ignore[attr-defined]


def test_a_password_is_never_sent_to_a_server_that_cannot_encrypt(
    bare_app: Flask, settings: Settings, server: socketserver.ThreadingTCPServer
) -> None:
    import smtplib

    address = f"smtp://user:pass@127.0.0.1:{server.server_address[1]}"
    config.init_app(bare_app, settings.model_copy(update={"smtp_url": address}))
    letter_id = written()
    with pytest.raises(smtplib.SMTPException):
        mail.deliver(letter_id)
    assert db.session.get_one(Letter, letter_id).sent_at is None


def test_a_server_that_is_down_leaves_the_letter_waiting(bare_app: Flask, settings: Settings) -> None:
    config.init_app(bare_app, settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))
    letter_id = written()
    with pytest.raises(OSError):
        mail.deliver(letter_id)
    assert db.session.get_one(Letter, letter_id).text


def test_what_a_server_answers_names_nobody_in_the_log(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The queue keeps the error of a job, and the log prints it."""
    def refuse(*args: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"a@example.net": (550, b"no such a@example.net")})

    settings = config.current().model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    monkeypatch.setitem(bare_app.extensions, "elearn_settings", settings)
    monkeypatch.setattr(mail, "_converse", refuse)
    with pytest.raises(smtplib.SMTPException) as raised:
        mail.deliver(written())
    assert "example" not in "".join(traceback.format_exception(raised.value))
