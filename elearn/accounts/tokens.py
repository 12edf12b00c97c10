"""Secrets that someone holds and we keep only the digest of."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from elearn.kernel import config

# Crockford's alphabet: no letter that a tired reader takes for a digit.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_token() -> str:
    """Return a random token of 256 bits that can stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return the digest under which a token of 256 bits is kept, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(groups: int) -> str:
    """Return a random code to print and type: groups of four letters, 20 bits each."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(groups))


def code_digest(code: str) -> str:
    """Return the digest of a typed code, however it was grouped or its letters misread.

    A code is short enough to be searched for, so its digest needs the secret key too.
    """
    return keyed_digest("code", plain_code(code))


def plain_code(code: str) -> str:
    """Return a typed code without its groups, each misread letter as it was meant."""
    return "".join(c for c in code.upper().translate(_MISREAD) if c in _LETTERS)


def shown_code(plain: str) -> str:
    """Return a code in its groups of four, as it is printed."""
    return "-".join(plain[start:start + 4] for start in range(0, len(plain), 4))


def keyed_digest(use: str, text: str) -> str:
    """Return a digest of `text` that needs the secret key, different for each `use`."""
    key = config.current().key("secret_key").encode()
    return hmac.new(key, f"{use}\0{text}".encode(), hashlib.sha256).hexdigest()
