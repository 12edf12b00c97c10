"""The jobs the worker knows, by name, and those it does every day."""

from __future__ import annotations

import logging
from datetime import timedelta

from elearn.kernel import clock, config, jobs, mail
from elearn.kernel.db import scrub, transaction
from elearn.learning import erasure, retention
from elearn.reports import services
from elearn.work import certificates, publications, reports

# Job → (minute, hour) in UTC at which the worker puts it into the queue, every day.
DAILY = {"snapshot": ("10", "1"), "retention": ("40", "1"), "letters": ("*/10", "*")}
# By then the queue has tried a letter as often as it tries by itself.
_TRIED = timedelta(minutes=10)

log = logging.getLogger(__name__)


@jobs.handler("mail")
def deliver_mail(outbox_id: str) -> None:
    """Deliver one letter of the outbox; a failure is tried again by the queue."""
    mail.deliver(outbox_id)


@jobs.handler("letters")
def put_letters() -> None:
    """Put a job for each letter that was not delivered: its job failed too often, or never came to be."""
    for letter_id in mail.waiting(clock.now() - _TRIED):
        jobs.put("mail", letter_id)


@jobs.handler("snapshot")
def take_snapshot() -> None:
    """Count the closed tables of the reports anew."""
    with transaction(at_one_moment=True):
        services.take_snapshot(config.current().course, clock.now())
    reports.put_scheduled(clock.now())


@jobs.handler("retention")
def delete_what_is_over() -> None:
    """Delete what its time is over for, warn and erase who does not use their account, finish erasures."""
    with transaction():
        retention.sweep()
    retention.erase_unused()
    resume_erasures()


@jobs.handler(erasure.SCRUB)
def leave_nothing_deleted() -> None:
    """Empty SQLite's log of what was erased; the queue asks again while somebody still reads it."""
    if not scrub():
        raise RuntimeError("somebody still reads what was there before an erasure")


def resume_erasures() -> None:
    """Complete the erasures that a crash or a power cut left half done."""
    count = erasure.resume()
    if count:
        log.warning("completed %d erasures that were cut off", count)


def put_what_is_missing() -> None:
    """Put a job for all that is not made yet: publications of current revisions, certificates."""
    for revision_id in publications.missing():
        jobs.put("publications", revision_id)
    for ids in publications.asked():
        jobs.put("publication", *ids)
    for code in certificates.unmade():
        jobs.put("certificate", code)
    for key in reports.waiting():
        jobs.put(reports.JOB, key)
    jobs.put("certificates")
