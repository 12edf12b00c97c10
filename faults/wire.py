"""A wire between clients and server that breaks on purpose, at places drawn by lot."""

from __future__ import annotations

import random
import re
import socket
import struct
import threading
from collections import Counter
from contextlib import suppress

KINDS = ("cut while sending", "cut after sending", "reply dropped", "reply cut")
_POSTS, _GETS = 0.6, 0.08
_PIECE = 1 << 16


class Wire:
    """Listens on a port of its own and hands on to `target`; while `breaks` it breaks many a connection."""

    def __init__(self, target: int, chance: random.Random) -> None:
        self.breaks, self.faults = False, Counter[str]()
        self._target, self._chance, self._lock = target, chance, threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        server = None
        with suppress(OSError):
            client.settimeout(60)
            request = _whole(client)
            kind = self._drawn(request)
            server = socket.create_connection(("127.0.0.1", self._target), timeout=60)
            self._broken(kind, client, server, request) if kind else _hand_on(client, server, request)
        client.close()
        if server is not None:
            server.close()

    def _broken(self, kind: str, client: socket.socket, server: socket.socket, request: bytes) -> None:
        if kind == "cut while sending":
            server.sendall(request[:self._place(len(request))])
            _cut(server)
        elif kind == "cut after sending":
            server.sendall(request)
            _cut(server)
        else:
            server.sendall(request)
            reply = b"".join(iter(lambda: server.recv(_PIECE), b""))
            if kind == "reply cut" and reply:
                client.sendall(reply[:self._place(len(reply))])
        _cut(client)
        with self._lock:
            self.faults[kind] += 1

    def _drawn(self, request: bytes) -> str:
        with self._lock:
            often = _POSTS if request.startswith(b"POST") else _GETS
            return self._chance.choice(KINDS) if self.breaks and self._chance.random() < often else ""

    def _place(self, length: int) -> int:
        with self._lock:
            return self._chance.randrange(length)


def _whole(client: socket.socket) -> bytes:
    """Return a request with all of its body."""
    held = b""
    while b"\r\n\r\n" not in held:
        piece = client.recv(_PIECE)
        if not piece:
            return held
        held += piece
    head, _, body = held.partition(b"\r\n\r\n")
    sizes = re.findall(rb"\ncontent-length: *(\d+)", head, re.IGNORECASE)
    while sizes and len(body) < int(sizes[0]):
        piece = client.recv(_PIECE)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


def _hand_on(client: socket.socket, server: socket.socket, request: bytes) -> None:
    server.sendall(request)
    while piece := server.recv(_PIECE):
        client.sendall(piece)


def _cut(end: socket.socket) -> None:
    """Close so that the other side sees a reset, as where a network goes away."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()
