"""What an author did wrong: a place, a code, a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `file` is relative to the content or courses folder; `line` counts from 1.

    A warning does not stop a build; `elearn check --strict` counts it as an error.
    """

    file: str
    line: int
    code: str
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


class ContentError(Exception):
    """Content that cannot be built. `problems` holds every reason, never empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
