"""Words as a search compares them, in every script of the course, and the excerpts made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.document import search_text
from elearn.document.asked import paragraph_asked
from elearn.document.nodes import Reference
from elearn.document.search_text import asked_words, excerpt, words
from tests.factories.courses import small_sources


@pytest.mark.parametrize(("lang", "typed", "written"), [
    ("en", "recusal", "recused"), ("en", "judges", "Judge’s"), ("en", "disclose", "disclosure"),
    ("fr", "independance", "l’indépendance"), ("fr", "œuvre", "OEUVRE"), ("es", "corrupcion", "corrupción"),
    ("ar", "استقلال", "الاسْتِقْلَال"), ("ar", "احكام", "أحكام"), ("ar", "محكمه", "محكمة"),
    ("ar", "الي", "إلى"),
    ("ar", "قضاء", "القضـــاء"), ("ru", "ёлка", "ЁЛКА"), ("zh", "独立", "独立"), ("en", "٢٠٢٦", "2026"),
])
def test_forms_of_one_word_are_one_word(lang: str, typed: str, written: str) -> None:
    assert words(typed, lang) == words(written, lang) != ""


@pytest.mark.parametrize(("lang", "one", "other"), [
    ("en", "courtesy", "court"), ("en", "bias", "base"), ("fr", "juge", "jugement"),
    ("zh", "独立", "立独")])
def test_other_words_stay_other_words(lang: str, one: str, other: str) -> None:
    assert words(one, lang) != words(other, lang)


def test_chinese_is_pairs_that_overlap() -> None:
    assert words("法官独立", "zh") == "法官 官独 独立"
    assert words("AI法官", "zh") == "ai 法官"


def test_the_number_of_a_paragraph_is_one_word() -> None:
    assert words("§ 2.5, not 2.51", "en") == "2point5 not 2point51"


def test_the_commonest_words_are_asked_only_alone() -> None:
    assert asked_words("what is a gift", "en") == ("gift",)
    assert asked_words("who is it", "en") == ("who", "is", "it")
    assert len(asked_words(" ".join(f"word{n}" for n in range(99)), "en")) == 12


@given(st.text(), st.sampled_from(["en", "ar", "zh", "fr"]))
def test_a_word_is_letters_and_digits_alone(text: str, lang: str) -> None:
    for word in words(text, lang).split(" "):
        assert word == "" or word.isalnum(), ascii(text)


@given(st.text(max_size=400), st.text(max_size=20), st.sampled_from(["en", "ar", "zh"]))
def test_an_excerpt_is_a_stretch_of_the_text(text: str, query: str, lang: str) -> None:
    pieces = excerpt(text, asked_words(query, lang), lang, 40)
    said = "".join(piece.text for piece in pieces)
    assert said.removeprefix("… ").removesuffix(" …") in text
    for piece in pieces:
        assert not piece.is_found or piece.text in text


def test_an_excerpt_shows_the_stretch_with_most_of_what_was_asked() -> None:
    text = "A gift. " + "Nothing here. " * 40 + "A lawyer brings a gift to court. " + "Nothing. " * 40
    pieces = excerpt(text, asked_words("gift lawyer", "en"), "en")
    assert [piece.text for piece in pieces if piece.is_found] == ["lawyer", "gift"]
    assert pieces[0].text == "… " and pieces[-1].text == " …"


def test_marks_of_overlapping_pairs_do_not_repeat_a_character() -> None:
    pieces = excerpt("法官独立审判", asked_words("法官独立", "zh"), "zh")
    assert "".join(piece.text for piece in pieces) == "法官独立审判"
    assert "".join(piece.text for piece in pieces if piece.is_found) == "法官独立"


@pytest.mark.parametrize(("typed", "found"), [
    ("2.5", "bp 2.5"), ("§2.5", "bp 2.5"), ("Bangalore Principles, para. 2.5.1", "bp 2.5.1"),
    ("المادة 11.1", "uncac 11.1"), ("11(1)", "uncac 11.1"), ("Principle 2", "bp 2"), ("uncac 2.5", ""),
    ("2.5 gift", ""), ("9.9", ""), ("", ""), ("page 2.5", ""), ("1" * 300, "")])
def test_a_paragraph_is_asked_for_by_number(typed: str, found: str) -> None:
    asked = paragraph_asked(typed, small_sources())
    assert asked == (Reference(*found.split()) if found else None)


@given(st.text())
def test_whatever_is_typed_is_a_paragraph_or_none(typed: str) -> None:
    assert paragraph_asked(typed, small_sources()) in (None, *(
        Reference(source.key, each.key)
        for source in small_sources().sources for each in source.paragraphs))


def test_a_word_is_never_too_long_for_an_index() -> None:
    assert max(map(len, search_text.words("x" * 5000, "en").split())) <= 60
