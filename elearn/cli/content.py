"""`elearn check|keys|new|coverage`: what an author needs while writing, without database or server."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from elearn.cli.desk import Desk, with_desk
from elearn.cli.earlier import earlier_version, saved
from elearn.cli.tally import tally_lines
from elearn.document.course import CourseRules, ModuleRule
from elearn.document.nodes import Reference
from elearn.document.problems import ContentError, Problem
from elearn.source.check import check_against, check_course, check_parity, review_of
from elearn.source.check_coverage import Coverage, coverage
from elearn.source.check_ids import RETIRED_FILE, retired, retired_lines
from elearn.source.instruments import load_sources
from elearn.source.keys import with_keys
from elearn.source.skeleton import new_unit
from elearn.source.tally import tallies


@click.command()
@with_desk
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--against", metavar="REV",
              help="Also list blocks and test items whose id, key or audience changed since REV: a content "
              "folder, a file of --save, `served`, `activated:ID`, or a version that git knows.")
@click.option("--save", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Keep the content as it is now in FILE, for a later --against without git.")
def check(desk: Desk, strict: bool, against: str | None, save: Path | None) -> None:
    """List everything that is wrong with the content, as `file:line: code: message`.

    Warnings end with [warning] and do not stop a build. The codes are explained in the README.md of
    the content folder. The exit status is 1 where there is an error.

    \b
    Examples:
      elearn check
      elearn check --strict --against HEAD~1
      elearn check --against served
    """
    every, found = desk.rules()
    if save is not None:
        _save(desk, every, save)
    problems = [*found, *(problem for rules in every for problem in _checked(desk, rules, against))]
    for problem in sorted(set(problems)):
        click.echo(f"{problem}{' [warning]' if problem.is_warning else ''}")
    warnings = sum(problem.is_warning for problem in set(problems))
    errors = len(set(problems)) - warnings
    click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    sys.exit(1 if errors or (strict and warnings) else 0)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
def keys(files: tuple[Path, ...]) -> None:
    """Write the missing option keys into each FILE and leave all else as it is.

    A new key is the letter after the last one its question has, or has had according to retired-ids.txt.

    \b
    Example:
      elearn keys content/bangalore_principles/en/02-impartiality/07-recusal.md
    """
    for file in files:
        try:
            text = file.read_bytes().decode()
            new, written = with_keys(text, str(file), _retired_near(file))
        except UnicodeDecodeError:
            raise click.ClickException(f"{file} is not UTF-8 text") from None
        except ContentError as error:
            raise click.ClickException(f"nothing was written; mend this first\n{error}") from None
        if written:
            _replace(file, new.encode())
        for each in written:
            click.echo(f"{file}:{each.line}: {each.item_id} {each.key}")
        click.echo(f"{file}: {_count(len(written), 'key')} written", err=True)


@click.group()
def new() -> None:
    """Start a new file from a skeleton.

    \b
    Example:
      elearn new unit m2 gifts
    """


@new.command()
@click.argument("module")
@click.argument("slug")
@with_desk
def unit(desk: Desk, module: str, slug: str) -> None:
    """Write a new unit named SLUG into MODULE, after its last one.

    \b
    Example:
      elearn new unit m2 gifts
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug):
        raise click.BadParameter("small letters a-z, digits and hyphens, beginning with a letter",
                                 param_hint="SLUG")
    rules, held = _module(desk, module)
    folder = desk.folder(rules) / rules.source_language / held.folder
    _refuse_taken(desk, rules, f"{module}-{slug}")
    path = folder / f"{_next_number(folder):02}-{slug}.md"
    cite = _first_paragraph(desk.folder(rules), rules, module)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(new_unit(f"{module}-{slug}", slug.replace("-", " ").capitalize(), cite))
    click.echo(path)


@click.command("coverage")
@with_desk
def coverage_command(desk: Desk) -> None:
    """Say for each paragraph how often it is taught, practised and tested; then count by module.

    In cases: questions that stand in a case or tell one in their stem. Defensible: questions with an
    option that is defensible and riskier. Sentences of the text and of all feedback.

    \b
    Example:
      elearn coverage
    """
    for review in desk.reviews():
        rows = coverage(review.course, review.bank)
        click.echo(f"{review.course.header.title} ({review.course.header.lang})")
        click.echo(f"{'paragraph':<12}{'taught':>8}{'practised':>11}{'tested':>8}")
        for row in rows:
            click.echo(f"{_shown(row.reference):<12}{len(row.taught):>8}{len(row.practised):>11}"
                       f"{len(row.tested):>8}")
        click.echo(_totals(rows))
        for line in tally_lines(tallies(review.course)):
            click.echo(line)


def _checked(desk: Desk, rules: CourseRules, against: str | None) -> Iterator[Problem]:
    """Yield the problems of every language of a course, as seen from the folder one is in."""
    folder = desk.folder(rules)
    every = {lang: desk.load(rules, lang) for lang in desk.languages(rules)}
    source = review_of(every[rules.source_language], folder)
    for lang, loaded in every.items():
        found = list(check_course(loaded, folder))
        review = review_of(loaded, folder)
        if review and source and lang in rules.published and lang != rules.source_language:
            found += check_parity(source, review)
        if review and against:
            old = earlier_version(against, folder, rules, lang)
            found += check_against(old, (review.course, review.bank), review.places,
                                   retired(retired_lines(folder)))
        yield from (desk.placed(problem, folder) for problem in found)


def _save(desk: Desk, every: tuple[CourseRules, ...], file: Path) -> None:
    """Write every language that can be put together into one file."""
    loaded = [desk.load(rules, lang) for rules in every for lang in desk.languages(rules)]
    whole = [(each.course, each.bank) for each in loaded if each.course is not None]
    file.write_text(saved(whole), encoding="utf-8")
    click.echo(f"{file}: {_count(len(whole), 'version')} kept", err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _retired_near(file: Path) -> frozenset[str]:
    """Return what the nearest retired-ids.txt above a file retires."""
    for folder in file.resolve().parents:
        if (folder / RETIRED_FILE).is_file():
            return retired(retired_lines(folder))
    return frozenset()


def _replace(file: Path, content: bytes) -> None:
    """Put `content` in the place of a file in one act, with the file's own permissions."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as held:
        held.write(content)
        held.flush()
        os.fsync(held.fileno())
    Path(held.name).chmod(file.stat().st_mode & 0o7777)
    Path(held.name).replace(file)


def _module(desk: Desk, key: str) -> tuple[CourseRules, ModuleRule]:
    every, _ = desk.rules()
    for rules in every:
        for module in rules.modules:
            if module.id == key:
                return rules, module
    known = ", ".join(module.id for rules in every for module in rules.modules)
    raise click.BadParameter(f"no module {key!r}; modules: {known}", param_hint="MODULE")


def _refuse_taken(desk: Desk, rules: CourseRules, unit_id: str) -> None:
    """Raise click.ClickException where an id of the new unit is in use."""
    for id_, (file, line) in desk.load(rules, rules.source_language).positions.items():
        if id_ == unit_id or id_.startswith(f"{unit_id}-"):
            raise click.ClickException(f"{file}, line {line} has the id {id_}; choose another word")


def _next_number(folder: Path) -> int:
    numbers = [int(found.group(1)) for path in folder.glob("*.md")
               if (found := re.match(r"(\d+)-", path.name))]
    return max(numbers, default=0) + 1


def _first_paragraph(folder: Path, rules: CourseRules, module: str) -> str:
    """Return the first counted paragraph of the value a module is about, or of all."""
    catalogue, _ = load_sources(folder / "sources.toml", rules.source_language)
    counted = catalogue.counted()
    number = module.lstrip("abcdefghijklmnopqrstuvwxyz")
    own = [each for each in counted if each.paragraph.startswith(f"{number}.")]
    return _shown((own or list(counted))[0])


def _shown(reference: Reference) -> str:
    return f"{reference.source} {reference.paragraph}"


def _totals(rows: tuple[Coverage, ...]) -> str:
    taught, practised, tested = (sum(bool(held) for held in column) for column in (
        [row.taught for row in rows], [row.practised for row in rows], [row.tested for row in rows]))
    return (f"of {len(rows)} paragraphs: {taught} taught, {practised} practised, {tested} tested")


commands = [check, keys, new, coverage_command]
