"""`elearn serve` and `elearn work`: the web server and the worker beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click

from elearn.accounts.demonstration import ensure_people
from elearn.cli.context import application
from elearn.kernel.config import Settings, SettingsError

_GRACE = 20.0


@click.command()
def serve() -> None:
    """Serve the course: web and worker, started and stopped together.

    \b
    Example:
      ELEARN_PORT=8080 ELEARN_DATA=/srv/elearn elearn serve
    """
    with application() as settings:
        try:
            settings.refuse_plain_http()
        except SettingsError as error:
            raise click.ClickException(str(error)) from None
        for line in ensure_people(settings):
            click.echo(line)
    children = [subprocess.Popen(command) for command in (_web(settings), _worker())]
    sys.exit(_keep(children))


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then stop.")
def work(once: bool) -> None:
    """Do the waiting work: publications, mail, snapshots.

    \b
    Example:
      elearn work --once
    """
    from elearn.work import consumer

    with application() as settings:
        consumer.run(settings, once=once)


def _web(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "elearn.app:create_app()",
        "--worker-class", "gthread", "--workers", str(settings.web_processes),
        "--threads", str(settings.web_threads), "--bind", f"{settings.host}:{settings.port}",
        "--no-control-socket", "--log-level", "warning",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "elearn", "work"]


def _keep(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a child ends or we are told to stop; stop the others; return the exit status."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    ended = next((child.returncode for child in children if child.poll() is not None), 0)
    _stop(children)
    return 0 if stopping else ended or 1


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGTERM)
    until = time.monotonic() + _GRACE
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


commands = [serve, work]
