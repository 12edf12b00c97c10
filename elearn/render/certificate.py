"""A certificate and the letter of hours that goes with it, each one page to print."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import segno
from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from elearn.document.certificate import CertificateSheet
from elearn.kernel import paths
from elearn.kernel.words import direction, locale_of
from elearn.render.pdf import pdf_of
from elearn.render.templating import environment
from elearn.render.words import words_in

# The families in which a name may be set, in the order of certificate.css.
_FONTS = ("SourceSerif4-Semibold.ttf", "Amiri-Bold.ttf", "NotoSansSC-Bold.ttf", "NotoSans-Bold.ttf")


class Paper(StrEnum):
    """The two sheets of the world."""

    A4 = "a4"
    LETTER = "letter"


def certificate_pdf(sheet: CertificateSheet, paper: Paper) -> bytes:
    """Return the certificate as a tagged PDF with its fonts inside: the same bytes each time."""
    return pdf_of(certificate_html(sheet, paper))


def letter_pdf(sheet: CertificateSheet, paper: Paper) -> bytes:
    """Return the letter of hours to a judicial council: the same bytes each time."""
    return pdf_of(letter_html(sheet, paper))


def certificate_html(sheet: CertificateSheet, paper: Paper) -> str:
    """Return the page that becomes the certificate."""
    return _filled("certificate", sheet, paper)


def letter_html(sheet: CertificateSheet, paper: Paper) -> str:
    """Return the page that becomes the letter of hours."""
    return _filled("letter-of-hours", sheet, paper)


def qr(address: str, label: str) -> Markup:
    """Return an address as a QR code: inline SVG whose title says in words what it is."""
    made = segno.make(address, error="m", micro=False)
    return Markup(made.svg_inline(
        scale=4, border=0, omitsize=True, svgclass="qr", lineclass=None, title=label))


def language_name(lang: str, told_in: str) -> str:
    """Return what a language is called in another, or its tag where nobody knows it."""
    try:
        return Locale.parse(lang.replace("-", "_")).get_display_name(locale_of(told_in)) or lang
    except (UnknownLocaleError, ValueError):
        return lang


def letters_not_printed(name: str) -> str:
    """Return the letters of a name that no font of the certificate holds, each once.

    Where the library that reads fonts is not installed no PDF is made either, and nothing is said.
    """
    return "".join(dict.fromkeys(
        letter for letter in name if not letter.isspace() and ord(letter) not in _letters()))


@cache
def _letters() -> frozenset[int]:
    try:
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    except ImportError:
        return frozenset(range(0x110000))
    folder = paths.shipped("assets") / "fonts"
    held: set[int] = set()
    for name in _FONTS:
        with TTFont(folder / name, lazy=True) as font:
            held |= font.getBestCmap().keys()
    return frozenset(held)


def _filled(template: str, sheet: CertificateSheet, paper: Paper) -> str:
    label = words_in(sheet.lang).gettext("QR code: the address where this certificate can be checked")
    return environment(sheet.lang).get_template(f"{template}.html").render(
        sheet=sheet, paper=paper.value, direction=direction(sheet.lang),
        language=language_name(sheet.lang, sheet.lang), qr=qr(sheet.address, label))
