"""A plausible population for demonstrations and measurements, written in bulk.

Every derived row comes from the same fold as everyone's, so `verify` agrees with all of it. A library
of lives is folded once (`imagined.lives`); whoever comes after them lives one of these lives on days of
their own, as the person they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, text

from elearn.accounts import sites
from elearn.accounts.countries import INVENTED
from elearn.accounts.demonstration import SITES
from elearn.accounts.models import AccessRole, JudicialRole, Person, Personal
from elearn.document.catalogue import Revision
from elearn.kernel import audit, clock, db
from elearn.learning.imagined import bulk
from elearn.learning.imagined.lives import Life, Lives
from elearn.learning.imagined.marks import Who, digits
from elearn.learning.imagined.people import traits
from elearn.learning.imagined.templates import Template
from elearn.learning.models import Enrolment, table_of

# What one learner takes on disk, measured at a million of them, with room to spare.
BYTES_EACH = 8500
_BATCH = 1000
_DAYS = 425
# Ids of the imagined begin with a letter that no random id has; then comes a number that rises.
_PERSON, _ENROLMENT, _TRAINER, _CODE = "x{}", "y{}", "z{}", "Y{:019d}"


def invented_learners() -> int:
    """Count the enrolments of people from invented countries."""
    return _enrolments_where(Person.country.in_(list(INVENTED)))


def real_learners() -> int:
    """Count the enrolments of people from countries that exist."""
    return _enrolments_where(Person.country.not_in(list(INVENTED)))


def _enrolments_where(condition: Any) -> int:
    found = select(func.count()).select_from(Enrolment).join(
        Person, Person.id == Enrolment.person_id).where(condition)
    return int(db.db.session.scalar(found) or 0)


def populate(
    learners: int, revision: Revision, seed: int = 1,
    progress: Callable[[int], None] = lambda done: None, also: Sequence[Revision] = (),
) -> None:
    """Write `learners` people from six invented countries, enrolled over the last 14 months.

    The same seed draws the same people doing the same at the same distance from today; those who are
    added later are who would have come next. `also` is the course in other languages. Writes in
    transactions of its own, 1000 people each, so that whoever is there is there whole; `progress` hears
    how many are done.
    """
    with db.transaction():
        ink = bulk.ink_of(db.db.engine.dialect.name)
        lives = Lives((revision, *also), seed, ink)
        sites.add_all(audit.COMMAND_LINE, SITES)
        _add_trainers()
        first = _next_number()
    crowd = _Crowd(lives, seed, ink, clock.now().date())
    for start in range(0, learners, _BATCH):
        count = min(_BATCH, learners - start)
        with db.transaction():
            _write(crowd, range(first + start, first + start + count))
        progress(start + count)
    if learners >= _BATCH:
        _tell_planner()


def _write(crowd: _Crowd, numbers: range) -> None:
    """Write these people, table by table, so that each tree grows at one place."""
    held: dict[str, list[tuple[Template, Who]]] = defaultdict(list)
    for number in numbers:
        life, who = crowd.member(number)
        for each in life.templates:
            held[each.table].append((each, who))
    connection = db.db.session.connection()
    for table in db.Base.metadata.sorted_tables:
        if table.name in held:
            crowd.ink.write(connection, held[table.name])


class _Crowd:
    """Everybody there could be, by number: who they are, which life is theirs, and from which day on."""

    def __init__(self, lives: Lives, seed: int, ink: bulk.Ink, today: date) -> None:
        self._lives, self._seed, self.ink = lives, seed, ink
        self._days = [(today - timedelta(days=_DAYS - place)).isoformat() for place in range(_DAYS)]
        self._chance = Random()

    def member(self, number: int) -> tuple[Life, Who]:
        """Return the life of one of them, and who lives it."""
        chance = self._chance
        chance.seed((self._seed << 32) + number)
        # The first ones have a life of their own each; the others share these.
        life = self._lives[number if number < self._lives.count else chance.randrange(self._lives.count)]
        # More people come in the later months, and nothing happens today or later.
        first = int((_DAYS - life.span) * chance.random() ** 0.65)
        drawn = traits(life.lang, int(self._days[first][:4]), chance)
        drawn["code"], written = _CODE.format(number), digits(number, 5)
        return life, Who(
            _ENROLMENT.format(written), _PERSON.format(written), _TRAINER.format(drawn["country"]),
            self._days, first, {name: self.ink.plain(value) for name, value in drawn.items()})


def _next_number() -> int:
    ends = select(func.max(Person.id)).where(Person.id >= "x", Person.id < "y")
    latest = db.db.session.scalar(ends)
    return int(latest[1:], 36) + 1 if latest else 0


def _add_trainers() -> None:
    """Add who records the workshops, one trainer in each country; nobody can sign in as one of them."""
    ids = {_TRAINER.format(country): country for country in INVENTED}
    connection = db.db.session.connection()
    there = set(connection.execute(select(Person.id).where(Person.id.in_(list(ids)))).scalars())
    for person_id, country in ids.items():
        if person_id not in there:
            connection.execute(insert(table_of(Person)).values(
                id=person_id, access_role=AccessRole.TRAINER, country=country,
                judicial_role=JudicialRole.TRAINER_OTHER))
            connection.execute(insert(table_of(Personal)).values(
                person_id=person_id, display_name=f"Trainer in {INVENTED[country]}"))


def _tell_planner() -> None:
    """Let PostgreSQL know what it holds now; SQLite takes its plans from the schema."""
    if db.db.engine.dialect.name == "postgresql":
        with db.transaction():
            db.db.session.connection().execute(text("ANALYZE"))
