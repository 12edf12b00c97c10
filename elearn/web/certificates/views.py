"""Every view of this room: importing the files they are in hangs them on the blueprint."""

from __future__ import annotations

from elearn.web.certificates import holding, verifying
from elearn.web.certificates.room import blueprint

__all__ = ["blueprint", "holding", "verifying"]
