"""The languages of the interface, how each is set, and the catalogue of its words."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache

from elearn.kernel import paths


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` as in addresses, `name` as its speakers write it, `direction` `ltr` or `rtl`.

    With `is_drafted` its words were written by a machine and await review, which each page says.
    """

    tag: str
    name: str
    direction: str = "ltr"
    is_drafted: bool = False


INTERFACE = (
    Language("en", "English"),
    Language("fr", "Français", is_drafted=True),
    Language("ar", "العربية", "rtl", is_drafted=True),
)
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv"})


def N_(message: str) -> str:  # noqa: N802  Babel looks for this name when it gathers the words.
    """Mark a message for translation and leave it as it is."""
    return message


def direction(tag: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag, by its primary language."""
    return "rtl" if tag.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def locale_of(tag: str) -> str:
    """Return the Babel locale of an interface language: dates in English are those of no one country."""
    return "en_001" if tag == "en" else tag.replace("-", "_")


def language(tag: str) -> Language | None:
    """Return the interface language with this tag, or None."""
    return next((each for each in INTERFACE if each.tag == tag), None)


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the catalogue for a language tag; where there is none, the English words themselves."""
    try:
        folder = paths.shipped("translations")
    except FileNotFoundError:
        return gettext.NullTranslations()
    wanted = [lang.replace("-", "_"), lang.split("-")[0]]
    return gettext.translation("messages", folder, wanted, fallback=True)
