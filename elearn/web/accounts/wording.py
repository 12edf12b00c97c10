"""How things of an account are called, and what is said when something cannot be."""

from __future__ import annotations

from flask_babel import gettext, ngettext, pgettext

from elearn.accounts.models import CourtLevel, Gender
from elearn.accounts.password_rules import PasswordProblem
from elearn.accounts.rules import NameProblem
from elearn.reports.wording import values
from elearn.web.wording import tongue


def genders() -> list[tuple[str, str]]:
    """Return the answers to the question about gender, the empty one first."""
    return _answers(values.genders(tongue()), Gender.UNDISCLOSED)


def court_levels() -> list[tuple[str, str]]:
    """Return the answers to the question about the court, the empty one first."""
    return _answers(values.court_levels(tongue()), CourtLevel.UNDISCLOSED)


def _answers(said: dict[str, str], undisclosed: str) -> list[tuple[str, str]]:
    """Return what figures call each, but for the answer that tells nothing: it is said by a person here."""
    return [("", pgettext("choice", "No answer")),
            *(said | {undisclosed: gettext("I prefer not to say")}).items()]


def of_password(problem: PasswordProblem) -> str:
    """Return what to do about a password that is too easy."""
    return {
        PasswordProblem.TOO_SHORT: gettext(
            "Use at least 12 characters. Four or five words in a row are easy to keep in mind."),
        PasswordProblem.TOO_LONG: gettext("Use at most 256 characters."),
        PasswordProblem.COMMON: gettext(
            "This is among the first passwords that others would try. Choose one of your own."),
        PasswordProblem.REPEATED: gettext("This repeats a few characters. Choose one with more of them."),
        PasswordProblem.SEQUENCE: gettext(
            "This follows the keyboard or the alphabet. Choose one that does not."),
        PasswordProblem.PERSONAL: gettext(
            "This is made of your name or address. Choose one that says nothing of you."),
    }[problem]


def of_name(problem: NameProblem) -> str:
    """Return what to do about a text that cannot be a name."""
    return {
        NameProblem.EMPTY: gettext("Enter your name as it should stand on your certificate."),
        NameProblem.TOO_LONG: gettext("Use at most 120 characters."),
        NameProblem.UNSEEN: gettext(
            "This contains characters that cannot be seen, perhaps copied along. Type the name anew."),
    }[problem]


def of_wait(seconds: int) -> str:
    """Return how long to wait after too many tries."""
    minutes = -(-seconds // 60)
    told = (
        ngettext("Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", seconds)
        if seconds < 60 else
        ngettext("Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", minutes)
    )
    return gettext("There were too many tries from here. %(wait)s Trying earlier changes nothing, and "
                   "the right answer gets you in after that.", wait=told)
