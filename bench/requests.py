"""A signed-in course page and an answer, beside a bare Flask page and one that writes a row.

    python -m bench.requests [--rounds 5] [--seconds 2]

Same gunicorn, same settings, same run, turn by turn: each round asks the bare page and ours, and the
figures are the medians of the rounds. The ratio of CPU is the figure to hold (design: 5 and 4).
"""

from __future__ import annotations

import argparse
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.load import Asking, Measured, measure
from bench.people import signed_in_learner
from bench.server import Server
from elearn.kernel.config import Settings

CONNECTIONS = (1, 32)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    """Measure, print a table, and say which ratios hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each pair is measured")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each measurement")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data")
        learner = signed_in_learner(settings)
        bare = Server("bench.bare:app", {"BARE_DATABASE": f"{folder}/bare.db"})
        ours = Server("elearn.app:served()", {"ELEARN_DATA": str(settings.data)})
        try:
            headers = {**learner.headers, "Referer": f"https://127.0.0.1:{ours.port}/"}
            page = Asking("GET", learner.unit_path, headers)
            answer = Asking("POST", learner.item_path, {**headers, **FORM}, answers(learner.fields))
            bare_page = Asking("GET", "/page", {})
            bare_write = Asking("POST", "/write", FORM, lambda: "choice=1")
            print(f"{'':28}{'connections':>12}{'requests/s':>12}{'CPU ms':>9}{'ratio':>8}")
            for connections in CONNECTIONS:
                times = Times(connections, asked.rounds, asked.seconds)
                _pair("course page", (bare, bare_page), (ours, page), times, 5)
                _pair("answer", (bare, bare_write), (ours, answer), times, 4)
        finally:
            bare.stop()
            ours.stop()


def answers(fields: dict[str, str]) -> Callable[[], str]:
    def body() -> str:
        return urlencode({**fields, "event": uuid.uuid4().hex})

    return body


@dataclass(frozen=True)
class Times:
    connections: int
    rounds: int
    seconds: float


def _pair(
    name: str, bare: tuple[Server, Asking], ours: tuple[Server, Asking], times: Times, most: int,
) -> None:
    rounds = [
        (measure(*bare, times.connections, times.seconds), measure(*ours, times.connections, times.seconds))
        for _ in range(times.rounds)
    ]
    ratio = median(measured.cpu / yardstick.cpu for yardstick, measured in rounds)
    _line(f"bare beside {name}", times.connections, _middle([bare for bare, _ in rounds]), "1")
    _line(name, times.connections, _middle([measured for _, measured in rounds]), f"{ratio:.2f}")
    print(f"{'':28}{'holds' if ratio <= most else 'DOES NOT HOLD':>41} (at most {most})")


def _middle(every: list[Measured]) -> Measured:
    return Measured(median(each.rate for each in every), median(each.cpu for each in every))


def _line(name: str, connections: int, measured: Measured, ratio: str) -> None:
    print(f"{name:28}{connections:>12}{measured.rate:>12.0f}{measured.cpu:>9.2f}{ratio:>8}")


if __name__ == "__main__":
    main()
