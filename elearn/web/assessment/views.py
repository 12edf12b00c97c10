"""Every view of this room: importing the files they are in hangs them on the blueprint."""

from __future__ import annotations

from elearn.web.assessment import declaring, handing_in, interruptions, listing, taking, telling
from elearn.web.assessment.room import blueprint

__all__ = ["blueprint", "declaring", "handing_in", "interruptions", "listing", "taking", "telling"]
