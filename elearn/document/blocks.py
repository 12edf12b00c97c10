"""Named blocks: what acts, what is for trainers, what stands beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from elearn.document.nodes import Inlines, Prose, Reference
from elearn.document.questions import OpenQuestion, Question, Verdict

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Figure:
    """`src` is a path under `media/`; `alt` carries its whole meaning."""

    id: str
    src: str
    alt: str
    caption: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    id: str
    title: str
    body: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Case(Generic[B]):
    id: str
    title: str
    cites: tuple[Reference, ...]
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Aside(Generic[B]):
    title: str
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Tip(Generic[B]):
    title: str
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class TakeAway(Generic[B]):
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Only(Generic[B]):
    """Shown in one publication alone (`course`, `self-directed`, `manual`), for a declared reason."""

    publication: str
    reason: str
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Slot(Generic[B]):
    """A place a national edition fills; `body` is the international default, `note` is for the editor."""

    id: str
    note: str
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class OpenSlot(Generic[B]):
    id: str
    body: tuple[B, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a scenario step; `target` is the id of the next step."""

    key: str
    text: Inlines
    verdict: Verdict
    target: str
    feedback: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Debrief:
    """What an ending or a session comes back to. `minutes` is 0 outside a session."""

    cites: tuple[Reference, ...]
    body: tuple[Prose, ...]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """`feedback` is told on arriving; an ending has a verdict, a debrief and no choices."""

    id: str
    body: tuple[Prose | Figure, ...]
    choices: tuple[Choice, ...]
    ending: Verdict | None = None
    feedback: tuple[Prose, ...] = ()
    debrief: Debrief | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A branching case; the first of `steps` is where it begins."""

    id: str
    title: str
    cites: tuple[Reference, ...]
    body: tuple[Prose | Trainer, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OpenChoice:
    place: int
    text: Inlines
    target: str


@dataclass(frozen=True, slots=True)
class OpenStep:
    id: str
    body: tuple[Prose | Figure, ...]
    choices: tuple[OpenChoice, ...]
    is_ending: bool


@dataclass(frozen=True, slots=True)
class OpenScenario:
    id: str
    title: str
    cites: tuple[Reference, ...]
    body: tuple[Prose, ...]
    steps: tuple[OpenStep, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """A private question; `lines` is the writing space in print; `model` is shown afterwards."""

    id: str
    title: str
    lines: int
    body: tuple[Prose | Trainer, ...]
    model: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenReflection:
    id: str
    title: str
    lines: int
    body: tuple[Prose, ...]
    has_model: bool


@dataclass(frozen=True, slots=True)
class Trainer:
    """Text beside the course, for trainers. `minutes` is 0 where the author gave none."""

    minutes: int
    body: tuple[Prose | Checklist | Tip[Prose], ...]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a session or an agenda; in an agenda `session` may name the session that fills it."""

    title: str
    minutes: int
    session: str
    body: tuple[Prose | Checklist, ...]


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    title: str
    minutes: int
    aim: str
    outcomes: tuple[str, ...]
    method: str
    materials: str
    body: tuple[Prose | Checklist | Tip[Prose] | Trainer, ...]
    steps: tuple[PlanStep, ...]
    debrief: Debrief | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """`begins` counts minutes from midnight; 0 where the author leaves the hour open."""

    id: str
    title: str
    minutes: int
    body: tuple[Prose, ...]
    steps: tuple[PlanStep, ...]
    begins: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in: words, a list or a table, then `lines` to write upon.

    `choose` (`one`, `all`) puts a box before each point of the list, or into each empty cell of the table;
    in a table `lines` is the height of its rows. `columns` are their widths in proportion, () as words ask.
    """

    lines: int
    choose: str
    columns: tuple[int, ...]
    body: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Pages of their own to copy and fill in, in the manual alone; `is_wide`: the paper on its side."""

    id: str
    title: str
    is_wide: bool
    body: tuple[Prose | Field, ...]


Block = (
    Prose | Figure | Checklist | Question | Scenario | Reflection | Trainer | Session | Agenda | Form
    | Case["Block"] | Aside["Block"] | Tip["Block"] | TakeAway["Block"] | Only["Block"]
    | Slot["Block"]
)
OpenBlock = (
    Prose | Figure | Checklist | OpenQuestion | OpenScenario | OpenReflection
    | Case["OpenBlock"] | Aside["OpenBlock"] | Tip["OpenBlock"] | TakeAway["OpenBlock"]
    | Only["OpenBlock"] | OpenSlot["OpenBlock"]
)
