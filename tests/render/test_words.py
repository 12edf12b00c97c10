"""The words that publications add are drafted in four languages, and what ships is what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from elearn.render.words import words_in
from tests.factories.scripts import revision_in
from tests.render.conftest import built, pages_of

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / "elearn" / "translations"
_DRAFTED = ("ar", "fr", "ru", "zh")
_OPTIONS = {"**": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}
_ENGLISH = re.compile(r"\b(turn to|answer on|page|Unit|Question|Contents|Glossary|Answers|minutes?)\b")


def _catalogue(lang: str) -> Catalog:
    with (_FOLDER / lang / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        return read_po(opened, locale=lang)


def _said() -> Iterator[tuple[str, str | None]]:
    """Yield every message of the renderers and their templates, with its context."""
    wanted = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
    for folder, method in ((_ROOT / "elearn" / "render", [("**.py", "python")]),
                           (_ROOT / "templates" / "document", [("**", "jinja2")])):
        for _, _, message, _, context in extract_from_dir(folder, method, _OPTIONS, wanted):
            yield (message[0] if isinstance(message, tuple) else message), context


def test_every_word_of_a_publication_is_drafted() -> None:
    said = set(_said())
    assert len(said) > 150
    for lang in _DRAFTED:
        held = _catalogue(lang)
        lacking = [word for word, context in said
                   if (found := held.get(word, context)) is None or not found.string or found.fuzzy]
        assert not lacking, lang


def _plain(context: Any) -> str | None:
    return context.decode() if isinstance(context, bytes) else context


@pytest.mark.parametrize("lang", _DRAFTED)
def test_what_ships_is_what_was_written(lang: str) -> None:
    with (_FOLDER / lang / "LC_MESSAGES" / "messages.mo").open("rb") as opened:
        shipped = read_mo(opened)
    written = _catalogue(lang)

    def told(catalogue: Catalog) -> dict[Any, Any]:
        return {(m.id[0] if isinstance(m.id, (list, tuple)) else m.id, _plain(m.context)):
                [m.string] if isinstance(m.string, str) else list(m.string) for m in catalogue if m.id}

    # What waits for a translation does not ship, so that English stands in its place.
    assert told(shipped) == {key: forms for key, forms in told(written).items() if all(forms)}


@pytest.mark.parametrize("lang", _DRAFTED)
def test_a_place_for_a_value_is_kept_in_every_translation(lang: str) -> None:
    held = _catalogue(lang)
    assert not [(message.id, each) for message in held if message.id for each in message.check(held)]
    written = (_FOLDER / lang / "LC_MESSAGES" / "messages.po").read_text("utf-8")
    assert "Machine-drafted: for review" in written


def test_a_language_without_a_catalogue_is_printed_in_english() -> None:
    assert words_in("fr").gettext("Contents") == "Table des matières"
    assert words_in("de").gettext("Contents") == "Contents"


@pytest.mark.parametrize("lang", ["ar", "ru", "zh"])
def test_no_english_word_of_ours_stands_in_a_book_of_another_script(lang: str) -> None:
    made = built(revision_in(lang), "self-directed", "html").decode()
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", made, flags=re.DOTALL)
    assert not _ENGLISH.findall(text)


def test_turn_to_reads_in_its_right_order_in_arabic(tmp_path: Path) -> None:
    pages = pages_of(built(revision_in("ar"), "self-directed", "pdf"), tmp_path)
    text = " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", " ".join(pages)).split())
    # The comma stands to the left of the number, where pdftotext takes both for one run from left to right.
    found = re.findall(r"انتقل إلى ،?(\d+)،?\s?الصفحة (\d+)", text)
    assert found
    assert all(int(page) <= len(pages) for _, page in found)
