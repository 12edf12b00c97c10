"""What stands of a record and what a correction would do, in words."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import format_date, gettext, pgettext

from elearn.accounts import countries, sites
from elearn.accounts.services.correcting import Traits
from elearn.learning.acts import EventKind, Route, Status
from elearn.learning.certificates.rules import Fate, shown_code
from elearn.learning.subjects import Subject
from elearn.learning.withdrawal import Foretold, OnRecord
from elearn.reports.wording import values
from elearn.web import languages
from elearn.web.wording import judicial_roles, tongue


def of_record(each: OnRecord) -> str:
    """Return what a workshop or a declared reading is called."""
    recorded = format_date(each.recorded_at, "long", rebase=False)
    if each.kind is EventKind.DECLARE:
        return gettext("The word that the whole text was read, given on %(day)s", day=recorded)
    return gettext(
        "A workshop of %(minutes)s minutes held on %(day)s, recorded on %(recorded)s",
        minutes=each.minutes, day=format_date(each.held_on, "long", rebase=False), recorded=recorded)


def _route(held: Route) -> str:
    return values.value(tongue(), "route", held.value)


def of_subject(held: Subject, traits: Traits) -> tuple[tuple[str, str], ...]:
    """Return (name, value) of what stands of somebody."""
    status = {
        Status.ENROLLED: pgettext("status", "Enrolled"), Status.STARTED: pgettext("status", "Started"),
        Status.COMPLETED: pgettext("status", "Completed")}[held.status]
    completed = format_date(held.completed_at, "long", rebase=False) if held.completed_at else gettext("no")
    return (
        (gettext("Name"), held.name), *((name, value) for name, value in of_traits(traits)),
        (gettext("Route"), _route(held.route)), (gettext("Status"), status),
        (gettext("Completed"), completed),
        (gettext("Valid certificate"), held.certificate or gettext("none")))


def of_traits(traits: Traits) -> tuple[tuple[str, str], ...]:
    """Return (name, value) of country, site and work."""
    return (
        (gettext("Country"), countries.name(traits.country, languages.current())),
        (gettext("Training site"), sites.site_name(traits.site) or gettext("No training site")),
        (gettext("Work in the justice system"), dict(judicial_roles())[traits.judicial_role.value]))


def of_foretold(found: Foretold) -> tuple[str, ...]:
    """Return what a withdrawal does, sentence by sentence."""
    return (gettext("This counts as if it had never been: %(what)s.", what=of_record(found.wrong)),
            *_of_completion(found), *_of_route(found), *_of_certificate(found))


def _of_completion(found: Foretold) -> Iterable[str]:
    was, is_now = found.before.completed_at, found.after.completed_at
    if was is None:
        yield gettext("There is no completion to lose.")
    elif was == is_now:
        yield gettext("The completion is not touched.")
    elif is_now is None:
        yield gettext("This withdraws the completion of %(day)s, which rested on it alone.",
                      day=format_date(was, "long", rebase=False))
    else:
        yield gettext(
            "The course was completed otherwise too: the completion is that of %(day)s, not of %(before)s.",
            day=format_date(is_now, "long", rebase=False), before=format_date(was, "long", rebase=False))


def _of_route(found: Foretold) -> Iterable[str]:
    if found.before.route is not found.after.route:
        yield gettext("The route is “%(route)s”, not “%(before)s”.",
                      route=_route(found.after.route), before=_route(found.before.route))


def _of_certificate(found: Foretold) -> Iterable[str]:
    code = shown_code(found.certificate) if found.certificate else ""
    if found.fate is Fate.REVOKED:
        yield gettext("This revokes certificate %(code)s, with your reason.", code=code)
    elif found.fate is Fate.REPLACED:
        yield gettext("Certificate %(code)s is superseded by another one that says how the course was "
                      "completed.", code=code)
    elif found.fate is Fate.KEPT:
        yield gettext("Certificate %(code)s stays valid.", code=code)


def of_change(before: Traits, after: Traits) -> tuple[str, ...]:
    """Return what a correction of traits does, field by field."""
    return tuple(
        gettext("%(field)s: “%(after)s”, not “%(before)s”.", field=name, before=was, after=value)
        for (name, was), (_, value) in zip(of_traits(before), of_traits(after), strict=True)
        if was != value)
