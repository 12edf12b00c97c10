"""What a certificate says: the value by which the record hands a sheet to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """Every field that is printed, and that the page of verification shows.

    `code` is grouped as printed; `minutes` are the nominal minutes that the route required; `route` is
    one of the course rules' `routes`; `lang` is the language the course was taken in; `issuer` is a
    `did:key`; `address` leads to the page of verification.
    """

    code: str
    name: str
    course: str
    edition: str
    revision: str
    lang: str
    route: str
    minutes: int
    started_on: date
    completed_on: date
    issued_on: date
    address: str
    issuer: str

    @property
    def short_revision(self) -> str:
        """The revision as it is printed."""
        return self.revision[:12]
