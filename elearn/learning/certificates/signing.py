"""The issuer: an Ed25519 key of the house, and the `did:key` that carries its public half."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from elearn.accounts import keys

_NAME = "certificate issuer"
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}
# The multicodec that says "a public key of Ed25519" (https://w3c-ccg.github.io/did-key-spec/).
_ED25519 = b"\xed\x01"
_LONGEST = 100


def issuer() -> str:
    """Return the `did:key` of this server's issuer; its key is made when it is first asked for."""
    return _did(keys.ring().house_key(_NAME))


def sign(data: bytes) -> bytes:
    """Return the 64 bytes of the issuer's signature over `data`, the same each time."""
    return Ed25519PrivateKey.from_private_bytes(keys.ring().house_key(_NAME)).sign(data)


def is_signed(did: str, signature: bytes, data: bytes) -> bool:
    """Say whether the holder of the key in `did` signed `data`."""
    try:
        raw = from_base58(did.removeprefix("did:key:z"))
        if not did.startswith("did:key:z") or raw[:2] != _ED25519 or len(raw) != 34:
            return False
        Ed25519PublicKey.from_public_bytes(raw[2:]).verify(signature, data)
    except (ValueError, InvalidSignature):
        return False
    return True


def method_of(did: str) -> str:
    """Return the one verification method of a `did:key`."""
    return f"{did}#{did.removeprefix('did:key:')}"


def to_base58(raw: bytes) -> str:
    """Write bytes in base58 as multibase `z` means it."""
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, place = divmod(number, 58)
        text = _ALPHABET[place] + text
    return _ALPHABET[0] * (len(raw) - len(raw.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """Return the bytes that `to_base58` wrote; raise ValueError for any other text."""
    if len(text) > _LONGEST or not _PLACES.keys() >= set(text):
        raise ValueError("this is not base58")
    number = 0
    for letter in text:
        number = number * 58 + _PLACES[letter]
    zeros = len(text) - len(text.lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


@lru_cache(maxsize=8)
def _did(seed: bytes) -> str:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return f"did:key:z{to_base58(_ED25519 + public)}"
