"""A client that asks the same thing many times over kept connections, and counts."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.server import Server


@dataclass(frozen=True)
class Asking:
    """What to send; `body` is called for each request, so that each may differ."""

    method: str
    path: str
    headers: dict[str, str]
    body: Callable[[], str | None] = lambda: None


@dataclass(frozen=True)
class Measured:
    """`rate` requests a second; `cpu` milliseconds of the server's CPU for one."""

    rate: float
    cpu: float


def measure(server: Server, asking: Asking, connections: int, seconds: float) -> Measured:
    """Ask for `seconds` over `connections` at once; raise RuntimeError on any answer of 400 or more."""
    _run(server, asking, connections, seconds / 4)
    before, began = server.cpu(), time.monotonic()
    done = _run(server, asking, connections, seconds)
    took = time.monotonic() - began
    return Measured(done / took, (server.cpu() - before) / done * 1000)


def _run(server: Server, asking: Asking, connections: int, seconds: float) -> int:
    until, counts, wrong = time.monotonic() + seconds, [0] * connections, []

    def ask(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        while time.monotonic() < until and not wrong:
            connection.request(asking.method, asking.path, asking.body(), asking.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                wrong.append(answer.status)
            counts[index] += 1

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{asking.method} {asking.path} answered {wrong[0]}")
    return sum(counts)
