"""The switch of languages keeps the place, and the account keeps the choice."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser


@pytest.mark.parametrize("path", [
    "/help", "/course/m1-choose", "/search?q=gift&amp;page=2", "/sign-in?next=/en/course/"])
def test_the_switch_leads_to_the_same_page(visitor: Browser, path: str) -> None:
    page = visitor.html(f"/en{path}".replace("&amp;", "&"))
    for tag, name in (("fr", "Français"), ("ar", "العربية")):
        assert f'<li><a href="/{tag}{path}" lang="{tag}" hreflang="{tag}">{name}</a></li>' in page


def test_a_page_that_was_set_for_another_does_not_keep_their_query(visitor: Browser) -> None:
    visitor.html("/en/course/m1-choose?again=m1-q1")
    assert 'href="/fr/course/m1-choose" lang="fr"' in visitor.html("/en/course/m1-choose")
    assert 'href="/fr/course/m1-choose?again=m1-q1" lang="fr"' in visitor.html(
        "/en/course/m1-choose?again=m1-q1")


def test_after_a_form_the_switch_leads_to_a_page_that_can_be_opened(visitor: Browser) -> None:
    sent = visitor.post_form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1", {})
    assert sent.status_code == 400
    assert 'href="/fr/course/m1-choose' in sent.text
    assert 'href="/fr/course/m1-choose/m1-q1"' not in sent.text


def test_a_page_outside_the_languages_is_asked_for_in_one(visitor: Browser) -> None:
    assert 'href="/verify?lang=fr" lang="fr"' in visitor.html("/verify")
    assert '<html lang="fr" dir="ltr"' in visitor.html("/verify?lang=fr")


def test_the_choice_of_somebody_signed_in_is_kept(judge: Browser) -> None:
    sent = judge.post_form("/en/course/m1-choose", "/en/language", {"language": "fr"})
    assert (sent.status_code, sent.location) == (303, "/fr/course/m1-choose")
    assert judge.get("/", **{"Accept-Language": "ar"}).location == "/fr/"
    pressed = '<button name="language" value="fr" lang="fr" aria-pressed="true">'
    assert pressed in judge.html("/fr/help")
    assert judge.post_form("/fr/help", "/fr/language", {"language": "xx"}).location == "/fr/help"
    assert judge.get("/").location == "/fr/"


def test_a_drafted_language_says_so_on_each_page(visitor: Browser) -> None:
    said = "La présente traduction a été établie par une machine et attend d’être relue."
    assert said in visitor.html("/fr/help")
    assert "أعدّت آلة هذه الترجمة وهي تنتظر المراجعة." in visitor.html("/ar/help")
    assert "drafted by machine" not in visitor.html("/en/help")
