"""`elearn activate` and `elearn verify`: what is served, and whether the record agrees with itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import click

from elearn.cli import summary
from elearn.cli.context import application
from elearn.cli.desk import Desk, with_desk
from elearn.cli.progress import Progress
from elearn.document.catalogue import revision_of
from elearn.document.comparison import AuthorsWord
from elearn.document.course import Course, CourseRules, TestBank
from elearn.document.problems import ContentError, Problem
from elearn.kernel import db, jobs
from elearn.kernel.paths import shipped
from elearn.learning import activations, queries, services
from elearn.learning.revisions import load
from elearn.learning.verification import verify as disagreements
from elearn.source.changes import load_words
from elearn.source.check import check_course

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
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--list", "is_listed", is_flag=True, help="Name every change, not the weightiest alone.")
@click.option("--log", "is_log", is_flag=True, help="Say what earlier activations changed, no more.")
def activate(desk: Desk, dry_run: bool, is_listed: bool, is_log: bool) -> None:
    """Serve the content as it is now, in every published language, and say what changes by it.

    Content with errors is refused: everything wrong is listed and nothing changes. What was served
    before stays stored, because results name it; attempts that are running finish on theirs. What
    authors say of a change stands in changes.toml of the content folder.

    \b
    Examples:
      elearn activate --dry-run --list
      elearn activate
    """
    every, problems = desk.rules()
    if is_log and not problems:
        with application():
            for rules in every:
                for line in summary.past(activations.log(rules.key)):
                    click.echo(line)
        return
    if problems:
        _refuse(problems)
    try:
        loaded = tuple(found for rules in every for found in _load(desk, rules))
    except ContentError as error:
        _refuse(error.problems)
    with application():
        if dry_run:
            lines = [_foretold(each, is_listed=is_listed) for each in loaded]
        else:
            with db.transaction():
                lines = [_activate(each, is_listed=is_listed) for each in loaded]
        for line in lines:
            click.echo(line)
        if dry_run:
            click.echo("nothing was activated; without --dry-run it is", err=True)


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
        counted = Progress("enrolments verified")
        found = list(islice(disagreements(sample, counted.reach), _SHOWN))
    for each in found:
        click.echo(str(each))
    if found:
        more = "at least " if len(found) == _SHOWN else ""
        click.echo(f"{more}{len(found)} values do not follow from the events", err=True)
        sys.exit(1)
    click.echo(f"{_count(counted.total, 'enrolment')} verified: everything follows from the events")


@dataclass(frozen=True)
class _Ready:
    """A course in one language without errors, and what its author says of changes."""

    course: Course
    bank: TestBank
    words: tuple[AuthorsWord, ...]


def _load(desk: Desk, rules: CourseRules) -> Iterator[_Ready]:
    """Yield a course in each published language; raise ContentError with every problem of one."""
    for lang in dict.fromkeys((rules.source_language, *rules.published)):
        loaded = desk.load(rules, lang)
        folder = desk.folder(rules)
        errors = tuple(desk.placed(problem, folder) for problem in check_course(loaded, folder)
                       if not problem.is_warning)
        if errors:
            raise ContentError(errors)
        assert loaded.course is not None, "content without errors is a course"
        yield _Ready(loaded.course, loaded.bank, load_words(folder, lang))


def _refuse(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem))
    click.echo("nothing was activated; the content has errors", err=True)
    sys.exit(1)


def _activate(ready: _Ready, *, is_listed: bool = False) -> str:
    """Activate one language and say what changed, in lines."""
    told = _foretold(ready, is_listed=is_listed)
    before = queries.current_ids().get((ready.course.header.key, ready.course.header.lang))
    after = services.activate(ready.course, ready.bank, ready.words)
    if before != after:
        jobs.enqueue("publications", after)
    return told


def _foretold(ready: _Ready, *, is_listed: bool) -> str:
    """Say in lines what activating one language changes."""
    after = revision_of(ready.course, ready.bank)
    before = queries.current_ids().get((after.key, after.lang))
    if before == after.id:
        return f"{after.key} [{after.lang}]: unchanged, revision {after.id[:12]}"
    served = load(before) if before else None
    return "\n".join(summary.lines(served, after, ready.words, is_listed=is_listed))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


commands = [activate, verify]
