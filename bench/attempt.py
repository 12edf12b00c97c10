"""Twenty questions of a test, page and answer each, beside a bare Flask page.

    python -m bench.attempt [--rounds 7] [--sittings 4]

Same gunicorn, same settings, same run, turn by turn: somebody new sits through the test as a browser
does, opens a question, sends an answer, goes to the next one. The figure is the CPU of the server for
all forty requests in bare pages, the median of the rounds, and there are two readings, each asking both
servers in the same way:

    rhythm      a bare page after each of the forty requests, so that both servers wake up as often
    tight loop  the forty requests as fast as they come, then bare pages as fast as they come

Both are to stay at 200 or less.
"""

from __future__ import annotations

import argparse
import http.client
import re
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.server import Server
from bench.sitting import QUESTIONS, Sitting, sitting_learners
from elearn.kernel.config import Settings

MOST = 200
# The kernel counts CPU in hundredths of a second; so many pages take a third of one.
TIGHT_PAGES = 1000
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_ROW = re.compile(r'<select name="(place-\d+)"')


def main() -> None:
    """Measure, print a table, and say whether the figure holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often the pair is measured")
    parser.add_argument("--sittings", type=int, default=4, help="sittings a round and reading")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data")
        sittings = iter(sitting_learners(settings, (1 + asked.rounds) * 2 * asked.sittings))
        bare = Server("bench.bare:app", {"BARE_DATABASE": f"{folder}/bare.db"})
        ours = Server("elearn.app:served()", {"ELEARN_DATA": str(settings.data)})
        try:
            rounds = [_round(bare, ours, list(islice(sittings, 2 * asked.sittings)))
                      for _ in range(1 + asked.rounds)][1:]
        finally:
            bare.stop()
            ours.stop()
    _report(rounds)


@dataclass(frozen=True)
class Round:
    """The milliseconds of CPU in one reading: for one sitting, and for a bare page."""

    sitting: float
    page: float


def _report(rounds: list[tuple[Round, Round]]) -> None:
    print(f"{QUESTIONS} questions, page and answer each:")
    for reading, held in zip(("rhythm", "tight loop"), zip(*rounds, strict=True), strict=True):
        ratio = median(each.sitting / each.page for each in held)
        print(f"{reading:12}{median(each.sitting for each in held):.1f} ms of CPU, bare page "
              f"{median(each.page for each in held):.2f} ms: {ratio:4.0f} bare pages, "
              f"{'holds' if ratio <= MOST else 'DOES NOT HOLD'} (at most {MOST})")


def _round(bare: Server, ours: Server, sittings: list[Sitting]) -> tuple[Round, Round]:
    """Sit through the test, each time as somebody new: in the rhythm of bare pages, and without them."""
    judges = [Judge(ours, bare, sitting) for sitting in sittings]
    for judge in judges:
        judge.begin()
    some = len(judges) // 2
    before, bare_before = ours.cpu(), bare.cpu()
    for judge in judges[:some]:
        judge.sit(with_bare=True)
    pages = 2 * QUESTIONS * some
    rhythm = Round((ours.cpu() - before) / some * 1000, (bare.cpu() - bare_before) / pages * 1000)
    before = ours.cpu()
    for judge in judges[some:]:
        judge.sit(with_bare=False)
    tight = (ours.cpu() - before) / some * 1000
    return rhythm, Round(tight, _tight_loop(bare) / TIGHT_PAGES * 1000)


def _tight_loop(bare: Server) -> float:
    """Ask for bare pages over one connection as fast as they come; return the seconds of CPU."""
    connection = http.client.HTTPConnection("127.0.0.1", bare.port, timeout=60)
    before = bare.cpu()
    for _ in range(TIGHT_PAGES):
        connection.request("GET", "/page")
        connection.getresponse().read()
    return bare.cpu() - before


class Judge:
    """Someone who begins the test and answers every question."""

    def __init__(self, server: Server, bare: Server, sitting: Sitting) -> None:
        self._sitting = sitting
        self._headers = {**sitting.headers, "Referer": f"https://127.0.0.1:{server.port}/"}
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._bare = http.client.HTTPConnection("127.0.0.1", bare.port, timeout=60)

    def begin(self) -> None:
        """Begin the test."""
        page = self._ask("GET", self._sitting.path)
        self._ask("POST", self._sitting.path, dict(_HIDDEN.findall(page)))

    def sit(self, *, with_bare: bool) -> None:
        """Open each question and answer it, `with_bare` asking for a bare page after each request."""
        for place in range(1, QUESTIONS + 1):
            address = f"{self._sitting.path}/{place}"
            page = self._ask("GET", address)
            if with_bare:
                self._ask_bare()
            form = page[page.index('id="answer"'):]
            self._ask("POST", address, {**dict(_HIDDEN.findall(form)), **_answer(form), "go": "next"})
            if with_bare:
                self._ask_bare()

    def _ask_bare(self) -> None:
        self._bare.request("GET", "/page")
        self._bare.getresponse().read()

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        headers = {**self._headers, **_FORM} if fields is not None else self._headers
        body = urlencode(fields) if fields is not None else None
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status != (200 if fields is None else 303):
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        return text


def _answer(form: str) -> dict[str, str]:
    """Return a whole answer: the first option, or the rows as they stand."""
    rows = _ROW.findall(form)
    return {name: str(place) for place, name in enumerate(rows, start=1)} if rows else {"choice": "1"}


if __name__ == "__main__":
    main()
