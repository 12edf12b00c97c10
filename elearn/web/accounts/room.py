"""The blueprint that every file of this room hangs its views on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/<lang:lang>")
