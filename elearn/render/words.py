"""The words a publication adds of its own, from the same catalogue as the interface, without Flask."""

from __future__ import annotations

import gettext
from functools import cache

from elearn.kernel import paths


@cache
def words_in(lang: str) -> gettext.NullTranslations:
    """Return the catalogue for a language tag; where there is none, the English words themselves."""
    try:
        folder = paths.shipped("translations")
    except FileNotFoundError:
        return gettext.NullTranslations()
    wanted = [lang.replace("-", "_"), lang.split("-")[0]]
    return gettext.translation("messages", folder, wanted, fallback=True)
