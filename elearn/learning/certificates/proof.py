"""The proof on a credential: Data Integrity with the cryptosuite `eddsa-rdfc-2022`.

What is signed are two digests: of the proof without its value, and of the document without its proof,
each as canonical RDF (RDFC-1.0). Source: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from typing import Any

from pyld import jsonld

from elearn.kernel import paths
from elearn.learning.certificates import signing

Document = dict[str, Any]

CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
}


def signed(document: Document, moment: datetime) -> Document:
    """Return a document with the issuer's proof made at `moment`: the same bytes each time."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": stamp(moment),
        "verificationMethod": signing.method_of(signing.issuer()),
        "proofPurpose": "assertionMethod",
    }
    value = signing.sign(_digests(document, proof))
    return {**document, "proof": {**proof, "proofValue": f"z{signing.to_base58(value)}"}}


def holds(document: Document, did: str) -> bool:
    """Say whether the proof on a document of the known shape was made over it with the key in `did`."""
    bare = {name: held for name, held in document.items() if name != "proof"}
    proof = dict(document["proof"])
    value = proof.pop("proofValue")
    if proof["verificationMethod"] != signing.method_of(did) or not value.startswith("z"):
        return False
    try:
        return signing.is_signed(did, signing.from_base58(value[1:]), _digests(bare, proof))
    except (jsonld.JsonLdError, ValueError, TypeError):
        # Some text that was put in the place of another is no address, no date or no letter at all.
        return False


def stamp(moment: datetime) -> str:
    """Return a moment as XML Schema writes it, in whole seconds of UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def load_vendored(url: str, options: Any = None) -> Any:
    """Return a vendored context; raise JsonLdError for any other address, fetching nothing."""
    name = CONTEXTS.get(url)
    if name is None:
        raise jsonld.JsonLdError(f"not vendored: {url}", "jsonld.LoadDocumentError",
                                 code="loading document failed")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": _context(name)}


@cache
def _context(name: str) -> Any:
    return json.loads((paths.shipped("assets") / "contexts" / name).read_text(encoding="utf-8"))


def _digests(document: Document, proof: Document) -> bytes:
    configuration = {"@context": document["@context"], **proof}
    return b"".join(hashlib.sha256(_canonical(each)).digest() for each in (configuration, document))


def _canonical(document: Document) -> bytes:
    # pyld knows RDFC-1.0 by its first name; they differ for control characters alone, which no field has.
    quads = jsonld.normalize(document, {
        "algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_vendored})
    return str(quads).encode()
