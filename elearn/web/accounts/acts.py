"""Plain words for every action of the audit log, and for who did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext, pgettext

from elearn.accounts.looks import Doer
from elearn.accounts.models import AccessRole
from elearn.web.accounts import wording

# A test looks for every action that is ever recorded in this table.
ACTS: Mapping[str, Callable[[], str]] = {
    "account_made": lambda: gettext("Your account was made"),
    "accounts_listed": lambda: gettext("The list of accounts was opened"),
    "role_changed": lambda: gettext("Your role was changed"),
    "locked": lambda: gettext("Your account was closed"),
    "unlocked": lambda: gettext("Your account was opened again"),
    "looked_at": lambda: gettext("Your record was looked at"),
    "log_read": lambda: gettext("This log of your account was read"),
    "report-export": lambda: gettext("A table of figures was downloaded"),
    "own_data_exported": lambda: gettext("A copy of your data was downloaded"),
    "password_changed": lambda: gettext("Your password was changed"),
    "email_changed": lambda: gettext("Your e-mail address was changed"),
    "reset_asked": lambda: gettext("A link for a new password was asked for"),
    "second_factor_set_up": lambda: gettext("A second factor was set up"),
    "second_factor_removed": lambda: gettext("Your second factor was taken away"),
    "recovery_code_used": lambda: gettext("A recovery code was used"),
    "invitation_made": lambda: gettext("An invitation code was made"),
    "certificate_reissued": lambda: gettext("Your certificate was issued again"),
    "certificate_revoked": lambda: gettext("Your certificate was revoked"),
    "record_corrected": lambda: gettext("What was recorded wrongly of you was withdrawn"),
    "certificates_listed": lambda: gettext("A list that names your certificates was opened"),
    "mistake_answered": lambda: gettext("A mistake you reported was answered"),
    "item_remarked": lambda: gettext("The key of a test item was corrected"),
    "item_withdrawn": lambda: gettext("A test item was withdrawn"),
    "inactive_warned": lambda: gettext("You were told that your account is not used any more"),
    "erasure_previewed": lambda: gettext("It was looked up what would go if your account were erased"),
    "erased": lambda: gettext("Your account was erased"),
    "retention": lambda: gettext("What is kept for a while was deleted when its time was over"),
}


def of_act(action: str) -> str:
    """Return what an entry says to the person it is about."""
    words = ACTS.get(action)
    return words() if words else action.replace("_", " ")


def of_doer(by: AccessRole | Doer) -> str:
    """Return who did something, by role and never by name."""
    if isinstance(by, AccessRole):
        return wording.access_role(by)
    return {
        Doer.ONESELF: pgettext("who did it", "you"),
        Doer.KEEPER: pgettext("who did it", "the keeper of the server"),
        Doer.PROGRAM: pgettext("who did it", "the program itself"),
        Doer.GONE: pgettext("who did it", "somebody who has no account here any more"),
    }[by]
