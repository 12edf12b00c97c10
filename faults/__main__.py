"""Breaks things under a real server and says what was lost.

    python -m faults [--size 1] [--seed 1] [--database sqlite --database postgresql] [--only kills]

At size 1 more than 5,000 faults over both databases, in 15 to 20 minutes on two cores that do nothing
else. A full disk needs root, for a small tmpfs. The status is 1 where anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from faults import rounds
from faults.judge import Judge
from faults.place import place_in
from faults.rounds import JUDGES, UNITS, Row, Stage
from faults.wire import Wire
from tests.postgres import Postgres, server

DATABASES = ("sqlite", "postgresql")
# How often each thing breaks on each database at size 1; at any size at least once.
ROUNDS: dict[str, tuple[Callable[[Stage, int], Counter[str]], int]] = {
    "connections": (rounds.connections, 2450), "kills": (rounds.kills, 100),
    "database": (rounds.database, 12), "clock": (rounds.clock, 9), "disk": (rounds.disk, 4)}
_DISK = "160M"


def main() -> None:
    """Play every round on every database, print the table, say whether all of it holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=1.0, help="1 is some 5,000 faults in all")
    parser.add_argument("--seed", type=int, default=1, help="draws the same lots again")
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--only", action="append", choices=[*ROUNDS])
    asked = parser.parse_args()
    # Told to stop, it still stops its servers and frees its disk.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    held = []
    for name in asked.database or DATABASES:
        for row in play(name, asked.size, asked.seed, asked.only or [*ROUNDS]):
            held.append(row)
            tell(name, row)
    print(f"{sum(row.count for row in held)} faults, {sum(row.sent for row in held)} acts sent, "
          f"{sum(row.acknowledged for row in held)} acknowledged, {sum(row.lost for row in held)} lost, "
          f"{sum(row.doubled for row in held)} doubled")
    sys.exit(not held or not all(row.holds for row in held))


def play(database: str, size: float, seed: int, names: list[str]) -> Iterator[Row]:
    """Play rounds on one database, one after the other on the same record; yield what came of each."""
    with stage(database, seed, has_disk="disk" in names) as held:
        for name in names:
            breaking, often = ROUNDS[name]
            if name == "disk" and os.geteuid():
                print("disk: left out, a full disk needs root", flush=True)
                continue
            count = max(1, round(often * size))
            yield held.play(name, partial(breaking, held, count))


def tell(database: str, row: Row) -> None:
    """Print a line of the table."""
    print(f"{database:11}{row.count:6} faults  {row.sent:6} sent {row.acknowledged:6} acknowledged "
          f"{row.lost:3} lost {row.doubled:3} doubled  verify {row.verified} "
          f"{row.refused:4} times 503 ({row.unsaid} unsaid)  {row.seconds:4.0f} s  "
          f"{row.fault}", flush=True)


@contextmanager
def stage(database: str, seed: int, *, has_disk: bool = False) -> Iterator[Stage]:
    """Set a stage: a folder, on a small disk where that may be, a database, server, wire and judges."""
    chance = random.Random(seed)
    with _folder(has_disk and not os.geteuid()) as folder, _postgres(database, folder) as postgres:
        place = place_in(folder / "data", postgres.make("faults") if postgres else "")
        people = place.fill(JUDGES)
        place.start()
        wire = Wire(place.port, random.Random(chance.random()))
        judges = [Judge(who, cookie, wire.port, UNITS, random.Random(chance.random()))
                  for who, cookie in people]
        try:
            yield Stage(place, judges, wire, chance, postgres)
        finally:
            wire.close()
            place.stop()


@contextmanager
def _folder(is_disk: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="elearn-faults-", dir="/tmp"))
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=755", "tmpfs", str(folder)]
    is_mounted = is_disk and not subprocess.run(mount, check=False).returncode
    try:
        yield folder
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgres(database: str, folder: Path) -> Iterator[Postgres | None]:
    if database == "sqlite":
        yield None
        return
    (folder / "pg").mkdir()
    with server(folder / "pg", is_durable=True) as running:
        yield running


if __name__ == "__main__":
    main()
