"""The worker itself: takes jobs from the queue one after another, and rings the daily bell."""

from __future__ import annotations

import logging
import os

from flask import current_app
from huey import crontab
from huey.consumer import Consumer

from elearn.kernel import jobs
from elearn.kernel.config import Settings
from elearn.work import tasks

log = logging.getLogger(__name__)

# A page that somebody waits for comes before a book that takes a minute.
_POLITENESS = 10


def run(settings: Settings, once: bool = False) -> None:
    """Do the jobs of the queue: until told to stop or, with `once`, until none is waiting."""
    queue: jobs.Queue = current_app.extensions["elearn_queue"]
    tasks.resume_erasures()
    tasks.put_what_is_missing()
    if once:
        _empty(queue)
        return
    os.nice(_POLITENESS)
    for name, (minute, hour) in tasks.DAILY.items():
        daily = queue.huey.periodic_task(crontab(minute=minute, hour=hour), name=f"daily_{name}")
        daily(_putter(queue, name))
    # Two at once, so that a letter does not wait behind a book; and never asleep for over a second.
    Consumer(queue.huey, workers=2, periodic=True, worker_type="thread", max_delay=1.0).run()


def _putter(queue: jobs.Queue, name: str) -> jobs.Handler:
    def put() -> None:
        queue.put(name)

    return put


def _empty(queue: jobs.Queue) -> None:
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
