"""The verbs of this room, gathered; each begins a writing transaction, flushes, and never commits."""

from elearn.accounts.keys import erase_key
from elearn.accounts.looks import note_look
from elearn.accounts.services.addresses import (
    ask_new_address,
    take_new_address,
    waiting_address,
)
from elearn.accounts.services.administration import lock, set_role, unlock
from elearn.accounts.services.passwords import (
    change_password,
    new_reset,
    renew_password,
    request_reset,
    take_proof_turn,
    use_reset,
)
from elearn.accounts.services.people import (
    add_person,
    change_profile,
    choose_site,
    may_choose_site,
    set_language,
    set_theme,
)
from elearn.accounts.services.registration import (
    NewAccount,
    confirm_registration,
    invite,
    redeem_invitation,
    request_registration,
    take_invitation_turn,
    take_registration_turn,
)
from elearn.accounts.services.second_factor import (
    begin_totp,
    check_code,
    confirm_totp,
    new_recovery_codes,
    remove_totp,
    take_code_turn,
)
from elearn.accounts.services.sessions import (
    end_all_sessions,
    end_session,
    end_session_of,
    remember_device,
    renew_session,
    start_session,
)
from elearn.accounts.services.sign_in import (
    Admission,
    SignInTurn,
    admit,
    is_closed,
    is_right,
    stronger_hash,
    take_sign_in_turn,
)

__all__ = [
    "Admission", "NewAccount", "SignInTurn", "add_person", "admit", "ask_new_address", "begin_totp",
    "change_password", "change_profile", "check_code", "choose_site", "confirm_registration",
    "confirm_totp", "end_all_sessions", "end_session", "end_session_of", "erase_key", "invite",
    "is_closed", "is_right", "lock", "may_choose_site", "new_recovery_codes", "new_reset", "note_look",
    "redeem_invitation", "remember_device", "remove_totp", "renew_password", "renew_session",
    "request_registration", "request_reset", "set_language", "set_role", "set_theme", "start_session",
    "stronger_hash", "take_code_turn", "take_invitation_turn", "take_new_address", "take_proof_turn",
    "take_registration_turn", "take_sign_in_turn", "unlock", "use_reset", "waiting_address",
]
