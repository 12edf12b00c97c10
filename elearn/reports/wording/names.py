"""What tables, families, dimensions, columns and flags are called."""

from __future__ import annotations

from collections.abc import Iterable

from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value


def title(t: Tongue, page: str, filtered_by: Iterable[tuple[str, str]] = ()) -> str:
    """Return the title of a page's table, its filters named."""
    filters = [t.gettext("years from %(month)s", month=value(t, name, held)) if name == "starts"
               else value(t, name, held) for name, held in filtered_by]
    # Translators: the title of a table and what it was filtered by.
    return t.gettext("%(title)s: %(filters)s", title=pages(t)[page],
                     filters=", ".join(filters)) if filters else pages(t)[page]


def pages(t: Tongue) -> dict[str, str]:
    """Return the titles of all tables."""
    return {
        "by-country": t.gettext("Completion by country"),
        "by-site": t.gettext("Completion by training site"),
        "by-role": t.gettext("Completion by role"),
        "by-court-level": t.gettext("Completion by court level"),
        "by-gender": t.gettext("Completion by gender"), "by-language": t.gettext("Completion by language"),
        "by-route": t.gettext("Completion by route"), "by-edition": t.gettext("Completion by edition"),
        "by-month": t.gettext("Completion by month"), "by-year": t.gettext("Completion by reporting year"),
        "funnel": t.gettext("From registering to the certificate"),
        "time-by-country": t.gettext("Time to complete by country"),
        "time-by-route": t.gettext("Time to complete by route"),
        "gain-by-country": t.gettext("Gain between the tests by country"),
        "gain-by-role": t.gettext("Gain between the tests by role"),
        "gain-by-route": t.gettext("Gain between the tests by route"),
        "gain-by-language": t.gettext("Gain between the tests by language"),
        "items": t.gettext("Questions of the tests"),
        "activity-by-country": t.gettext("Open and quiet enrolments by country"),
        "activity-by-site": t.gettext("Open and quiet enrolments by training site"),
        "data-quality": t.gettext("Quality of the data"),
    }


def family(t: Tongue, name: str) -> str:
    """Return the heading under which the tables of a family stand."""
    return {
        "reach": t.pgettext("family of tables", "Reach and completion"),
        "funnel": t.pgettext("family of tables", "The way through the course"),
        "time": t.pgettext("family of tables", "Time to complete"),
        "gain": t.pgettext("family of tables", "What was learned"),
        "items": t.pgettext("family of tables", "The questions of the tests"),
        "activity": t.pgettext("family of tables", "Learners and sites that fell quiet"),
        "quality": t.pgettext("family of tables", "Quality of the data"),
    }.get(name, name)


def dimension(t: Tongue, name: str) -> str:
    """Return the heading of a dimension."""
    return {
        "country": t.gettext("Country"), "site": t.gettext("Training site"), "role": t.gettext("Role"),
        "court-level": t.gettext("Court level"), "gender": t.gettext("Gender"),
        "language": t.gettext("Language"), "route": t.gettext("Route"), "edition": t.gettext("Edition"),
        "month": t.gettext("Month"), "year": t.gettext("Reporting year"),
        "starts": t.gettext("Years begin in"), "stage": t.gettext("Step"),
        "test": t.gettext("Test"), "item": t.gettext("Question"), "check": t.gettext("Check"),
    }.get(name, name)


def column(t: Tongue, name: str) -> str:
    """Return the heading of a column; of `share-a` that of option a."""
    said = columns(t).get(name)
    if said is None and name.startswith(("share-", "option-")):
        return t.gettext("Chose %(option)s", option=name.partition("-")[2])
    return said or name


def columns(t: Tongue) -> dict[str, str]:
    """Return the headings of all columns."""
    return {
        "enrolled": t.gettext("Enrolled"), "started": t.gettext("Started"),
        "completed": t.gettext("Completed"), "certified": t.gettext("Certified"),
        "completion-rate": t.gettext("Completed of enrolled"),
        "people": t.gettext("People"), "share": t.gettext("Share"),
        "median-days": t.gettext("Median days"),
        "lower-quartile": t.gettext("First quarter, days"),
        "upper-quartile": t.gettext("Three quarters, days"),
        "pairs": t.gettext("People with both tests"),
        "entry-mean": t.gettext("Entry test, mean"), "final-mean": t.gettext("Last test, mean"),
        "gain": t.gettext("Gain, points"), "low": t.gettext("Interval from"),
        "high": t.gettext("Interval to"),
        "asked": t.gettext("Asked"), "facility": t.gettext("Right"),
        "discrimination": t.gettext("Discrimination"), "options": t.gettext("Options chosen"),
        "flags": t.gettext("To look at"),
        "open": t.gettext("Open"), "quiet-30": t.gettext("Quiet 30 days"),
        "quiet-90": t.gettext("Quiet 90 days"), "quiet-180": t.gettext("Quiet 180 days"),
        "active-90": t.gettext("Active in 90 days"), "number": t.gettext("Number"),
    }


def flags(t: Tongue) -> dict[str, str]:
    """Return what is said of a question that deserves a look."""
    return {
        "too-easy": t.pgettext("flag", "too easy"), "too-hard": t.pgettext("flag", "too hard"),
        "does-not-discriminate": t.pgettext("flag", "does not tell who knows more"),
        "option-nobody-chooses": t.pgettext("flag", "an option nobody chooses"),
        "too-few-answers": t.pgettext("flag", "too few answers"),
    }
