"""Plain words for every action of the audit log, and for who did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext, pgettext

from elearn.accounts import sites
from elearn.accounts.looks import Doer, Look
from elearn.accounts.models import AccessRole
from elearn.reports.files import named
from elearn.reports.wording.tongue import Tongue
from elearn.web import languages
from elearn.web.wording import doer

# A test looks for every action that is ever recorded in this table.
ACTS: Mapping[str, Callable[[], str]] = {
    "account_made": lambda: gettext("Your account was made"),
    "accounts_listed": lambda: gettext("The list of accounts was opened"),
    "role_changed": lambda: gettext("Your role was changed"),
    "locked": lambda: gettext("Your account was closed"),
    "unlocked": lambda: gettext("Your account was opened again"),
    "looked_at": lambda: gettext("Your record was looked at"),
    "people_listed": lambda: gettext("Completions were listed by name, and you were on the list"),
    "site_listed": lambda: gettext("The completions at your training site were listed by name, with yours"),
    "people_downloaded": lambda: gettext("A list of names was downloaded"),
    "site_added": lambda: gettext("A training site was registered"),
    "site_renamed": lambda: gettext("A training site was given another name"),
    "site_closed": lambda: gettext("A training site was closed"),
    "site_opened": lambda: gettext("A training site was opened again"),
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
    "traits_corrected": lambda: gettext("Your country, training site or work was corrected"),
    "certificates_listed": lambda: gettext("A list that names your certificates was opened"),
    "mistake_answered": lambda: gettext("A mistake you reported was answered"),
    "item_remarked": lambda: gettext("The key of a test item was corrected"),
    "item_withdrawn": lambda: gettext("A test item was withdrawn"),
    "inactive_warned": lambda: gettext("You were told that your account is not used any more"),
    "erasure_previewed": lambda: gettext("It was looked up what would go if your account were erased"),
    "erased": lambda: gettext("Your account was erased"),
    "retention": lambda: gettext("What is kept for a while was deleted when its time was over"),
}

_LISTS = ("people_listed", "site_listed")


def of_act(action: str) -> str:
    """Return what an entry says to the person it is about."""
    words = ACTS.get(action)
    return words() if words else action.replace("_", " ")


def of_look(look: Look) -> str:
    """Return what an entry says, and of a list of many what it was narrowed by."""
    t = Tongue(languages.current(), {"site": sites.names()} if look.filters.get("site") else {})
    said = [value for _, value in named.said(t, look.filters)]
    if look.action not in _LISTS or not said:
        return of_act(look.action)
    # Translators: what was done, and of whom.
    return gettext("%(act)s (%(filters)s)", act=of_act(look.action), filters=", ".join(said))


def of_doer(by: AccessRole | Doer) -> str:
    """Return who did something about the reader, by role and never by name."""
    return pgettext("who did it", "you") if by is Doer.ONESELF else doer(by)
