"""`elearn serve` and `elearn work`: the web server and the worker beside it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from elearn.accounts.demonstration import ensure_people
from elearn.cli.context import application
from elearn.kernel.config import Settings, SettingsError, load_settings

_GRACE = 20.0  # How long a child may finish what it began.
_PATIENCE = 4.0  # How long the terminal stays silent meanwhile.


@click.command()
@click.option("--check", is_flag=True, help="Try the settings, the data folder and the address, then stop.")
def serve(check: bool) -> None:
    """Serve the course: web and worker, started and stopped together.

    \b
    Example:
      ELEARN_PORT=8080 ELEARN_DATA=/srv/elearn elearn serve
    """
    _refuse_what_cannot_run()
    if check:
        return
    with application() as settings:
        for line in ensure_people(settings):
            click.echo(line)
    sys.exit(_keep({"the web server": _web(settings), "the worker": _worker()}))


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


def _refuse_what_cannot_run() -> None:
    """Raise click.ClickException, saying what to change, before anything is written or started."""
    try:
        settings = load_settings()
        settings.refuse_plain_http()
        settings.refuse_half_restored()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    _try_folder(settings.data)
    _try_address(settings.host, settings.port)
    if settings.database_url:
        with application():  # It asks the database server whether it answers.
            pass


def _try_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise click.ClickException(
            f"ELEARN_DATA: nothing can be written to {folder} ({error.strerror})") from None


def _try_address(host: str, port: int) -> None:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host.strip("[]"), port), family=family).close()
    except OSError as error:
        why = "is in use: stop what runs there, or choose another port" if error.errno == errno.EADDRINUSE \
            else f"cannot be served ({error.strerror})"
        raise click.ClickException(f"ELEARN_HOST, ELEARN_PORT: {host}:{port} {why}") from None


def _web(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "elearn.app:served()",
        "--worker-class", "elearn.cli.listening.Listening", "--workers", str(settings.web_processes),
        "--threads", str(settings.web_threads), "--bind", f"{settings.host}:{settings.port}",
        "--no-control-socket", "--log-level", "warning",
        # What a proxy forwards is believed in one place alone: ELEARN_TRUSTED_PROXIES.
        "--forwarded-allow-ips", "",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "elearn", "work"]


def _keep(commands: Mapping[str, list[str]]) -> int:
    """Run the commands until one ends or we are told to stop; stop the others; return the exit status."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    # A terminal that is closed says SIGHUP, which the children alone would take for "start anew".
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, stop)
    children = {name: subprocess.Popen(command) for name, command in commands.items()}
    while not stopping and all(child.poll() is None for child in children.values()):
        time.sleep(0.2)
    ended = [(name, child.returncode) for name, child in children.items() if child.poll() is not None]
    _stop([*children.values()])
    if stopping:
        return 0
    name, status = ended[0]
    click.echo(f"{name} ended by itself (status {status}), so everything was stopped", err=True)
    return status if status > 0 else 1


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGTERM)
    begun, told = time.monotonic(), False
    while any(child.poll() is None for child in children) and time.monotonic() < begun + _GRACE:
        if not told and time.monotonic() > begun + _PATIENCE:
            told = True
            with suppress(OSError):  # The terminal may be closed already.
                click.echo(f"stopping: what was begun may take {_GRACE:.0f} seconds to its end")
        time.sleep(0.1)
    for child in children:
        child.kill()
        child.wait()


commands = [serve, work]
