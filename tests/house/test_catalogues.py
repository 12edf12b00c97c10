"""The languages on offer are translated for a learner's whole path, and nothing is lost on the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from elearn.kernel import words
from tests.house.catalogues import PRINTED, gathered, held, is_said, languages

OFFERED = [each.tag for each in words.INTERFACE if each.tag != "en"]
# What staff alone meet may wait for its translation; a learner meets no English word of ours.
_OF_STAFF = ("elearn/web/reports/", "templates/reports/", "templates/mistakes/desk.html",
             "templates/mistakes/one.html", "templates/downloads/parity.html",
             "elearn/web/mistakes/forms.py")
_PLACE = re.compile(r"%\(\w+\)[a-z]")
_TAG = re.compile(r"</?[a-z]+[^>]*>")


@pytest.fixture(scope="module")
def said() -> Catalog:
    return gathered()


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _translated(lang: str) -> Iterator[tuple[Message, str]]:
    return ((m, form) for m in held(lang) if m.id for form in _forms(m) if form)


@pytest.mark.parametrize("lang", OFFERED)
def test_every_word_of_a_learners_path_is_translated(lang: str, said: Catalog) -> None:
    catalogue, lacking = held(lang), defaultdict(list)
    for message in said:
        places = [place for place, _ in message.locations if not place.startswith(_OF_STAFF)]
        found = catalogue.get(_ids(message)[0], message.context) if message.id and places else message
        if message.id and places and (found is None or not is_said(found) or found.fuzzy):
            lacking[places[0]].append(_ids(message)[0])
    assert not lacking, f"make words, then translate in {lang}: {dict(lacking)}"


@pytest.mark.parametrize("lang", languages())
def test_places_tags_and_edges_are_those_of_the_english(lang: str) -> None:
    for message, form in _translated(lang):
        last = _ids(message)[-1]
        may_lack = {"%(num)s"} if len(_ids(message)) > 1 else set()
        places = set(_PLACE.findall(last))
        assert places - may_lack <= set(_PLACE.findall(form)) <= places, form
        assert _TAG.findall(form) == _TAG.findall(last), form
        assert lang == "zh" or (form[0] == " ", form[-1] == " ") == (last[0] == " ", last[-1] == " "), form


@pytest.mark.parametrize("lang", languages())
def test_every_plural_form_is_there(lang: str) -> None:
    catalogue = held(lang)
    wrong = [m.id for m in catalogue if m.id and not isinstance(m.id, str) and is_said(m)
             and len(_forms(m)) != catalogue.num_plurals]
    assert not wrong
    assert not [m.id for m in catalogue if m.id and list(m.check(catalogue)) and is_said(m)]


def test_eleven_and_a_hundred_are_counted_apart_in_arabic() -> None:
    found = held("ar").get("%(num)s question.")
    assert found is not None and _forms(found)[4] != _forms(found)[5]
    assert "n%100>=11" in held("ar").plural_expr.replace(" ", "")


def test_french_signs_stand_after_a_narrow_space() -> None:
    # Publications keep the spaces that their fonts hold.
    assert not [form for m, form in _translated("fr") if not m.locations[0][0].startswith(PRINTED)
                and re.search(r" [:;?!»]|« |[\w)][;?!](?!\w)", form)]


def test_arabic_is_written_in_arabic() -> None:
    left = [form for m, form in _translated("ar")
            if re.search("[A-Za-z]{3}", _PLACE.sub("", _ids(m)[0]))
            and not re.search("[\u0600-\u06ff]", form)]
    assert set(left) <= {"EPUB"}


@pytest.mark.parametrize("lang", OFFERED)
def test_a_drafted_catalogue_says_so_itself(lang: str) -> None:
    offered = words.language(lang)
    assert offered is not None
    assert ("Machine-drafted: for review" in held(lang).header_comment) == offered.is_drafted
