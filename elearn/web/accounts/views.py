"""Every view of this room: importing the files they are in hangs them on the blueprint."""

from __future__ import annotations

from elearn.web.accounts import (
    departure,
    entering,
    joining,
    own_account,
    own_address,
    own_data,
    own_log,
    own_site,
    resetting,
    second_factor,
)
from elearn.web.accounts.room import blueprint

__all__ = ["blueprint", "departure", "entering", "joining", "own_account", "own_address", "own_data",
           "own_log", "own_site", "resetting", "second_factor"]
