"""What an author's command works on: the course files and the content they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from elearn.document.course import CourseRules
from elearn.document.problems import Problem
from elearn.kernel.paths import shipped
from elearn.source.check import review_of
from elearn.source.courses import find_course_files, load_rules
from elearn.source.load import Loaded, load_course
from elearn.source.review import Review

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Desk:
    """The two folders an author works in. `content` holds a folder for each body of content."""

    content: Path
    courses: Path

    def rules(self) -> tuple[tuple[CourseRules, ...], tuple[Problem, ...]]:
        """Read every course file; raise click.ClickException where there is none."""
        files = find_course_files(self.courses)
        if not files:
            raise click.ClickException(f"no course file (*.toml) in {self.courses}")
        read = [load_rules(file) for file in files]
        problems = [self.placed(p, self.courses) for _, found in read for p in found]
        return tuple(rules for rules, _ in read if rules is not None), tuple(problems)

    def folder(self, rules: CourseRules) -> Path:
        """Return the folder with the content of a course."""
        return self.content / rules.content

    def languages(self, rules: CourseRules) -> tuple[str, ...]:
        """Return the languages to check, the source language first; drafts only where a folder exists."""
        drafts = [lang for lang in rules.drafts if (self.folder(rules) / lang).is_dir()]
        return tuple(dict.fromkeys((rules.source_language, *rules.published, *drafts)))

    def load(self, rules: CourseRules, lang: str) -> Loaded:
        """Load one language of a course."""
        return load_course(self.folder(rules), rules, lang)

    def reviews(self) -> Iterator[Review]:
        """Yield every course in its source language; raise click.ClickException where one has errors."""
        for rules in self.rules()[0]:
            review = review_of(self.load(rules, rules.source_language), self.folder(rules))
            if review is None:
                raise click.ClickException(f"{rules.key} cannot be put together; run: elearn check")
            yield review

    def placed(self, problem: Problem, folder: Path) -> Problem:
        """Return a problem whose file is named as seen from where the command was called."""
        if not (folder / problem.file).exists() and (self.courses / problem.file).is_file():
            folder = self.courses
        path = (folder / problem.file).resolve()
        here = Path.cwd()
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        return replace(problem, file=shown.as_posix())


def with_desk(command: F) -> F:
    """Give a command the options `--content` and `--courses` and, from them, a `desk`."""

    def called(content: Path | None, courses: Path | None, **values: Any) -> Any:
        desk = Desk(content or shipped("content"), courses or shipped("courses"))
        return command(desk=desk, **values)

    called.__doc__ = command.__doc__
    called.__name__ = command.__name__
    called.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    for name in ("--courses", "--content"):
        click.option(name, type=folder, help=f"The {name[2:]} folder, if not the usual one.")(called)
    return called  # type: ignore[return-value]
