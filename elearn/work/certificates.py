"""The jobs that make the files of certificates: the credential, then the PDFs on both papers."""

from __future__ import annotations

import logging

from elearn.kernel import config, jobs
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import NotFound
from elearn.learning.certificates import credential, earlier, queries, services
from elearn.learning.certificates.issuing import JOB
from elearn.render.certificate import Paper, certificate_pdf, letter_pdf
from elearn.render.publication import LacksLibrary

log = logging.getLogger(__name__)


@jobs.handler(JOB)
def make_certificate(code: str) -> None:
    """Make and keep the files of a confirmed certificate; made twice they are the same bytes.

    Where no PDF can be made on this machine the credential is kept all the same.
    """
    entry = queries.register_entry(code)
    db.session.rollback()  # Drawing pages takes long: no transaction is held open meanwhile.
    if entry is None or not entry.sheet.name:
        return
    sheet = entry.sheet
    signed = credential.credential(sheet, entry.issued_at, config.current().public_url)
    files = {queries.CREDENTIAL: credential.as_file(signed)}
    try:
        for paper in Paper:
            files[f"certificate-{paper.value}.pdf"] = certificate_pdf(sheet, paper)
            files[f"hours-{paper.value}.pdf"] = letter_pdf(sheet, paper)
    except LacksLibrary as error:
        log.warning("no PDF of a certificate: %s", error.message)
    try:
        with transaction():
            services.keep_files(code, files)
    except NotFound:
        log.info("a certificate lost its holder while its files were made")


@jobs.handler("certificates")
def issue_what_is_missing() -> None:
    """Issue the certificates of those who completed before there were any."""
    with transaction():
        count = earlier.issue_missing()
    if count:
        log.info("issued %d certificates to earlier completions", count)


def unmade() -> tuple[str, ...]:
    """Return the codes of certificates whose files are still to be made."""
    return queries.unmade()
