"""The addresses that letters carry: made from the settings, never from a request's Host."""

from __future__ import annotations

from elearn.kernel import config


def reset_address(lang: str, token: str) -> str:
    """Return where a new password is chosen."""
    return f"{config.current().public_url}/{lang}/reset/{token}"


def confirmation_address(lang: str, token: str) -> str:
    """Return where a registration is confirmed."""
    return f"{config.current().public_url}/{lang}/register/{token}"


def sign_in_address(lang: str) -> str:
    """Return where people sign in."""
    return f"{config.current().public_url}/{lang}/sign-in"


def reset_request_address(lang: str) -> str:
    """Return where a reset is asked for."""
    return f"{config.current().public_url}/{lang}/reset"


def registration_address(lang: str) -> str:
    """Return where people register."""
    return f"{config.current().public_url}/{lang}/register"


def result_address(lang: str, test: str, attempt_id: str) -> str:
    """Return where someone reads the result of an attempt of theirs."""
    return f"{config.current().public_url}/{lang}/tests/{test}/result?attempt={attempt_id}"


def account_address(lang: str) -> str:
    """Return where someone sees what is said of them, and what was done with their account."""
    return f"{config.current().public_url}/{lang}/account"


def own_record_address(lang: str) -> str:
    """Return where someone sees how far they are, and what they did."""
    return f"{config.current().public_url}/{lang}/my-record"


def own_reports_address(lang: str) -> str:
    """Return where someone finds the mistakes they reported, and what was answered."""
    return f"{config.current().public_url}/{lang}/my-record#mistakes"


def new_address(lang: str, token: str) -> str:
    """Return where a new e-mail address is confirmed."""
    return f"{config.current().public_url}/{lang}/account/email/{token}"


def help_address(lang: str) -> str:
    """Return where people find help, and whom to write to."""
    return f"{config.current().public_url}/{lang}/help"
