"""Judges a credential that someone brings: whose signature it bears, whether it is as it was issued."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from unicodedata import category

from elearn.document.certificate import CertificateSheet
from elearn.learning.certificates import credential, proof, queries, rules, signing
from elearn.learning.certificates.queries import CREDENTIAL, Entry

MOST_BYTES = 64 * 1024
_DEEPEST = 8
# What no issued field holds, and what two ways of making RDF canonical may write differently.
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_PROOF = ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue")


class Outcome(StrEnum):
    """What was found out about a file."""

    GENUINE = "genuine"
    ALTERED = "altered"
    OTHER_ISSUER = "other_issuer"
    UNKNOWN = "unknown"
    OTHER_KIND = "other_kind"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


class Field(StrEnum):
    """The parts of a credential as people call them."""

    NAME = "name"
    COURSE = "course"
    CODE = "code"
    HOURS = "hours"
    STARTED = "started"
    COMPLETED = "completed"
    ISSUED = "issued"
    EDITION = "edition"
    LANGUAGE = "language"
    ISSUER = "issuer"
    PROOF = "proof"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to whoever asks; `changed` names what differs from the issued one, where that is known."""

    outcome: Outcome
    entry: Entry | None = None
    changed: tuple[Field, ...] = ()


_CALLED = (
    ("credentialSubject.identifier", Field.NAME), ("credentialSubject.licenseNumber", Field.CODE),
    ("credentialSubject.narrative", Field.HOURS), ("credentialSubject.activityStartDate", Field.STARTED),
    ("credentialSubject.activityEndDate", Field.COMPLETED),
    ("credentialSubject.achievement.version", Field.EDITION),
    ("credentialSubject.achievement.inLanguage", Field.LANGUAGE),
    ("credentialSubject.achievement", Field.COURSE), ("validFrom", Field.ISSUED), ("id", Field.CODE),
    ("issuer", Field.ISSUER), ("name", Field.COURSE), ("proof", Field.PROOF),
)


def check(raw: bytes) -> Finding:
    """Say what a file is worth. Whatever it holds, this answers; it opens nothing and fetches nothing.

    Its signature counts where it was made by the issuer that the register names for its code. Only a
    file of the very shape that is issued here is canonicalised: any other could be made to cost hours.
    """
    if len(raw) > MOST_BYTES:
        return Finding(Outcome.TOO_LARGE)
    try:
        document = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_name_twice,
                              parse_constant=_refuse)
    except (ValueError, RecursionError):
        return Finding(Outcome.UNREADABLE)
    if not isinstance(document, dict) or "@context" not in document or "proof" not in document:
        return Finding(Outcome.OTHER_KIND)
    named = document.get("id")
    code = rules.as_typed(named[-200:].rpartition("/")[2]) if isinstance(named, str) else ""
    entry = queries.register_entry(code)
    if _shape(document) != _issued_shape() or document["@context"] != list(proof.CONTEXTS):
        # With the code of a real certificate it is one that was meddled with; else something else.
        return _altered(document, code, entry) if entry else Finding(Outcome.OTHER_KIND)
    return _judged(document, code, entry)


def _judged(document: dict[str, Any], code: str, entry: Entry | None) -> Finding:
    did = entry.sheet.issuer if entry else signing.issuer()
    method = document["proof"]["verificationMethod"]
    if document["issuer"]["id"] != did or method != signing.method_of(did):
        return Finding(Outcome.OTHER_ISSUER, entry)
    if not proof.holds(document, did):
        return _altered(document, code, entry)
    if entry is None:
        return Finding(Outcome.UNKNOWN)
    issued = _issued(code)
    return _altered(document, code, entry) if issued not in (None, document) else Finding(
        Outcome.GENUINE, entry)


def _altered(document: dict[str, Any], code: str, entry: Entry | None) -> Finding:
    issued = _issued(code) if entry else None
    paths = _differing(document, issued, "") if issued is not None else ()
    called = [next((field for start, field in _CALLED if path.startswith(start)), Field.OTHER)
              for path in paths]
    return Finding(Outcome.ALTERED, entry, tuple(dict.fromkeys(called)))


def _issued(code: str) -> Any:
    raw = queries.issued_file(code, CREDENTIAL)
    return json.loads(raw) if raw is not None else None


def _differing(mine: Any, issued: Any, path: str) -> Iterator[str]:
    """Yield the places where an issued credential is otherwise here; an addition counts to its parent."""
    if isinstance(mine, dict) and isinstance(issued, dict):
        if mine.keys() - issued.keys():
            yield path or "@"
        for name, held in issued.items():
            yield from _differing(mine.get(name), held, f"{path}.{name}".lstrip("."))
    elif isinstance(mine, list) and isinstance(issued, list) and len(mine) == len(issued):
        for place, (here, held) in enumerate(zip(mine, issued, strict=True)):
            yield from _differing(here, held, f"{path}.{place}")
    elif mine != issued or type(mine) is not type(issued):
        yield path


def _shape(value: Any, depth: int = 0) -> Any:
    """Return what is left of a document without its words: names, lengths and kinds."""
    if depth > _DEEPEST:
        return "deep"
    if isinstance(value, dict):
        return {name: _shape(held, depth + 1) for name, held in value.items()}
    if isinstance(value, list):
        return [_shape(held, depth + 1) for held in value[:_DEEPEST]]
    if isinstance(value, str):
        return "unseen" if any(category(letter) in _UNSEEN for letter in value) else "words"
    return type(value).__name__


@cache
def _issued_shape() -> Any:
    """Return the shape of every credential that is issued here."""
    day = date(2000, 1, 1)
    sheet = CertificateSheet("", "", "", "", "", "", "", 0, day, day, day, "", "")
    bare = credential.unsigned(sheet, datetime(2000, 1, 1, tzinfo=UTC), "")
    return _shape({**bare, "proof": dict.fromkeys(_PROOF, "")})


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of a name that comes twice one reader would see the first and another the last.
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a name comes twice")
    return held


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
