"""The rooms of the web, by name: each is a package whose `views` module holds its blueprint."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

ROOMS = ("public", "course", "accounts", "downloads", "reports", "system")


def init_app(app: Flask) -> None:
    """Register the blueprint of every room that is there."""
    for name in ROOMS:
        room = f"elearn.web.{name}"
        if find_spec(room) is not None and find_spec(f"{room}.views") is not None:
            app.register_blueprint(import_module(f"{room}.views").blueprint)
