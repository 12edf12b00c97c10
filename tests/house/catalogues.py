"""Gathers what the house says into its catalogues: `make words`.

One catalogue a language, for the interface and for publications alike. A language in `INTERFACE` holds
everything; the others hold what publications add. Nothing is guessed: a new sentence comes in empty, and
one that is said no more goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from elearn.kernel import words

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "elearn" / "translations"
PRINTED = ("elearn/render", "templates/document")
# The command line speaks English alone, and the page of patterns is drawn for developers.
_NOT_SPOKEN = ("elearn/cli", "elearn/web/patterns", "templates/patterns")
# A date would change with every run, and say nothing that git does not say.
_UNDATED = datetime(2026, 11, 22, tzinfo=UTC)
_KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xhtml", "jinja2"), ("**.txt", "jinja2")]
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}
_OPTIONS = {"**.html": _JINJA, "**.xhtml": _JINJA, "**.txt": _JINJA}


def gathered(*, under: Iterable[str] = ("elearn", "templates")) -> Catalog:
    """Return every message said in these folders, with the files that say it and no translation."""
    found = Catalog(charset="utf-8")
    for folder in under:
        for path, _, message, comments, context in extract_from_dir(
                ROOT / folder, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",)):
            place = f"{folder}/{path}"
            if not place.startswith(_NOT_SPOKEN):
                found.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def held(lang: str) -> Catalog:
    """Return the catalogue of a language as it is written."""
    with written(lang).open("rb") as opened:
        return read_po(opened, locale=lang)


def written(lang: str) -> Path:
    """Return where the catalogue of a language is written; what ships lies beside it as `.mo`."""
    return FOLDER / lang / "LC_MESSAGES" / "messages.po"


def languages() -> list[str]:
    """Return the languages that have a catalogue here, which English needs none of."""
    return sorted(path.name for path in FOLDER.iterdir() if written(path.name).exists())


def wanted(lang: str) -> Catalog:
    """Return what a catalogue of this language must hold."""
    return gathered() if words.language(lang) else gathered(under=PRINTED)


def save(lang: str, catalogue: Catalog) -> None:
    """Write a catalogue and what ships of it, the same bytes for the same words."""
    catalogue.creation_date = catalogue.revision_date = _UNDATED
    catalogue.msgid_bugs_address, catalogue.last_translator = "elearn/translations/README.md", "a machine"
    with written(lang).open("wb") as opened:
        write_po(opened, catalogue, width=110, sort_by_file=True, include_lineno=False,
                 ignore_obsolete=True)
    shipped = Catalog(locale=lang, charset="utf-8")
    shipped.mime_headers = catalogue.mime_headers
    for message in catalogue:
        if message.id and is_said(message):
            shipped.add(message.id, message.string, context=message.context)
    with written(lang).with_suffix(".mo").open("wb") as opened:
        write_mo(opened, shipped)


def is_said(message: Message) -> bool:
    """Say whether a message is translated, in each of its plural forms."""
    forms = [message.string] if isinstance(message.string, str) else message.string or ()
    return bool(forms) and all(forms)


def bring_up_to_date() -> None:
    """Bring each catalogue to what is said now, and say what waits for a translation."""
    for lang in languages():
        catalogue = held(lang)
        catalogue.update(wanted(lang), no_fuzzy_matching=True)
        save(lang, catalogue)
        waiting = [m for m in catalogue if m.id and not is_said(m)]
        print(f"{lang}: {len(catalogue)} messages, {len(waiting)} wait for a translation")


if __name__ == "__main__":
    bring_up_to_date()
