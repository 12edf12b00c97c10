"""What is over is forgotten: sign-ins, links, waiting registrations, tries. For a daily job."""

from __future__ import annotations

from elearn.accounts import throttle
from elearn.accounts.services.passwords import forget_resets
from elearn.accounts.services.registration import forget_waiting
from elearn.accounts.services.sessions import forget_ended
from elearn.kernel import mail


def forget_what_is_over() -> None:
    """Delete the rows that serve nothing any more, and empty the letters that were never delivered."""
    forget_ended()
    forget_resets()
    forget_waiting()
    throttle.forget_old()
    mail.forget_undelivered()
