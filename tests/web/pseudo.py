"""A language nobody speaks, made of the English words: 40 % longer in brackets, or right to left."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from elearn.kernel.words import Language
from tests.house.catalogues import gathered

# Babel must know a language to load it; neither of these is ever offered.
LONGER = Language("eo", "Plilonga")
MIRRORED = Language("he", "ימין לשמאל", "rtl")
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|</?[a-z]+[^>]*>|&[a-z]+;)")
_ACCENTS = str.maketrans("aceinouyACEINOUY", "àçéïñöûýÀÇÉÏÑÖÛÝ")
_HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")


def written(folder: Path) -> Path:
    """Write both catalogues into a folder as they ship, and return it."""
    words = gathered()
    for language in (LONGER, MIRRORED):
        made = Catalog(locale=language.tag, charset="utf-8")
        for message in words:
            if message.id:
                ids = [message.id] if isinstance(message.id, str) else list(message.id)
                forms = [disguised(each, language) for each in ids]
                filled = (forms + [forms[-1]] * made.num_plurals)[:made.num_plurals]
                made.add(message.id, forms[0] if len(ids) == 1 else filled, context=message.context)
        place = folder / language.tag / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "messages.mo").open("wb") as opened:
            write_mo(opened, made)
    return folder


def disguised(text: str, language: Language) -> str:
    """Return English words as this language writes them, placeholders and tags as they are."""
    table = _HEBREW if language.direction == "rtl" else _ACCENTS
    parts = [part if _KEPT.fullmatch(part) else (part.lower() if language.direction == "rtl" else part)
             .translate(table) for part in _KEPT.split(text)]
    more = "~" * round(0.4 * len(_KEPT.sub("", text)))
    longer = " ".join(more[at:at + 7] for at in range(0, len(more), 7))
    return f"⟦{''.join(parts)}{' ' + longer if longer and language.direction == 'ltr' else ''}⟧"
