"""The jobs the worker knows, by name, and those it does every day."""

from __future__ import annotations

from elearn.accounts import services as accounts
from elearn.kernel import clock, config, jobs, mail
from elearn.kernel.db import transaction
from elearn.learning.keeping import services as keeping
from elearn.reports import services
from elearn.work import certificates, publications

# Job → (minute, hour) in UTC at which the worker puts it into the queue.
DAILY = {"snapshot": ("10", "1"), "forget": ("40", "1")}


@jobs.handler("mail")
def deliver_mail(outbox_id: str) -> None:
    """Deliver one letter of the outbox; a failure is tried again by the queue."""
    mail.deliver(outbox_id)


@jobs.handler("snapshot")
def take_snapshot() -> None:
    """Count the closed tables of the reports anew."""
    with transaction(at_one_moment=True):
        services.take_snapshot(config.current().course, clock.now())


@jobs.handler("forget")
def forget_what_is_over() -> None:
    """Delete ended sign-ins, used links, old throttle counts, drafts and posts nobody came back for."""
    with transaction():
        accounts.forget_what_is_over()
        keeping.forget_old()


def put_what_is_missing() -> None:
    """Put a job for all that is not made yet: publications of current revisions, certificates."""
    for revision_id in publications.missing():
        jobs.put("publications", revision_id)
    for ids in publications.asked():
        jobs.put("publication", *ids)
    for code in certificates.unmade():
        jobs.put("certificate", code)
    jobs.put("certificates")
