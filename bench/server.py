"""A gunicorn of one process under measurement: its address and the CPU it has used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """One web process with four threads serving `application` on a free port of this machine."""

    def __init__(self, application: str, environ: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        command = [
            sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread", "--workers", "1",
            "--threads", "4", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket",
            "--log-level", "warning", "--keep-alive", "30",
        ]
        self._process = subprocess.Popen(command, env={**os.environ, **environ})
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server under measurement did not start")

    def cpu(self) -> float:
        """Return the seconds of CPU its web process has used, in user and system together."""
        return sum(_cpu_of(int(child)) for child in self._children())

    def _children(self) -> list[str]:
        return Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()

    def peak(self) -> float:
        """Return the megabytes that its web process held at most so far."""
        return max(peak_of(int(child)) for child in self._children())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def peak_of(pid: int) -> float:
    """Return the megabytes that a running process held at most so far; 0 of one that has ended."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
