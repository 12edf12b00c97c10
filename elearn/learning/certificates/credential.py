"""A certificate as an Open Badges 3.0 credential: JSON whose every printed field is signed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from elearn.document.certificate import CertificateSheet
from elearn.learning.certificates import proof
from elearn.learning.certificates.proof import Document

ISSUER_NAME = "Judicial Conduct and Ethics"
_ROUTES = {
    "e-learning": "The required units completed or tested out of; the final test passed where one is held.",
    "self-directed": "The self-directed text read, as declared, and the final test passed.",
    "workshop": "A face-to-face workshop attended, as recorded by its trainer.",
}


def credential(sheet: CertificateSheet, issued_at: datetime, home: str) -> Document:
    """Return the signed credential of a sheet; `home` is the public address of the server."""
    return proof.signed(unsigned(sheet, issued_at, home), issued_at)


def unsigned(sheet: CertificateSheet, issued_at: datetime, home: str) -> Document:
    """Return the credential without its proof. Source: https://www.imsglobal.org/spec/ob/v3p0/."""
    return {
        "@context": list(proof.CONTEXTS),
        "id": sheet.address,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": sheet.course,
        "issuer": {"id": sheet.issuer, "type": ["Profile"], "name": ISSUER_NAME, "url": home},
        "validFrom": proof.stamp(issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "identityHash": sheet.name,
                            "identityType": "name", "hashed": False}],
            "licenseNumber": sheet.code,
            "narrative": f"Route: {sheet.route}. Nominal minutes: {sheet.minutes}.",
            "activityStartDate": sheet.started_on.isoformat(),
            "activityEndDate": sheet.completed_on.isoformat(),
            "achievement": _achievement(sheet, home),
        },
    }


def as_file(document: Document) -> bytes:
    """Return the bytes of the file that a holder downloads."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _achievement(sheet: CertificateSheet, home: str) -> dict[str, Any]:
    return {
        "id": f"{home}/{sheet.lang}/course/",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": sheet.course,
        "description": f"Completion of the course {sheet.course}.",
        "criteria": {"narrative": _ROUTES.get(sheet.route, sheet.route)},
        "inLanguage": sheet.lang,
        "version": f"{sheet.edition}, revision {sheet.revision}",
    }
