"""Demonstration people, whose passphrase lies in a file, are refused to whoever is not at this machine."""

from __future__ import annotations

import pytest
from flask import Flask

from elearn.accounts.demonstration import ensure_people
from elearn.kernel import config
from elearn.kernel.config import Settings
from tests.web.browser import forms

SIGN_IN = "/en/sign-in"


def _sent(app: Flask, settings: Settings, host: str = "localhost", **headers: str) -> int:
    """Return the status of a sign-in with the right passphrase at `host`."""
    shown = settings.model_copy(update={"demo": True})
    config.init_app(app, shown)
    with app.app_context():
        lines = ensure_people(shown)
    passphrase = next(line for line in lines if line.startswith("passphrase")).split(": ")[1]
    client, here = app.test_client(), f"http://{host}"
    page = client.get(SIGN_IN, base_url=here).text
    form = next(form for form in forms(page) if "password" in form.names)
    values = {**form.values, "name": "judge@example.org", "password": passphrase}
    return client.post(SIGN_IN, data=values, headers=headers, base_url=here).status_code


@pytest.mark.parametrize("header", [
    "Forwarded: for=127.0.0.1", "Via: 1.1 proxy", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: ::1",
    "X-Forwarded-Host: court.example", "X-Forwarded-Proto: https", "X-Real-IP: 127.0.0.1",
    "CF-Connecting-IP: 127.0.0.1", "True-Client-IP: 127.0.0.1",
])
def test_demonstration_people_are_refused_behind_anything_that_forwards(
    app: Flask, settings: Settings, header: str,
) -> None:
    name, _, value = header.partition(": ")
    assert _sent(app, settings, **{name: value}) == 400


@pytest.mark.parametrize(("host", "status"), [
    ("court.example", 400), ("127.0.0.1.court.example", 400), ("203.0.113.7", 400), ("0.0.0.0", 400),
    ("localhost:8000", 303), ("127.0.0.1:8000", 303), ("[::1]:8000", 303),
])
def test_demonstration_people_are_refused_under_any_name_but_that_of_this_machine(
    app: Flask, settings: Settings, host: str, status: int,
) -> None:
    assert _sent(app, settings, host) == status
