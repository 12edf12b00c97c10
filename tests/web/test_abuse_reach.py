"""Every route × role × object: who is let in, and that what is another's cannot be told from nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from elearn.web.guards import guard_of
from tests.databases import Database
from tests.house.layout import PACKAGE
from tests.web import reach
from tests.web.peopled import World, classed, gist, new_secret, world
from tests.web.reach import MALFORMED, NOWHERE, Answer, Owner, Role, Route, gate

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Good values of arguments; what is a person's own comes from what they hold.
VALUES = {
    "lang": "en", "unit_id": "m2-story", "item_id": "m2-r1",
    "section_id": "m2-story", "block_id": "m1-q1", "where": "m2-r1",
    "name": "self-directed", "file_format": "html", "agenda_id": "tm-a1", "page": "by-role",
    "test": "entry", "place": "1", "kind": "credential.json", "token": "x" * 43,
    "course.media:name": "nothing-is-there.svg", "system.static:name": "elearn.css",
    "downloads.manual:name": "manual", "part": "m1-c1", "paragraph": "bp-2.5",
    "site": "nairobi", "key": "all_all_en",
}
# Good addresses that lead to nothing here, since nothing is there: no picture, no part, no result yet.
EMPTY = {"reports.donor_report", "reports.donor_file", "reports.compare_csv", "reports.compare_xlsx",
         "course.media", "downloads.chosen_manual_file", "patterns.index"}
# What one learner alone has here: a certificate, and having finished an earlier revision.
HELD_BY_ONE = {"certificates.download", "record.changes"}
# Open views that keep words for nobody, and views that ask for a code of this very moment.
MORE = {"course.act": {Answer.ASKED}, "accounts.second_factor_codes": {Answer.FORBIDDEN},
        "accounts.second_factor_remove": {Answer.FORBIDDEN}, "course.sources": {Answer.MOVED}}
# What exists, but is of another kind: an item for a unit, a test's question for an item.
ELSEWHERE = {"unit_id": "m2-r1", "item_id": "m1-q1", "block_id": "t-final-one", "where": "t-final-one",
             "section_id": "m2-r1", "key": "2026-13_XA_en",
             "name": "manual", "lang": "xx", "page": "person", "test": "practice", "place": "99",
             "downloads.manual:name": "self-directed", "course.media:name": "sources.toml",
             "system.static:name": "guards.py"}
# Where staff look at one person, which is written into that person's log.
LOOKING = {"corrections.correct"}
# What ends a sign-in, so that the next request needs another.
ENDING = {"accounts.sign_out", "accounts.sessions_end"}
# Each way of writing what is not there is tried as one of everybody who is answered differently.
SPELLING = {Role.VISITOR, Role.LEARNER, Role.OFFICER}


@pytest.fixture(scope="module")
def served(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(database, tmp_path_factory.mktemp("reach")) as made:
        yield made


def arguments(route: Route) -> list[str]:
    return re.findall(r"<(?:[^:>]+:)?(\w+)>", route.rule)


def value(served: World, route: Route, name: str, role: Role, *, of: Role | None = None) -> str:
    """Return a good value for an argument: the asker's own thing, or that of somebody else."""
    if route.owner(name) in (Owner.OWN, Owner.PUBLIC, Owner.DESK):
        # A certificate is held by one learner alone, a report is read by staff.
        whose = of or (Role.LEARNER if route.owner(name) is not Owner.OWN else role)
        return served.owned[whose].named.get(name, "") or "0" * 20
    return VALUES.get(f"{route.endpoint}:{name}") or VALUES[name]


def address(served: World, route: Route, role: Role, **instead: str) -> str:
    """Return an address of a route in which all is well but for what is put `instead`."""
    def filled(found: re.Match[str]) -> str:
        name = found.group(1)
        return quote(instead[name] if name in instead else value(served, route, name, role), safe="")
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", filled, route.rule)


def led(served: World, route: Route, path: str) -> tuple[str, Answer | None]:
    """Return the guard at an address, or what is said where no view stands."""
    try:
        endpoint, _ = served.app.url_map.bind("localhost").match(
            reach_path(path), method=route.method)
    except RequestRedirect:
        return "", Answer.MOVED
    except MethodNotAllowed:
        return "", Answer.NO_METHOD
    except HTTPException:
        return "", Answer.NOT_FOUND
    guard = guard_of(served.app.view_functions[endpoint])
    return (route.guard, None) if endpoint == route.endpoint else (guard, Answer.IN)


def reach_path(path: str) -> str:
    """Return the path as a server hands it on."""
    return unquote(path)


class Table:
    """Collects the cells that are not as they should be, each with its name."""

    def __init__(self, served: World, route: Route) -> None:
        self.served, self.route, self.cells = served, route, 0
        self.wrong: list[str] = []

    def try_(self, role: Role, named: str, due: frozenset[Answer], path: str,
             form: dict[str, str] | None = None) -> tuple[int, str]:
        sent = self.served.ask(role, self.route.method, path, form)
        self.cells += 1
        found = classed(self.route.method, sent)
        if found not in due:
            wanted = " or ".join(sorted(each.value for each in due))
            self.wrong.append(f"[{role}] [{named}] {path[:90]}: {sent.status_code}, should be {wanted}")
        for whose, own in self.served.owned.items():
            if whose is not role and own.words and own.words.encode() in sent.data:
                self.wrong.append(f"[{role}] [{named}] {path[:90]}: shows the words of {whose}")
            if whose is not role and own.person_id not in path and own.person_id.encode() in sent.data:
                self.wrong.append(f"[{role}] [{named}] {path[:90]}: shows the id of {whose}")
        return gist(sent, path, *(form or {}).values(), *re.findall(r"[\w-]{20,}", path))


def well(route: Route, role: Role) -> frozenset[Answer]:
    """Return what a good request of a role may be answered."""
    said = gate(route.guard, role)
    if said is not Answer.IN:
        return frozenset({said})
    if route.endpoint in EMPTY or "/<part>." in route.rule:
        return frozenset({Answer.NOT_FOUND})
    if route.endpoint in HELD_BY_ONE and role is not Role.LEARNER:
        return frozenset({Answer.NOT_FOUND})
    return frozenset({Answer.IN, Answer.REFUSED}) | MORE.get(route.endpoint, set())


@pytest.mark.parametrize("route", reach.routes(), ids=str)
def test_every_route_role_and_object(served: World, route: Route) -> None:
    table = Table(served, route)
    held = belongings(served, route)
    for role in (each for each in Role if each is not Role.LEARNER):
        try_all(table, role)
    assert belongings(served, route) == held, f"{route}: others changed what is a learner's"
    try_all(table, Role.LEARNER)
    assert not table.wrong, f"{route}: {len(table.wrong)} of {table.cells} cells\n" + "\n".join(table.wrong)


def belongings(served: World, route: Route) -> list[str]:
    """Return what is a learner's; but for the log of the account where to look is to be written there."""
    held = served.belongings(Role.LEARNER)
    return [row for row in held if not row.startswith("audit_entry")] if route.endpoint in LOOKING else held


def try_all(table: Table, role: Role) -> None:
    """Try one route as one role: as it should be used, then with every object it should not be."""
    served, route = table.served, table.route
    form = fields(served, route, role)
    try_spelling(table, role, "well", address(served, route, role), well(route, role), form)
    if route.endpoint in ENDING:
        served.renew(role)
    for name in arguments(route):
        if route.owner(name) is Owner.TAG:
            try_tag(table, role)
            continue
        due = not_there(route, role, name)
        nowhere = try_spelling(table, role, f"{name}: missing",
                               address(served, route, role, **{name: missing(route, name)}), due, form)
        if route.owner(name) is Owner.OWN:
            other = Role.LEARNER if role is not Role.LEARNER else Role.OTHER
            anothers = address(served, route, role, **{name: value(served, route, name, role, of=other)})
            if table.try_(role, f"{name}: another's", due, anothers, form) != nowhere:
                table.wrong.append(f"[{role}] [{name}] another's can be told from what is nowhere")
        spellings = {"elsewhere": ELSEWHERE.get(f"{route.endpoint}:{name}") or ELSEWHERE.get(
            name, served.owned[Role.LEARNER].person_id)}
        for said, text in (spellings | (MALFORMED if role in SPELLING else {})).items():
            try_spelling(table, role, f"{name}: {said}",
                         address(served, route, role, **{name: text}), due, form)
    try_fields(table, role, form)


def try_spelling(
    table: Table, role: Role, said: str, path: str, due: frozenset[Answer], form: dict[str, str],
) -> tuple[int, str]:
    """Try an address that may be that of another page, and is then answered as that one is."""
    guard, instead = led(table.served, table.route, path)
    if guard and instead is not None:
        due = ANY if gate(guard, role) is Answer.IN else frozenset({gate(guard, role)})
    elif instead is not None:
        due = frozenset({instead})
    return table.try_(role, said, due, path, form)


def try_tag(table: Table, role: Role) -> None:
    """See that no view stands at what is no language, whoever asks; one page of each is asked for."""
    served, route = table.served, table.route
    for text in MALFORMED.values():
        path = address(served, route, role, lang=text)
        guard, _ = led(served, route, path)
        assert text == "" or guard == "", path
    nowhere = frozenset({Answer.NOT_FOUND, Answer.NO_METHOD})
    table.try_(role, "lang: missing", nowhere, address(served, route, role, lang="xx"))


ANY = frozenset({Answer.IN, Answer.REFUSED, Answer.NOT_FOUND, Answer.ASKED})


def not_there(route: Route, role: Role, name: str) -> frozenset[Answer]:
    """Return what a role may be answered where the object named is not there for it."""
    said = gate(route.guard, role)
    return NOWHERE[route.owner(name)] if said is Answer.IN else frozenset({said})


def missing(route: Route, name: str) -> str:
    """Return what is written as the object would be and is none."""
    if name == "code":
        return new_secret()[:20]
    if name in ("report_id", "token"):
        return new_secret()
    if name == "look":
        return "2000000"
    return "97" if name == "place" and "int:" in route.rule else "m9-nowhere"


def fields(served: World, route: Route, role: Role) -> dict[str, str]:
    """Return a form that names one's own things."""
    if route.method != "POST":
        return {}
    named = served.owned[role].named
    form = {name: named.get(name, "") for name in reach.FIELDS.get((route.endpoint, "POST"), ())}
    form |= {"event": new_secret()} if "event" in form else {}
    return form


def try_fields(table: Table, role: Role, form: dict[str, str]) -> None:
    """Name in each field what is another's: it is answered as what is nowhere."""
    served, route = table.served, table.route
    other = Role.LEARNER if role is not Role.LEARNER else Role.OTHER
    for name in reach.FIELDS.get((route.endpoint, route.method), ()):
        kind, said = reach.NAMES[name], gate(route.guard, role)
        due = frozenset({said}) if said is not Answer.IN else (
            NOWHERE[Owner.OWN] if kind is reach.Field.OWN else ANY)
        answers = []
        nothing = new_secret() + ("-1" if name == "draft" else "")
        for which, text in (("missing", nothing), ("another's", served.owned[other].named.get(name, "x"))):
            path, sent = address(served, route, role), {**form, "event": new_secret(), name: text}
            if route.method == "GET":
                path, sent = f"{path}?{name}={quote(text)}", {}
            answers.append(table.try_(role, f"field {name}: {which}", due, path, sent))
        if answers[0] != answers[1]:
            table.wrong.append(f"[{role}] [field {name}] another's can be told from what is nowhere")


@pytest.mark.parametrize("rule", sorted({route.rule for route in reach.routes()}))
def test_a_method_that_no_line_names_is_none(served: World, rule: str) -> None:
    route = next(each for each in reach.routes() if each.rule == rule)
    for role in Role:
        path = address(served, route, role)
        taken = {each.method for each in reach.routes()
                 if led(served, each, path) == (each.guard, None)}
        for method in set(METHODS) - taken:
            sent = served.ask(role, method, path)
            assert sent.status_code in (405, 308), f"[{role}] {method} {path}: {sent.status_code}"


def test_every_guard_argument_and_field_has_a_row() -> None:
    for route in reach.routes():
        gate(route.guard, Role.LEARNER)
        for name in arguments(route):
            route.owner(name)
    read = {(path.relative_to(PACKAGE).as_posix(), name)
            for path in (PACKAGE / "web").rglob("*.py")
            for name in re.findall(r"\b(?:form|args|values|files|sent)\.get(?:list)?\(\s*\"([\w-]+)\"",
                                   path.read_text(encoding="utf-8"))}
    assert len(read) > 20
    unknown = {each for each in read if each[1] not in reach.NAMES | reach.ARGUMENTS}
    assert not unknown, "say in reach.NAMES what these name"


def test_nothing_is_in_the_table_that_is_nowhere_else() -> None:
    endpoints = {(route.endpoint, route.method) for route in reach.routes()}
    assert set(reach.FIELDS) <= endpoints
    named = {name.partition(":")[0] for name in reach.ARGUMENTS if ":" in name}
    assert named <= {endpoint for endpoint, _ in endpoints}
