"""Who reaches what: the small table from which every route × role × object is tried.

What is said here is what should be: `guard → roles` and `argument → owner rule`. The routes come from
tests/house/routes.txt. A route, a guard, an argument or a field that is read and has no line here fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """Who asks. The last four hold the cookie of a sign-in that is not, or no more, what it was."""

    VISITOR = "visitor"
    LEARNER = "learner"
    OTHER = "another learner"
    TRAINER = "trainer"
    FOCAL_POINT = "focal_point"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    HALF = "officer without second factor"
    SIGNED_OUT = "signed out mid-session"
    REVOKED = "role revoked mid-session"
    LOCKED = "locked mid-session"
    DEMOTED = "officer of before, signed in as learner"


SIGNED_IN = frozenset({Role.LEARNER, Role.OTHER, Role.TRAINER, Role.FOCAL_POINT, Role.OFFICER,
                       Role.ADMINISTRATOR, Role.DEMOTED})


class Answer(StrEnum):
    """Classes of answers: all that a test needs to know of one."""

    IN = "let in"
    ASKED = "asked to sign in (303 there, 401 for a form)"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    REFUSED = "400, 409, 410 or 429"
    NO_METHOD = "405"
    MOVED = "308 to another spelling"
    BROKEN = "any other"


def gate(guard: str, role: Role) -> Answer:
    """Return what a guard says to a role; raise LookupError for a guard without a line."""
    if guard == "open":
        return Answer.IN
    if guard == "password":
        return Answer.IN if role in SIGNED_IN | {Role.HALF} else Answer.ASKED
    if role not in SIGNED_IN:
        return Answer.ASKED
    if guard == "signed-in":
        return Answer.IN
    kind, _, named = guard.partition(" ")
    if kind != "roles" or not set(named.split()) <= {each.value for each in Role}:
        raise LookupError(f"no row for the guard {guard!r}")
    return Answer.IN if role.value in named.split() else Answer.FORBIDDEN


class Owner(StrEnum):
    """Whose an object is. Whatever is not one's own is answered as if it were nowhere."""

    TAG = "a language of the interface"
    PLACE = "a part of the course or a publication: the same for all who are let in"
    DESK = "something of a learner that only the roles of the guard see"
    OWN = "one person's: to others it does not exist"
    OWN_PLACE = "a part of the course, at which only one's own record is shown"
    PUBLIC = "published: whoever has its number sees it"
    LINK = "the secret of a letter, taken out of the address before it is looked at"


# Argument, or endpoint:argument where one name means two things → whose it is.
ARGUMENTS: dict[str, Owner] = {
    "lang": Owner.TAG,
    "unit_id": Owner.PLACE, "item_id": Owner.PLACE, "block_id": Owner.PLACE, "where": Owner.PLACE,
    "name": Owner.PLACE, "part": Owner.PLACE, "file_format": Owner.PLACE, "agenda_id": Owner.PLACE,
    "page": Owner.PLACE, "test": Owner.PLACE, "place": Owner.PLACE, "kind": Owner.PLACE,
    "paragraph": Owner.PLACE, "key": Owner.PLACE,
    "record.unit:unit_id": Owner.OWN_PLACE, "record.text:item_id": Owner.OWN_PLACE,
    "record.delete_text:item_id": Owner.OWN_PLACE,
    "notes.save:section_id": Owner.PLACE, "section_id": Owner.OWN_PLACE,
    "look": Owner.OWN, "site": Owner.PLACE,
    "report_id": Owner.DESK, "enrolment": Owner.DESK, "token": Owner.LINK,
    "certificates.download:code": Owner.OWN, "certificates.verify_code:code": Owner.PUBLIC,
}

# The answers that an argument which is not there may get, from whoever is let in.
NOWHERE: dict[Owner, frozenset[Answer]] = {
    owner: frozenset({Answer.NOT_FOUND}) for owner in Owner} | {
    Owner.LINK: frozenset({Answer.IN}),
    # The body of the form is empty as well, which may be said first.
    Owner.OWN_PLACE: frozenset({Answer.NOT_FOUND, Answer.REFUSED})}


class Field(StrEnum):
    """What becomes of a field, of a form or an address, that names what is another's or nowhere."""

    OWN = "answered as not found"
    QUIET = "passed over: the answer is that for nothing"
    VALUE = "names no object"


# Each name that the web reads out of a form or an address by hand.
NAMES: dict[str, Field] = {
    "attempt": Field.OWN,
    "post": Field.QUIET, "which": Field.QUIET, "event": Field.QUIET, "base": Field.QUIET,
    "draft": Field.QUIET, "page": Field.QUIET, "kept": Field.QUIET,
    "revision": Field.QUIET, "in": Field.QUIET, "again": Field.QUIET, "next": Field.QUIET,
    **dict.fromkeys(("figure", "first", "kind", "second", "year",
                     "act", "after", "any", "changed", "choice", "code", "csrf_token", "dir", "file", "go",
                     "language", "mark", "part",
                     "name", "q", "restart", "state", "step", "sure", "text", "theme", "told", "v",
                     "whose"), Field.VALUE),
}

# Endpoint and method → the fields by which a person's own things are named there.
FIELDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("assessment.question", "GET"): ("attempt",), ("assessment.review", "GET"): ("attempt",),
    ("assessment.result", "GET"): ("attempt",), ("assessment.answer", "POST"): ("attempt", "event", "base"),
    ("assessment.submit", "POST"): ("attempt", "event"), ("assessment.begin", "POST"): ("event",),
    ("assessment.declare_reading", "POST"): ("event",),
    ("accounts.sessions_end", "POST"): ("which",), ("keeping.throw_away", "POST"): ("post",),
    ("keeping.draft", "POST"): ("event", "base", "draft", "page"),
    ("course.unit", "GET"): ("draft",),
    ("course.act", "POST"): ("event", "base", "draft", "kept"),
    ("notes.save", "POST"): ("event", "base", "kept"), ("notes.delete", "POST"): ("event", "base"),
    ("record.change", "POST"): ("event",), ("record.delete_text", "POST"): ("event", "base"),
    ("mistakes.report", "GET"): ("in", "draft"), ("mistakes.report", "POST"): ("in", "draft", "event"),
}

# Ways to write what is not there. `missing` and `elsewhere` are made for each argument.
MALFORMED: dict[str, str] = {
    "0": "0", "negative": "-1", "empty": "", "list": "m2-story,m2-read", "json list": "[1,2]",
    "very long": "x" * 5000, "unicode": "é\u202e\u200b判", "path": "../../etc/passwd",
    "dots": "..", "null byte": "m2-story\0", "sql": "' or 1=1--", "wildcard": "%",
    "template": "{{121667*907}}",
}


@dataclass(frozen=True, slots=True)
class Route:
    """A line of routes.txt for one method."""

    rule: str
    method: str
    guard: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule} ({self.endpoint})"

    def owner(self, argument: str) -> Owner:
        """Return whose the object is that an argument names; raise LookupError without a line."""
        found = ARGUMENTS.get(f"{self.endpoint}:{argument}") or ARGUMENTS.get(argument)
        if found is None:
            raise LookupError(f"no row for the argument {argument!r} of {self}")
        return found


def routes() -> tuple[Route, ...]:
    """Return every route and method of the list."""
    listed = Path(__file__).parents[1] / "house" / "routes.txt"
    lines = (line.split(" | ") for line in listed.read_text(encoding="utf-8").splitlines())
    return tuple(Route(rule, method, guard, endpoint)
                 for rule, methods, guard, endpoint in lines for method in methods.split(","))
