"""The reading of one file: what it declares, what it points to, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from elearn.document.sources import SourceCatalogue
from elearn.source.findings import Findings


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that a file points to: by a `link`, or by an agenda's `session`."""

    target: str
    line: int
    kind: str = "link"


@dataclass(slots=True)
class Reading:
    """What is gathered while one file is read. `declared` maps each id to its line."""

    file: str
    sources: SourceCatalogue | None
    findings: Findings
    declared: dict[str, int] = field(default_factory=dict)
    option_lines: dict[str, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)

    def declare(self, item_id: str, line: int) -> None:
        """Note an id and its line; report it where the file has it already."""
        if item_id in self.declared:
            self.findings.add(
                line, "id-twice", f"the id {item_id} was given already in line {self.declared[item_id]}"
            )
        else:
            self.declared[item_id] = line

    def problem(self, line: int, code: str, message: str) -> None:
        self.findings.add(line, code, message)
