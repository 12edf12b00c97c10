"""What a publication is: a name and a format, one file or many, out of one cut of a revision.

LacksLibrary ← ElearnError
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from elearn.document.catalogue import Revision
from elearn.document.course import CourseHeader
from elearn.kernel.errors import ElearnError

EVERYONE = "self-study"
TRAINERS = "everything"


class LacksLibrary(ElearnError):
    """A publication cannot be made on this machine; `library` is what someone would install."""

    def __init__(self, library: str) -> None:
        super().__init__(f"{library} is not installed on this machine")
        self.library = library


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a publication: `key` is "" for a whole book, else the id or number it is about."""

    key: str = ""
    title: str = ""


WHOLE = Part()

Builder = Callable[[Revision, str], bytes]
PartsOf = Callable[[Revision], tuple[Part, ...]]


def whole(revision: Revision) -> tuple[Part, ...]:
    """Return the one part of a publication that is one file."""
    return (WHOLE,)


def nothing(revision: Revision) -> tuple[Part, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the register. `cut` is `self-study` (anyone may have it) or `everything` (trainers).

    `make` is given a revision and the key of a part. `parts` are the files that are always built, `choices`
    those that are built when someone asks (a manual for one agenda). `family` is the heading it is offered
    under: the name of the publication that it is another shape of.
    """

    name: str
    format: str
    media_type: str
    cut: str
    make: Builder
    parts: PartsOf = whole
    choices: PartsOf = nothing
    family: str = ""

    def build(self, revision: Revision, part: str = "") -> bytes:
        """Make one file; raise LacksLibrary, or any error of the renderer."""
        return self.make(revision, part)

    def file_name(self, header: CourseHeader, part: str = "") -> str:
        """Return the name under which someone saves it."""
        edition = "" if header.edition == "international" else header.edition
        words = (header.key.replace("_", "-"), edition, self.name, part, header.lang)
        return f"{'-'.join(filter(None, words))}.{self.format}"

    @property
    def key(self) -> str:
        """The name of this entry in manifests and addresses: `self-directed.pdf`."""
        return f"{self.name}.{self.format}"

    def part_key(self, part: str) -> str:
        """Return the name of one file of it: `handout.m2-c1.pdf`; no name or id has a dot."""
        return ".".join(filter(None, (self.name, part, self.format)))

    @property
    def heading(self) -> str:
        return self.family or self.name

    @property
    def is_for_trainers(self) -> bool:
        return self.cut == TRAINERS
