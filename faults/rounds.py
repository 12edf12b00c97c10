"""What breaks, one round each: connections, web processes, the database, the clock, the disk."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from faults.judge import UNSAID, Judge
from faults.place import Place
from faults.wire import Wire
from tests.postgres import Postgres

JUDGES = 8
UNITS = ("/en/course/m1-choose", "/en/course/m2-story")
_YEARS = (10, -10, 0)


@dataclass(frozen=True)
class Row:
    """A line of the table: what broke how often, what became of the acts; `refused` counts 503,
    `unsaid` refusals that did not say that nothing was saved or had let go of what was sent.
    """

    fault: str
    count: int
    sent: int
    acknowledged: int
    lost: int
    doubled: int
    verified: str
    refused: int
    unsaid: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Say whether nothing was lost or doubled and the record agrees with itself."""
        return (not (self.lost or self.doubled or self.unsaid) and self.verified == "agrees"
                and self.acknowledged > 0)


@dataclass
class Stage:
    """A server, judges before it, and a wire between them."""

    place: Place
    judges: list[Judge]
    wire: Wire
    chance: random.Random
    postgres: Postgres | None = None
    _told: set[str] = field(default_factory=set)

    def play(self, fault: str, breaking: Callable[[], Counter[str]]) -> Row:
        """Let all judges work while `breaking` breaks things; return a row with what came of it."""
        begun, stop = time.monotonic(), threading.Event()
        before = [len(judge.acts) for judge in self.judges]
        refused, unsaid = self._count("503"), self._count(UNSAID)
        threads = [threading.Thread(target=judge.work, args=(stop,)) for judge in self.judges]
        for thread in threads:
            thread.start()
        try:
            faults = breaking()
        finally:
            self.wire.breaks = False
            self.place.wait()
            stop.set()
            for thread in threads:
                thread.join()
        acts = [act for judge, start in zip(self.judges, before, strict=True) for act in judge.acts[start:]]
        lost, doubled = self._compare()
        kinds = " · ".join(f"{name} {count}" for name, count in sorted(faults.items()))
        return Row(f"{fault}: {kinds}", sum(faults.values()), len(acts),
                   sum(act.is_acknowledged for act in acts), len(lost), len(doubled), self.place.verify(),
                   self._count("503") - refused, self._count(UNSAID) - unsaid,
                   time.monotonic() - begun)

    def await_acts(self, count: int, seconds: float = 60) -> None:
        """Wait until so many more acts were taken, or until it seems that none will be."""
        due, until = self._count("303") + count, time.monotonic() + seconds
        while self._count("303") < due and time.monotonic() < until:
            time.sleep(0.005)

    def _compare(self) -> tuple[list[str], list[str]]:
        """Return what was promised and is not there, and what is there more often than it was sent."""
        stored = Counter(self.place.events())
        promised = {(judge.person_id, act.event): act for judge in self.judges for act in judge.acts
                    if act.is_acknowledged}
        sent = {(judge.person_id, act.event) for judge in self.judges for act in judge.acts}
        lost = [f"{act.event} {act.address}" for key, act in promised.items() if key not in stored]
        doubled = [event for (who, event), count in stored.items() if count > 1 or (who, event) not in sent]
        # What an earlier round lost is not lost again.
        new_lost, new_doubled = ([each for each in found if each not in self._told]
                                 for found in (lost, doubled))
        self._told |= {*lost, *doubled}
        for name, found in (("LOST", new_lost), ("DOUBLED", new_doubled)):
            for each in found[:5]:
                print(name, each, flush=True)
        return new_lost, new_doubled

    def _count(self, answer: str) -> int:
        return sum(judge.answers[answer] for judge in self.judges)


def connections(stage: Stage, count: int) -> Counter[str]:
    """Cut connections and drop replies until so many were."""
    before = Counter(stage.wire.faults)
    stage.wire.breaks = True
    while sum((stage.wire.faults - before).values()) < count:
        time.sleep(0.05)
    stage.wire.breaks = False
    return stage.wire.faults - before


def kills(stage: Stage, count: int) -> Counter[str]:
    """Kill one web process after the other in the midst of work, at moments drawn by lot."""
    done = Counter[str]()
    while done["kill -9"] < count:
        # A process that still starts holds nothing: some acts are taken between any two kills.
        stage.await_acts(stage.chance.randint(2, 8))
        time.sleep(stage.chance.random() / 20)
        if stage.place.kill_one(stage.chance):
            done["kill -9"] += 1
        if not stage.place.is_running():
            raise RuntimeError(f"the server ended; see {stage.place.log}")
    return done


def database(stage: Stage, count: int) -> Counter[str]:
    """Restart or kill PostgreSQL; hold the lock of SQLite, sometimes for longer than anybody waits."""
    done = Counter[str]()
    for turn in range(count):
        time.sleep(0.5 + stage.chance.random())
        if stage.postgres is None:
            seconds = 16.5 if turn == 1 else stage.chance.uniform(0.5, 2.5)
            _hold(stage.place.settings.data / "elearn.db", seconds)
            done["locked for seconds"] += 1
        elif turn % 3 == 1:
            stage.postgres.kill()
            stage.postgres.start()
            done["killed"] += 1
        elif turn % 3 == 2:
            # A web process that starts meanwhile has to wait for it.
            stage.postgres.stop()
            stage.place.kill_one(stage.chance)
            time.sleep(2)
            stage.postgres.start()
            done["away with a web process killed"] += 1
        else:
            stage.postgres.restart()
            done["restarted"] += 1
    return done


def clock(stage: Stage, count: int) -> Counter[str]:
    """Step the clock of the record by ten years, forth and back, and sign everybody in again each time."""
    done = Counter[str]()
    people = [judge.person_id for judge in stage.judges]
    for _, years in zip(range(count), cycle(_YEARS), strict=False):
        stage.place.stepped.write_text(str(365 * years), encoding="ascii")
        done[f"{years:+d} years" if years else "back"] += 1
        for judge, cookie in zip(stage.judges, stage.place.cookies(people, years), strict=True):
            judge.cookie = cookie
        time.sleep(2)
    stage.place.stepped.unlink(missing_ok=True)
    for judge, cookie in zip(stage.judges, stage.place.cookies(people), strict=True):
        judge.cookie = cookie
    return done


def disk(stage: Stage, count: int) -> Counter[str]:
    """Fill the disk under the data folder to the last byte and free it again."""
    done = Counter[str]()
    ballast = stage.place.settings.data.parent / "ballast"
    for _ in range(count):
        time.sleep(1)
        _fill(ballast)
        done["filled"] += 1
        time.sleep(4)
        said = stage.place.ask("/readyz")
        if "nothing can be saved" not in said and "disk is full" not in said:
            print(f"with the disk full readyz said: {said}", flush=True)
        ballast.unlink()
        if stage.postgres is not None:
            stage.postgres.stop()
            stage.postgres.start()
        stage.place.wait()
    return done


def _hold(database_file: Path, seconds: float) -> None:
    with closing(sqlite3.connect(database_file, timeout=30, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        held.execute("ROLLBACK")


def _fill(path: Path) -> None:
    """Write until nothing more fits, in ever smaller pieces."""
    with path.open("wb", buffering=0) as file:
        piece = 1 << 20
        while piece:
            try:
                file.write(bytes(piece))
            except OSError:
                piece //= 2
