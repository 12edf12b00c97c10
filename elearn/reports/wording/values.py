"""What a value of each dimension is called: a country, a role, a month, a step of the funnel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from babel import UnknownLocaleError

from elearn.accounts import countries
from elearn.accounts.models import CourtLevel, Gender, JudicialRole
from elearn.reports.wording.tongue import Tongue

Named = Callable[[Tongue], Mapping[str, str]]


def value(t: Tongue, dimension: str, held: str) -> str:
    """Return one value of a dimension in words; an empty one is the total of all."""
    if not held:
        return t.gettext("All")
    known = t.known.get(dimension, {}).get(held)
    if known:
        return known
    if dimension in _SAID:
        return _SAID[dimension](t, held)
    return _LISTED[dimension](t).get(held, held) if dimension in _LISTED else held


def roles(t: Tongue) -> dict[str, str]:
    """Return what someone may be in their country, by value."""
    return {
        JudicialRole.JUDGE.value: t.pgettext("judicial role", "Judge"),
        JudicialRole.PROSECUTOR.value: t.pgettext("judicial role", "Prosecutor"),
        JudicialRole.COURT_STAFF.value: t.pgettext("judicial role", "Court staff"),
        JudicialRole.TRAINER_OTHER.value: t.pgettext("judicial role", "Trainer, not a judge"),
        JudicialRole.OTHER.value: t.pgettext("judicial role", "Other work"),
    }


def court_levels(t: Tongue) -> dict[str, str]:
    """Return the courts, by value."""
    return {
        CourtLevel.FIRST_INSTANCE.value: t.pgettext("court", "First instance"),
        CourtLevel.APPEAL.value: t.pgettext("court", "Court of appeal"),
        CourtLevel.SUPREME.value: t.pgettext("court", "Supreme or constitutional court"),
        CourtLevel.SPECIALISED.value: t.pgettext("court", "Specialised court"),
        CourtLevel.UNDISCLOSED.value: t.pgettext("figures", "Not said"),
    }


def genders(t: Tongue) -> dict[str, str]:
    """Return the answers to the question about gender, by value."""
    return {
        Gender.FEMALE.value: t.pgettext("gender", "Female"),
        Gender.MALE.value: t.pgettext("gender", "Male"),
        Gender.OTHER.value: t.pgettext("gender", "Other"),
        Gender.UNDISCLOSED.value: t.pgettext("figures", "Not said"),
    }


def _routes(t: Tongue) -> dict[str, str]:
    return {
        "e-learning": t.gettext("E-learning"), "self-directed": t.gettext("Self-directed text"),
        "workshop": t.gettext("Face-to-face workshop"),
    }


def _editions(t: Tongue) -> dict[str, str]:
    return {"international": t.gettext("International edition")}


def _tests(t: Tongue) -> dict[str, str]:
    return {"entry": t.pgettext("figures", "Entry test"), "post": t.pgettext("figures", "Post-test"),
            "final": t.pgettext("figures", "Final test")}


def _language(t: Tongue, held: str) -> str:
    try:
        name: str = t.locale.languages.get(held.replace("-", "_"), held)
    except UnknownLocaleError:
        return held
    return name[:1].upper() + name[1:]


def _stage(t: Tongue, held: str) -> str:
    listed = {
        "registered": t.pgettext("funnel", "Registered"), "started": t.pgettext("funnel", "Started"),
        "final-test-sat": t.pgettext("funnel", "Final test sat"),
        "passed": t.pgettext("funnel", "Final test passed"),
        "completed": t.pgettext("funnel", "Completed"),
        "certified": t.pgettext("funnel", "Certified"),
    }
    return listed.get(held) or t.pgettext("funnel", "Module %(id)s", id=held)


def _check(t: Tongue, held: str) -> str:
    listed = {
        "gender-undisclosed": t.pgettext("check", "Gender not said"),
        "court-level-undisclosed": t.pgettext("check", "Court level not said"),
        "no-site": t.pgettext("check", "No training site"),
        "site-not-in-register": t.pgettext("check", "Training site not in the register"),
        "never-started": t.pgettext("check", "Enrolled and never started"),
        "source-web": t.pgettext("check", "Recorded on the web"),
        "source-paper": t.pgettext("check", "Recorded from paper"),
        "source-workbook": t.pgettext("check", "Recorded from a workbook"),
        "source-import": t.pgettext("check", "Recorded by import"),
        "source-command-line": t.pgettext("check", "Recorded at the command line"),
        "dates-out-of-order": t.pgettext("check", "Dates out of order"),
        "held-by-erasure": t.pgettext("check", "Erased, counted without a name"),
    }
    return listed.get(held, held)


_SAID: dict[str, Callable[[Tongue, str], str]] = {
    "country": lambda t, held: countries.name(held, t.lang),
    "month": lambda t, held: t.month(held),
    "year": lambda t, held: t.year(held),
    "starts": lambda t, held: t.month_of_any_year(int(held)),
    "language": _language, "stage": _stage, "check": _check,
}
_LISTED: dict[str, Named] = {
    "role": roles, "court-level": court_levels, "gender": genders, "route": _routes,
    "edition": _editions, "test": _tests, "site": lambda t: {"none": t.gettext("No training site")},
}
