"""How states, routes and findings of certificates are called."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext, pgettext

from elearn.learning.certificates.checking import Field, Outcome
from elearn.learning.certificates.rules import State
from elearn.render.certificate import language_name
from elearn.reports.wording import values
from elearn.web import languages
from elearn.web.wording import tongue


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words; `tone` is a kind of `components/notice.html`."""

    tone: str
    title: str
    words: str


def state(of: State) -> str:
    """Return what a state is called."""
    return {
        State.VALID: pgettext("certificate", "Valid"),
        State.SUPERSEDED: pgettext("certificate", "Superseded"),
        State.REVOKED: pgettext("certificate", "Revoked"),
        State.ERASED: pgettext("certificate", "Holder erased"),
    }[of]


def told_state(of: State) -> Told:
    """Return what a state means to whoever checks a certificate."""
    return {
        State.VALID: Told("good", state(of), gettext(
            "This certificate was issued here and is valid. Compare every line below with the paper or "
            "file before you: only what stands here counts.")),
        State.SUPERSEDED: Told("caution", state(of), gettext(
            "This certificate was issued here and later replaced by a corrected one. Ask its holder for "
            "the certificate that is valid now.")),
        State.REVOKED: Told("breach", state(of), gettext(
            "This certificate was issued here and has been revoked. It proves nothing any more.")),
        State.ERASED: Told("caution", state(of), gettext(
            "This certificate was issued here. Its holder has asked to be forgotten since, so the name is "
            "not kept and nobody can confirm any more whose it was.")),
    }[of]


def told_outcome(of: Outcome) -> Told:
    """Return what was found out about a file."""
    return {
        Outcome.GENUINE: Told("good", gettext("The signature is genuine"), gettext(
            "This file was signed here and nothing in it was changed. What it is worth now stands below.")),
        Outcome.ALTERED: Told("breach", gettext("This file was altered"), gettext(
            "It is not as it was issued: its signature does not fit what it says. Do not rely on it.")),
        Outcome.OTHER_ISSUER: Told("breach", gettext("Another issuer signed this file"), gettext(
            "It may call itself one of ours, but it was not signed with the key of this course. Do not "
            "rely on it.")),
        Outcome.UNKNOWN: Told("breach", gettext("The register does not know this certificate"), gettext(
            "The file is signed with our key, but no such certificate is in the register. Write to us "
            "before you rely on it.")),
        Outcome.OTHER_KIND: Told("caution", gettext("This is another kind of file"), gettext(
            "It is not a credential as this course issues them. Choose the file named credential.json that "
            "the holder downloaded, or type the code printed on the certificate.")),
        Outcome.UNREADABLE: Told("caution", gettext("This file cannot be read"), gettext(
            "It is not whole JSON. A PDF cannot be checked by its file: type the code printed on it and "
            "compare what is shown.")),
        Outcome.TOO_LARGE: Told("caution", gettext("This file is too large"), gettext(
            "A credential takes a few thousand bytes; 64 KB are the most. Choose the file named "
            "credential.json.")),
    }[of]


def field(of: Field) -> str:
    """Return what a part of a credential is called."""
    return {
        Field.NAME: gettext("Name"), Field.COURSE: gettext("Course"), Field.CODE: gettext("Code"),
        Field.HOURS: gettext("Route and hours"), Field.STARTED: gettext("Begun on"),
        Field.COMPLETED: gettext("Completed on"), Field.ISSUED: gettext("Issued on"),
        Field.EDITION: gettext("Edition and revision"), Field.LANGUAGE: gettext("Language"),
        Field.ISSUER: gettext("Issuer"), Field.PROOF: gettext("Signature"),
        Field.OTHER: gettext("Something that was not issued"),
    }[of]


def route(name: str) -> str:
    """Return what a route is called, the same words as on the certificate."""
    return values.value(tongue(), "route", name)


def edition(name: str) -> str:
    """Return what an edition is called, as on the certificate."""
    return values.value(tongue(), "edition", name)


def duration(minutes: int) -> str:
    """Return minutes in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)s hour", "%(num)s hours", hours)] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest))
    return " ".join(parts)


def language(lang: str) -> str:
    """Return what the language of a certificate is called in the language of the page."""
    return language_name(lang, languages.current())


def file_title(kind: str) -> str:
    """Return what a file of a certificate is offered as."""
    return {
        "certificate-a4.pdf": gettext("Certificate, A4 (PDF)"),
        "certificate-letter.pdf": gettext("Certificate, US Letter (PDF)"),
        "hours-a4.pdf": gettext("Letter of hours, A4 (PDF)"),
        "hours-letter.pdf": gettext("Letter of hours, US Letter (PDF)"),
        "credential.json": gettext("Signed credential, Open Badges 3.0 (JSON)"),
    }[kind]


