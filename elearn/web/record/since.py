"""What changed in the course since someone finished it: told, and nothing asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.document.catalogue import Revision
from elearn.document.comparison import Change, Part, What
from elearn.document.weighing import Weight
from elearn.kernel.errors import NotFound
from elearn.learning import activations
from elearn.learning.activations import News
from elearn.learning.queries import Enrolled
from elearn.web import context, identity
from elearn.web.guards import signed_in
from elearn.web.shelf import Shelf

# A rule, an instrument and a test item are told in other ways; an option is told with its question.
_TOLD = (Part.MODULE, Part.UNIT, Part.SECTION, Part.QUESTION, Part.SCENARIO, Part.REFLECTION, Part.TERM)
_ITEMS = (Part.QUESTION, Part.SCENARIO, Part.REFLECTION)
_news: Shelf[News] = Shelf(64)


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words: what it is, its title, what became of it, where it is, what is said of it."""

    what: str
    title: str
    became: str
    address: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, a module or the glossary, with what changed in it; no address where it is gone."""

    title: str
    address: str
    told: tuple[Told, ...]


@signed_in
def changes() -> ResponseReturnValue:
    visitor = identity.visitor()
    if visitor is None:
        abort(401)
    enrolled = visitor.enrolled
    if enrolled is None or enrolled.completed_at is None:
        raise NotFound
    pair = _pair(enrolled)
    news = _between(*pair) if pair else News((), {})
    return render_template(
        "record/changes.html", completed_at=enrolled.completed_at,
        places=tuple(_places(news, *pair)) if pair else (), lang=pair[1].lang if pair else "",
        slips=sum(map(_is_slip, news.changes)), sentences=news.sentences.get("", ()),
        tests=sum(each.part is Part.TEST_ITEM for each in news.changes))


def has_news(enrolled: Enrolled | None) -> bool:
    """Say whether something changed, since this enrolment was completed, of which the page would tell."""
    pair = _pair(enrolled) if enrolled and enrolled.completed_at else None
    return pair is not None and any(
        each.part is Part.TEST_ITEM or _is_told(each) for each in _between(*pair).changes)


def _pair(enrolled: Enrolled) -> tuple[Revision, Revision] | None:
    """Return the revision someone finished on and the one served in its language; None if they are one."""
    assert enrolled.completed_at is not None
    catalogue = context.current().catalogue
    finished = catalogue.by_id(activations.completed_in(enrolled.id, enrolled.completed_at))
    served_id = catalogue.current_ids.get((finished.key, finished.lang)) if finished else None
    if finished is None or served_id is None or served_id == finished.id:
        return None
    return finished, catalogue.revisions[served_id]


def _between(finished: Revision, served: Revision) -> News:
    name = (finished.id, served.id, activations.latest())
    return _news.get(name, lambda: activations.news(finished, served))


def _is_told(change: Change) -> bool:
    is_light = change.what is What.CHANGED and change.weight is Weight.TYPO
    return change.part in _TOLD and not change.is_for_trainers and not is_light


def _is_slip(change: Change) -> bool:
    return change.part in _TOLD and not change.is_for_trainers and not _is_told(change)


def _places(news: News, finished: Revision, served: Revision) -> Iterator[Place]:
    """Yield where something changed, in the order of the course, what is gone last."""
    by_home: dict[str, list[Change]] = {}
    for each in filter(_is_told, news.changes):
        by_home.setdefault(each.home, []).append(each)
    here, before = _homes(served), _homes(finished, is_served=False)
    gone = {key: before[key] for key in before if key not in here}
    for home, (title, address) in {**here, **gone}.items():
        if home in by_home:
            mine = _whole(by_home[home]) or by_home[home]
            yield Place(title, address, tuple(_told(each, news, address) for each in mine))


def _whole(changes: list[Change]) -> list[Change]:
    """Return the change by which a unit or module came or went, which says it of all that stands in it."""
    return [each for each in changes
            if each.part in (Part.UNIT, Part.MODULE) and each.what is not What.CHANGED]


def _homes(revision: Revision, *, is_served: bool = True) -> dict[str, tuple[str, str]]:
    """Return title and address of everything that changes stand in, by id; the glossary has none."""
    found: dict[str, tuple[str, str]] = {}
    for module in revision.open.modules:
        found[module.id] = module.title, url_for("course.overview") if is_served else ""
        for unit in module.units:
            found[unit.id] = unit.title, url_for("course.unit", unit_id=unit.id) if is_served else ""
    return {**found, "": (gettext("Glossary"), url_for("course.glossary"))}


def _told(change: Change, news: News, address: str) -> Told:
    is_there = address and change.what is not What.WITHDRAWN
    anchor = f"#{change.id}" if change.id != change.home and change.part is not Part.TERM else ""
    return Told(_kind(change.part), change.title, _became(change), f"{address}{anchor}" if is_there else "",
                news.sentences.get(change.id, ()))


def _kind(part: Part) -> str:
    return {
        Part.MODULE: gettext("Module"), Part.UNIT: gettext("Unit"), Part.SECTION: gettext("Text"),
        Part.QUESTION: gettext("Question"), Part.SCENARIO: gettext("Story"),
        Part.REFLECTION: gettext("Reflection"), Part.TERM: gettext("Term"),
    }[part]


def _became(change: Change) -> str:
    if change.what is What.ADDED:
        return gettext("new")
    if change.what is What.WITHDRAWN:
        return gettext("no longer in the course")
    if change.weight is Weight.KEY:
        return gettext("the answers were corrected") if change.part in _ITEMS else gettext("corrected")
    return gettext("says something else")
