"""The blueprint of this room; `/verify` stands outside the languages, for it is printed on paper."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("certificates", __name__)
