"""Passwords as Argon2id hashes: 19 MiB, two passes, one lane (OWASP Password Storage, 2026), 25 ms.

Call these outside a writing transaction: everyone who writes would wait behind them.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from elearn.accounts.password_rules import TYPED_MOST, normal_password

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# The hash of a password nobody has: checked where there is no account, so that it takes as long.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$FeqcbuyzNHVA3X8QEOkf9Q"
    "$fjcaje7ION2AP+GPZZ7OSLbTpcw9bWv4i8aPfCSrrPI"
)


def hash_password(password: str) -> str:
    """Return the hash to keep."""
    return _hasher.hash(normal_password(password))


def is_password(kept: str | None, password: str) -> bool:
    """Say whether `password` has the hash `kept`; None takes as long and is never right."""
    # What is longer was never kept, and would take long to compose.
    text = normal_password(password[:TYPED_MOST])
    try:
        _hasher.verify(kept or NOBODY, text)
    except VerificationError:
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Say whether a hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(kept)
