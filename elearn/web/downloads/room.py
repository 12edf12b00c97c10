"""The blueprint that every file of this room hangs its views on, and who may have what is for trainers."""

from __future__ import annotations

from flask import Blueprint

from elearn.accounts.models import AccessRole
from elearn.accounts.principal import STAFF

MANUAL_ROLES = (AccessRole.TRAINER, *STAFF)

blueprint = Blueprint("downloads", __name__, url_prefix="/<lang:lang>")
