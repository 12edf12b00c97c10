"""The web worker: a connection takes a thread when it has something to say, and not before."""

from __future__ import annotations

import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# How long a new connection may say nothing, and how long a request may stop in its middle, in seconds.
SILENCE, PAUSE = 10.0, 20


class Listening(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, of which silent and half-said connections can hold none for long.

    A browser opens connections before it needs them. Gunicorn lets a thread wait five seconds for the
    first word of each, so that two readers' browsers could silence a process of four threads, and for
    the rest of a request for ever.
    """

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread; a new one waits beside the others until it says something."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PAUSE, 0))
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
