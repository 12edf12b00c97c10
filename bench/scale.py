"""Many learners beside few, in one run: what must not grow with their number, and what may.

    python -m bench.scale [--few 1000] [--many 20000] [--rounds 5] [--seconds 2] [--postgresql]
    python -m bench.scale --many-data FOLDER [--many-url ADDRESS] …     measures a database that is there

A million as a donor would ask about it is `--many 1000000`; it takes 8 GB and some ten minutes to
fill. The course page and the answer are compared as ratios of CPU, the sizes in turn; a report page is
the time of one request. Held are: ratios of 1.1, report pages in 50 ms, a snapshot in 60 s, 100,000
rows a second of the list of names. On a machine with other work look at the seconds of CPU beside them.
"""

from __future__ import annotations

import argparse
import http.client
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.load import Asking, measure
from bench.requests import FORM, answers
from bench.server import Server
from bench.sized import Sized, existing, middle, ran, sized
from elearn.kernel.config import Settings
from elearn.reports.tables import PAGES
from tests import postgres

MOST_RATIO, MOST_PAGE, MOST_SNAPSHOT, LEAST_ROWS = 1.1, 50.0, 60.0, 100_000
_SAMPLE = 200


def main() -> None:
    """Fill, measure, print a table, and say what holds."""
    asked = _asked()
    with ExitStack() as stack:
        few, many = (sized(settings, number) for settings, number in _places(asked, stack))
        print(f"{'':34}{few.learners:>14,}{many.learners:>14,}")
        _print_filling(few, many)
        _print_commands(few, many)
        with serving(few) as small, serving(many) as large:
            _print_reports(few, many, small, large)
            _print_list(few, many, small, large)
            _print_course(few, many, small, large, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5, help="how often each pair is measured")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each measurement")
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own, not SQLite")
    for size in ("few", "many"):
        parser.add_argument(f"--{size}-data", default="", help="a data folder that is kept")
        parser.add_argument(f"--{size}-url", default="", help="the database that belongs to it")
    return parser.parse_args()


def _places(asked: argparse.Namespace, stack: ExitStack) -> Iterator[tuple[Settings, int]]:
    """Yield settings and number of the two sizes, in folders of their own where none is named."""
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    server = stack.enter_context(postgres.server(is_durable=True)) if asked.postgresql else None
    for size, number in (("few", asked.few), ("many", asked.many)):
        data, url = getattr(asked, f"{size}_data"), getattr(asked, f"{size}_url")
        if data:
            yield existing(data, url), 0
        else:
            yield existing(f"{folder}/{size}", server.make(size) if server else ""), number


@contextmanager
def serving(held: Sized) -> Iterator[Server]:
    """Serve a database by one process for as long as the block runs."""
    server = Server("elearn.app:served()", held.environ)
    try:
        yield server
    finally:
        server.stop()


def _line(name: str, *figures: str, verdict: str = "") -> None:
    print(f"{name:34}{''.join(f'{each:>14}' for each in figures)}  {verdict}", flush=True)


def _holds(*, does: bool, limit: str) -> str:
    return f"{'holds' if does else 'DOES NOT HOLD'} ({limit})"


def _print_filling(few: Sized, many: Sized) -> None:
    _line("demo, ms a learner", *(f"{1000 * each.filled_in:.2f}" if each.filled_in else "–"
                                  for each in (few, many)))
    sizes = [(each.bytes() / 1e9, each.bytes() / each.learners) for each in (few, many)]
    _line("database, GB", *(f"{whole:.2f}" for whole, _ in sizes))
    _line("database, bytes a learner", *(f"{part:,.0f}" for _, part in sizes))


def _print_commands(few: Sized, many: Sized) -> None:
    for name, words in (("snapshot", ("report", "snapshot")),
                        (f"verify --sample {_SAMPLE}", ("verify", "--sample", str(_SAMPLE)))):
        took = [ran(each, *words) for each in (few, many)]
        verdict = _holds(does=took[1].seconds <= MOST_SNAPSHOT, limit="at most 60 s")
        _line(f"{name}, s", *(f"{each.seconds:.1f}" for each in took),
              verdict=verdict if name == "snapshot" else "")
        _line("… of CPU, s", *(f"{each.cpu:.1f}" for each in took))
        _line(f"{name}, peak MB", *(f"{each.megabytes:.0f}" for each in took))


def _print_reports(few: Sized, many: Sized, small: Server, large: Server) -> None:
    times = [sorted(_pages(server, each)) for each, server in ((few, small), (many, large))]
    _line("report page, middle ms", *(f"{middle([took for took, _ in each]):.1f}" for each in times))
    slowest = [each[-1] for each in times]
    _line("report page, slowest ms", *(f"{took:.1f}" for took, _ in slowest),
          verdict=_holds(does=slowest[1][0] <= MOST_PAGE, limit=f"at most 50; {slowest[1][1]}"))


def _pages(server: Server, held: Sized) -> Iterator[tuple[float, str]]:
    """Yield the milliseconds of each page of figures, the middle of five requests, and its name."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for page in PAGES:
        yield middle([_time(connection, f"/en/reports/{page}", held) for _ in range(5)]), page


def _time(connection: http.client.HTTPConnection, path: str, held: Sized) -> float:
    begun = time.monotonic()
    connection.request("GET", path, headers=held.officer)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return 1000 * (time.monotonic() - begun)


def _print_list(few: Sized, many: Sized, small: Server, large: Server) -> None:
    fetched = [_fetch(server, each) for each, server in ((few, small), (many, large))]
    rates = [each.rows / each.seconds for each in fetched]
    # Of a short list the page around it is most of the time.
    is_long = many.learners >= LEAST_ROWS
    _line("list of names as CSV, rows/s", *(f"{rate:,.0f}" for rate in rates),
          verdict=_holds(does=rates[1] >= LEAST_ROWS, limit="at least 100,000") if is_long else "")
    _line("… rows a second of its CPU", *(f"{each.rows / each.cpu:,.0f}" for each in fetched))
    _line("… the server grew by, MB", *(f"{each.grown:.1f}" for each in fetched))


@dataclass(frozen=True)
class Fetched:
    """A file fetched whole: rows, seconds, those of the CPU of the server, the MB by which it grew."""

    rows: int
    seconds: float
    cpu: float
    grown: float


def _fetch(server: Server, held: Sized) -> Fetched:
    before, cpu, begun, rows = server.peak(), server.cpu(), time.monotonic(), 0
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", f"/en/reports/people/{held.look}.csv", headers=held.officer)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"the list of names answered {answer.status}")
    while part := answer.read(1 << 16):
        rows += part.count(b"\n")
    return Fetched(
        rows, time.monotonic() - begun, max(0.01, server.cpu() - cpu), server.peak() - before)


def _print_course(
    few: Sized, many: Sized, small: Server, large: Server, asked: argparse.Namespace,
) -> None:
    for connections in (1, 8):
        for name, made in (("course page", _page), ("answer", _answer)):
            sides = ((small, made(few, small)), (large, made(many, large)))
            rounds = [_in_turn(sides, number, connections, asked.seconds) for number in range(asked.rounds)]
            ratio = middle([beside / alone for alone, beside in rounds])
            _line(f"{name}, CPU ms, {connections} at once",
                  *(f"{middle(each):.2f}" for each in zip(*rounds, strict=True)),
                  verdict=f"ratio {ratio:.2f} " + _holds(does=ratio <= MOST_RATIO, limit="at most 1.1"))


def _in_turn(
    sides: tuple[tuple[Server, Asking], ...], number: int, connections: int, seconds: float,
) -> list[float]:
    """Return the CPU of a request on each side; every other round begins with the second one."""
    step = -1 if number % 2 else 1
    return [measure(*each, connections, seconds).cpu for each in sides[::step]][::step]


def _headers(held: Sized, server: Server) -> dict[str, str]:
    return {**held.learner.headers, "Referer": f"https://127.0.0.1:{server.port}/"}


def _page(held: Sized, server: Server) -> Asking:
    return Asking("GET", held.learner.unit_path, _headers(held, server))


def _answer(held: Sized, server: Server) -> Asking:
    return Asking("POST", held.learner.item_path, {**_headers(held, server), **FORM},
                  answers(held.learner.fields))


if __name__ == "__main__":
    main()
