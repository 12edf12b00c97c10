"""A person's own words, sealed under a key for each place they are written in.

Whoever deletes a text destroys the key of its place: then neither the row that holds it nor a copy of
that row in a backup can be opened or guessed at, though no event was changed. Texts sealed before
places had keys open under the person's own; they bear no mark.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from elearn.accounts import keys
from elearn.kernel.errors import NotFound

_MARK = "2."
_NONCE = 12


def seal(person_id: str, place: str, text: str) -> str:
    """Return `text` sealed under the key of its place, which is made on first use, as ASCII."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = nonce + AESGCM(_key(person_id, place, b"seal")).encrypt(
        nonce, text.encode(), _bound(person_id, place))
    return _MARK + base64.urlsafe_b64encode(sealed).decode("ascii")


def opened(person_id: str, place: str, sealed: str) -> str | None:
    """Return the text that `seal` sealed, or None where its key was destroyed or it was moved here."""
    try:
        if not has_own_key(sealed):
            return keys.open_sealed(person_id, place, sealed)
        held = base64.urlsafe_b64decode(sealed.removeprefix(_MARK))
        root = keys.ring().text_key(person_id, place, makes=False)
        if root is None:
            return None
        key = hmac.new(root, b"seal", hashlib.sha256).digest()
        return AESGCM(key).decrypt(held[:_NONCE], held[_NONCE:], _bound(person_id, place)).decode()
    except (InvalidTag, NotFound):
        return None


def has_own_key(sealed: str) -> bool:
    """Say whether a sealed text opens under the key of its place, and not under the person's."""
    return sealed.startswith(_MARK)


def digest(person_id: str, place: str, text: str) -> str:
    """Return a digest of `text` that only the key of its place can make."""
    return _MARK + hmac.new(_key(person_id, place, b"digest"), text.encode(), hashlib.sha256).hexdigest()


def is_digest(person_id: str, place: str, text: str, held: str) -> bool:
    """Say whether `held` is the digest of this very text, by whichever key it was made."""
    made = digest(person_id, place, text) if held.startswith(_MARK) else keys.digest(person_id, text)
    return hmac.compare_digest(made, held)


def key_name(person_id: str, place: str) -> str:
    """Return what the key of a place is called, for the record of its end; nothing where there is none."""
    return keys.ring().name_of_text_key(person_id, place)


def destroy(person_id: str, place: str, name: str) -> None:
    """Destroy the key of a place: all that was sealed under it is gone, in every backup too."""
    keys.ring().destroy_text_key(person_id, place, name)


def _key(person_id: str, place: str, use: bytes) -> bytes:
    root = keys.ring().text_key(person_id, place, makes=True)
    assert root is not None, "a key that is asked to be made is there"
    return hmac.new(root, use, hashlib.sha256).digest()


def _bound(person_id: str, place: str) -> bytes:
    return f"{person_id}\0{place}".encode()
