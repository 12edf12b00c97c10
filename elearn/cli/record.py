"""`elearn activate` and `elearn verify`: what is served, and whether the record agrees with itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

import click

from elearn.cli.context import application
from elearn.cli.desk import Desk, with_desk
from elearn.document.catalogue import Revision
from elearn.document.course import CourseRules
from elearn.document.problems import ContentError, Problem
from elearn.document.walk import items
from elearn.kernel import db, jobs
from elearn.kernel.paths import shipped
from elearn.learning import queries, services
from elearn.learning.revisions import load
from elearn.learning.verification import verify as disagreements
from elearn.source.check import check_course
from elearn.source.load import Loaded

_SHOWN = 50


def activate_shipped(course_key: str) -> tuple[str, ...]:
    """Activate a shipped course in every published language; return a line on each.

    Raise ContentError with every problem where one cannot be put together, LookupError where no such
    course is shipped. Run it inside a writing transaction.
    """
    desk = Desk(shipped("content"), shipped("courses"))
    every, problems = desk.rules()
    if problems:
        raise ContentError(problems)
    chosen = [rules for rules in every if rules.key == course_key]
    if not chosen:
        raise LookupError(f"no course {course_key!r} is shipped")
    loaded = tuple(found for rules in chosen for found in _load(desk, rules))
    return tuple(_activate(each) for each in loaded)


@click.command()
@with_desk
def activate(desk: Desk) -> None:
    """Serve the content as it is now, in every published language.

    Content with errors is refused: everything wrong is listed and nothing changes. What was served
    before stays stored, because results name it.

    \b
    Example:
      elearn activate
    """
    every, problems = desk.rules()
    if problems:
        _refuse(problems)
    try:
        loaded = tuple(found for rules in every for found in _load(desk, rules))
    except ContentError as error:
        _refuse(error.problems)
    with application():
        with db.transaction():
            lines = [_activate(each) for each in loaded]
        for line in lines:
            click.echo(line)


@click.command()
@click.option("--sample", type=click.IntRange(min=1), metavar="N",
              help="Verify N enrolments drawn by chance instead of all.")
def verify(sample: int | None) -> None:
    """Work out again from the events all that follows from them, and compare.

    Every disagreement is listed; the exit status is then 1. Nothing is changed, no text is unsealed.

    \b
    Examples:
      elearn verify
      elearn verify --sample 1000
    """
    with application():
        counted = _Counter()
        found = list(islice(disagreements(sample, counted.tell), _SHOWN))
    for each in found:
        click.echo(str(each))
    if found:
        more = "at least " if len(found) == _SHOWN else ""
        click.echo(f"{more}{len(found)} values do not follow from the events", err=True)
        sys.exit(1)
    click.echo(f"{_count(counted.total, 'enrolment')} verified: everything follows from the events")


class _Counter:
    """Says on a terminal how far the work is."""

    total = 0

    def tell(self, done: int, total: int) -> None:
        """Show how many are done, over the line before."""
        self.total = total
        if sys.stderr.isatty():
            click.echo(f"\r{done} of {total}", err=True, nl=done == total)


def _load(desk: Desk, rules: CourseRules) -> Iterator[Loaded]:
    """Yield a course in each published language; raise ContentError with every problem of one."""
    for lang in dict.fromkeys((rules.source_language, *rules.published)):
        loaded = desk.load(rules, lang)
        folder = desk.folder(rules)
        errors = tuple(desk.placed(problem, folder) for problem in check_course(loaded, folder)
                       if not problem.is_warning)
        if errors:
            raise ContentError(errors)
        yield loaded


def _refuse(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem))
    click.echo("nothing was activated; the content has errors", err=True)
    sys.exit(1)


def _activate(loaded: Loaded) -> str:
    """Activate one language and say in one line what changed."""
    course = loaded.course
    assert course is not None, "content without errors is a course"
    name = f"{course.header.key} [{course.header.lang}]"
    before = queries.current_ids().get((course.header.key, course.header.lang))
    after = services.activate(course, loaded.bank)
    if before == after:
        return f"{name}: unchanged, revision {after[:12]}"
    jobs.enqueue("publications", after)
    return f"{name}: revision {after[:12]}, {_changes(before, load(after))}"


def _changes(before: str | None, after: Revision) -> str:
    new = _items(after)
    size = f"{_count(len(_units(after)), 'unit')}, {_count(len(new), 'item')}"
    if before is None:
        return f"{size}; the first of its language"
    old = _items(load(before))
    reworded = sum(1 for key in old.keys() & new.keys() if old[key] != new[key])
    return (f"{size}: {len(new.keys() - old.keys())} new, "
            f"{len(old.keys() - new.keys())} gone, {reworded} changed; before {before[:12]}")


def _units(revision: Revision) -> list[str]:
    return [unit.id for module in revision.open.modules for unit in module.units]


def _items(revision: Revision) -> dict[str, object]:
    return {item.id: (item, revision.self_study.answers.questions.get(item.id))
            for module in revision.open.modules for unit in module.units for item in items(unit)}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


commands = [activate, verify]
