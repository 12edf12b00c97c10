"""Connections that say nothing, or half of a request, beside a reader who asks for a page."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# One thread, so that a single connection could hold all of them; its patience is short for the test.
_SERVED = """
from elearn.cli import listening
listening.PAUSE = 1
Listening = listening.Listening

def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
Dial = Callable[[], socket.socket]


@pytest.fixture
def dial(tmp_path: Path) -> Iterator[Dial]:
    """Open connections to a web process of one thread."""
    (tmp_path / "served.py").write_text(_SERVED, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "served", "--worker-class", "served.Listening",
                   "--threads", "1", "--pythonpath", str(tmp_path), "--bind", f"fd://{held.fileno()}",
                   "--no-control-socket", "--log-level", "critical"]
        process = subprocess.Popen(command, pass_fds=[held.fileno()])
        opened: list[socket.socket] = []

        def dialled() -> socket.socket:
            opened.append(socket.create_connection(("127.0.0.1", port), timeout=30))
            return opened[-1]

        yield dialled
        for each in opened:
            each.close()
        process.terminate()
        process.wait(30)


def _asks(dial: Dial) -> float:
    """Ask for a page; return after how many seconds it came."""
    begun, asking = time.monotonic(), dial()
    asking.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
    assert asking.recv(64).startswith(b"HTTP/1.1 200")
    return time.monotonic() - begun


def test_connections_that_say_nothing_keep_nobody_waiting(dial: Dial) -> None:
    _asks(dial)
    silent = [dial() for _ in range(3)]
    assert _asks(dial) < 3
    silent[0].sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    assert silent[0].recv(64).startswith(b"HTTP/1.1 200")


def test_half_a_request_is_not_waited_for_without_end(dial: Dial) -> None:
    _asks(dial)
    dial().sendall(b"GET / HT")
    assert _asks(dial) < 20
