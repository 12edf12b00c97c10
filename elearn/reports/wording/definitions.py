"""What each figure counts, in what unit, of what whole, and when it is not printed."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.reports.wording.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Definition:
    """`counts` says what is counted; `whole` that of which a share is taken, empty where there is none."""

    counts: str
    unit: str
    whole: str
    printing: str


def of_column(t: Tongue, name: str) -> Definition | None:
    """Return the definition of a column, None for one whose heading says all."""
    said = _counts(t).get(name)
    if said is None:
        return None
    unit, whole, printing = _MEASURED.get(name, ("enrolment", "", "count"))
    return Definition(said, _units(t)[unit], _wholes(t)[whole], printings(t)[printing])


def names() -> tuple[str, ...]:
    """Return every column that has a definition, in the order of the page of definitions."""
    return tuple(_counts(Tongue("en")))


# Column → (unit, whole, how it is printed); what is not named counts enrolments.
_MEASURED = {
    "completion-rate": ("percent", "enrolled", "share"), "share": ("percent", "first-row", "share"),
    "median-days": ("days", "reached", "mean"), "lower-quartile": ("days", "completed", "mean"),
    "upper-quartile": ("days", "completed", "mean"),
    "entry-mean": ("percent", "pairs", "mean"), "final-mean": ("percent", "pairs", "mean"),
    "gain": ("points", "pairs", "mean"), "low": ("points", "pairs", "mean"),
    "high": ("points", "pairs", "mean"),
    "asked": ("answer", "", "count"), "facility": ("percent", "asked", "share"),
    "discrimination": ("coefficient", "asked", "mean"), "options": ("percent", "asked", "share"),
    "flags": ("word", "asked", "mean"),
    "quiet-30": ("enrolment", "open", "count"), "quiet-90": ("enrolment", "open", "count"),
    "quiet-180": ("enrolment", "open", "count"),
}


def _counts(t: Tongue) -> dict[str, str]:
    return {
        "enrolled": t.gettext("People who joined the course."),
        "started": t.gettext("Of those enrolled, who gave at least one answer or marked a text as read."),
        "completed": t.gettext("Of those enrolled, who did everything the course requires by their route; "
                               "time spent counts for nothing."),
        "certified": t.gettext("Of those who completed, who hold a certificate that is in force."),
        "completion-rate": t.gettext("Completed divided by enrolled, both as printed."),
        "people": t.gettext("People who came as far as this step, whenever they did."),
        "share": t.gettext("The number of the row divided by that of the whole, both as printed."),
        "median-days": t.gettext(
            "Days from enrolling to this step; half of those who came here took fewer."),
        "lower-quartile": t.gettext("Days from enrolling to completing that a quarter did not need."),
        "upper-quartile": t.gettext(
            "Days from enrolling to completing that three quarters did not need."),
        "pairs": t.gettext("People who sat the entry test and, later, the post-test; where the course "
                           "holds no post-test, the final test, at the first attempt."),
        "entry-mean": t.gettext("The mean result of these people in the entry test."),
        "final-mean": t.gettext("The mean result of the same people in the later test."),
        "gain": t.gettext("The mean of each person's difference between the two tests."),
        "low": t.gettext(
            "The lower end of the interval of 95 per cent of the mean gain (paired differences)."),
        "high": t.gettext(
            "The upper end of the interval of 95 per cent of the mean gain (paired differences)."),
        "asked": t.gettext("Submitted attempts in which the question stood."),
        "facility": t.gettext("Of those asked, who answered it right."),
        "discrimination": t.gettext("The correlation of answering it right with the result in the rest of "
                                    "the test, from -1 to 1: low where it does not tell who knows more."),
        "options": t.gettext("Of those asked, who chose each option; the right one is marked."),
        "flags": t.gettext("Signs that the question should be looked at: too easy, too hard, it does not "
                           "tell who knows more, an option nobody chooses."),
        "open": t.gettext("Enrolments that are not completed and not left."),
        "quiet-30": t.gettext("Open enrolments in which nothing happened for 30 days or more."),
        "quiet-90": t.gettext("Open enrolments in which nothing happened for 90 days or more."),
        "quiet-180": t.gettext("Open enrolments in which nothing happened for 180 days or more."),
        "active-90": t.gettext("Enrolments in which something happened in the last 90 days."),
        "number": t.gettext("Enrolments of which the check is true."),
    }


def _units(t: Tongue) -> dict[str, str]:
    return {
        "enrolment": t.pgettext("unit", "one person in one course"),
        "answer": t.pgettext("unit", "one answer in a submitted attempt"),
        "percent": t.pgettext("unit", "whole per cent"), "points": t.pgettext("unit", "percentage points"),
        "days": t.pgettext("unit", "days"), "coefficient": t.pgettext("unit", "a number from -1 to 1"),
        "word": t.pgettext("unit", "words"),
    }


def _wholes(t: Tongue) -> dict[str, str]:
    return {
        "": "", "enrolled": t.pgettext("whole", "those enrolled, as printed"),
        "first-row": t.pgettext("whole", "the first row, as printed"),
        "reached": t.pgettext("whole", "those who came to this step"),
        "completed": t.pgettext("whole", "those who completed"),
        "pairs": t.pgettext("whole", "people with both tests"),
        "asked": t.pgettext("whole", "those asked"), "open": t.pgettext("whole", "open enrolments"),
    }


def printings(t: Tongue) -> dict[str, str]:
    """Return how each kind of figure is printed, and when it is not."""
    return {
        "count": t.gettext("Under 10 printed as <10, all others to the nearest 5; – where one under 10 "
                           "could be reckoned from it."),
        "share": t.gettext("From printed counts, only where the whole is 50 or more; else –."),
        "mean": t.gettext("Only where the printed count behind it is 55 or more, so surely 50; else –."),
    }


def notes(t: Tongue) -> tuple[str, ...]:
    """Return the sentences that stand below every table."""
    return (
        t.gettext("<10 stands for any number from 0 to 9. Every other count is rounded to the nearest 5, "
                  "so that nobody can be found out by comparing figures."),
        t.gettext("– stands where a share would rest on a printed count under 50, a median or a mean on "
                  "one under 55, and for a count from which one under 10 could be reckoned."),
        t.gettext("A count is broken down by a second trait only where it is printed as 55 or more; the "
                  "parts of smaller ones are printed as “–”."),
        t.gettext("Totals are counted and rounded by themselves: rows need not add up to them."),
    )
