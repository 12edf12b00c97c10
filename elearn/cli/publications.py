"""`elearn build|parity`: make the publications from the files, and prove that none lacks anything."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from elearn.cli.desk import Desk, with_desk
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import CourseRules
from elearn.document.problems import Problem
from elearn.kernel.errors import ElearnError
from elearn.render.agendas import UnknownAgenda, agenda_id
from elearn.render.base import UnknownNode
from elearn.render.parity import parity
from elearn.render.proof import ParityRow, State, counts
from elearn.render.publication import LacksLibrary, Part, Publication
from elearn.render.publications import PUBLICATIONS
from elearn.render.signs import strange_signs, told


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision as its files are now; `place` says in which of them, and on which line, an id stands."""

    revision: Revision
    place: Callable[[str], str]


_NAMES = sorted({publication.name for publication in PUBLICATIONS})
_FORMATS = sorted({publication.format for publication in PUBLICATIONS})


@click.command()
@with_desk
@click.option("--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write into; made where it does not exist.")
@click.option("--publication", "name", type=click.Choice(_NAMES), help="This publication alone.")
@click.option("--format", "file_format", type=click.Choice(_FORMATS), help="This format alone.")
@click.option("--lang", metavar="TAG", help="This language alone; else every published one.")
@click.option("--agenda", "choice", metavar="ID", default="",
              help="Only what this agenda needs, by its id: the end of it is enough, such as one-day.")
def build(desk: Desk, out: Path, name: str | None, file_format: str | None, lang: str | None,
          choice: str) -> None:
    """Build the publications from the content as it is now, without the database.

    Everything is read before anything is written; with an error in the content nothing is.

    \b
    Examples:
      elearn build --out dist/
      elearn build --out /tmp/manual --publication manual --format pdf --lang en
      elearn build --out /tmp/manual --publication manual --agenda one-day
    """
    os.environ["ELEARN_CONTENT"] = str(desk.content)
    wanted = [p for p in PUBLICATIONS if name in (None, p.name) and file_format in (None, p.format)]
    if not wanted:
        raise click.ClickException(f"{name} is not made as {file_format}")
    drafts = list(_revisions(desk, lang))
    files = [(draft, publication, part) for draft in drafts
             for publication, part in _parts(wanted, draft.revision, choice)]
    _refuse_strange_signs(drafts)
    out.mkdir(parents=True, exist_ok=True)
    lacking = {each for file in files if (each := _write(out, *file))}
    if lacking:
        raise click.ClickException(f"not everything was made: install {', '.join(sorted(lacking))}")


def _refuse_strange_signs(drafts: Iterable[Draft]) -> None:
    """Raise click.ClickException where a sign stands in a course that no shipped font draws."""
    found = [f"{draft.place(block)}: strange-sign: no font of ours draws {told(sign)} in {block}"
             for draft in drafts for block, sign in strange_signs(draft.revision.course)]
    if found:
        raise click.ClickException("\n".join(found))


def _parts(wanted: Iterable[Publication], revision: Revision,
           choice: str) -> list[tuple[Publication, Part]]:
    """Return the files to make: all of each publication, or those made for one agenda."""
    if not choice:
        return [(publication, part) for publication in wanted for part in publication.parts(revision)]
    offered = [(publication, part) for publication in wanted for part in publication.choices(revision)]
    try:
        chosen = agenda_id(choice, tuple(dict.fromkeys(part.key for _, part in offered)))
    except UnknownAgenda as error:
        raise click.ClickException(error.message) from error
    return [(publication, part) for publication, part in offered if part.key == chosen]


def _write(out: Path, draft: Draft, publication: Publication, part: Part) -> str:
    """Write one file; return the library that is lacking for it, or nothing."""
    began = time.monotonic()
    path = out / publication.file_name(draft.revision.course.header, part.key)
    try:
        path.write_bytes(publication.build(draft.revision, part.key))
    except LacksLibrary as error:
        click.echo(f"{path}  not made: {error.message}", err=True)
        return error.library
    except UnknownNode as error:
        raise click.ClickException(f"{draft.place(error.block)}: unknown-node: {error}") from error
    except ElearnError as error:
        raise click.ClickException(f"{path.name}: {error.message}") from error
    kilobytes = path.stat().st_size // 1024
    click.echo(f"{path}  {kilobytes} KB  {time.monotonic() - began:.1f} s")
    return ""


@click.command("parity")
@with_desk
@click.option("--lang", metavar="TAG", help="This language alone; else every published one.")
@click.option("--csv", "table", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Write every row, block by publication by language, into FILE.")
def parity_command(desk: Desk, lang: str | None, table: Path | None) -> None:
    """Look in every publication for every block: present, replaced, left out for a reason, or a gap.

    What is not simply present is listed. The exit status is 1 where a published language has a gap.

    \b
    Examples:
      elearn parity
      elearn parity --lang en --csv parity.csv
    """
    os.environ["ELEARN_CONTENT"] = str(desk.content)
    rows = tuple(row for revision, source in _pairs(desk, lang) for row in parity(revision, source))
    if table is not None:
        _save(table, rows)
    for row in rows:
        if row.state is not State.PRESENT:
            click.echo(f"{row.lang}  {row.publication}  {row.thing}  {row.state}: {row.reason}")
    for (tag, name), states in counts(rows).items():
        said = ", ".join(f"{count} {state}" for state, count in states.items())
        click.echo(f"{tag}  {name}: {said}", err=True)
    sys.exit(1 if any(row.state is State.GAP for row in rows) else 0)


def _save(path: Path, rows: Iterable[ParityRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        written = csv.writer(opened)
        written.writerow(["language", "publication", "block", "kind", "state", "reason"])
        for row in rows:
            written.writerow([row.lang, row.publication, row.thing, row.kind, row.state, row.reason])


def _pairs(desk: Desk, lang: str | None) -> Iterator[tuple[Revision, Revision | None]]:
    """Yield each revision with that of the source language, where it is another."""
    for rules in _rules(desk):
        source = _revision(desk, rules, rules.source_language).revision
        for tag in _languages(rules, lang):
            is_source = tag == rules.source_language
            yield (source, None) if is_source else (_revision(desk, rules, tag).revision, source)


def _revisions(desk: Desk, lang: str | None) -> Iterator[Draft]:
    for rules in _rules(desk):
        for tag in _languages(rules, lang):
            yield _revision(desk, rules, tag)


def _languages(rules: CourseRules, lang: str | None) -> tuple[str, ...]:
    """Return the published languages, or the one asked for, which may be a draft."""
    if lang is None:
        return rules.published
    if lang not in (*rules.published, *rules.drafts):
        raise click.ClickException(f"{rules.key} has no language {lang!r}")
    return (lang,)


def _rules(desk: Desk) -> tuple[CourseRules, ...]:
    every, problems = desk.rules()
    if problems:
        raise click.ClickException("\n".join(str(problem) for problem in problems))
    return every


def _revision(desk: Desk, rules: CourseRules, lang: str) -> Draft:
    """Load one language; raise click.ClickException with every problem where it cannot be built."""
    loaded = desk.load(rules, lang)
    if loaded.course is None:
        told = "\n".join(str(desk.placed(problem, desk.folder(rules))) for problem in loaded.problems)
        raise click.ClickException(f"{rules.key} [{lang}] cannot be built\n{told}")

    def place(id_: str) -> str:
        file, line = loaded.positions.get(id_, ("", 1))
        found = desk.placed(Problem(file, line, "", ""), desk.folder(rules))
        return f"{found.file}:{found.line}"

    return Draft(revision_of(loaded.course, loaded.bank), place)


commands = [build, parity_command]
