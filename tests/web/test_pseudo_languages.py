"""Every page in a language nobody speaks: no word of ours stays English, and none is too long to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from playwright.sync_api import Browser as Chromium

from elearn.kernel import paths, words
from tests.house.layout import PACKAGE
from tests.web import pseudo
from tests.web.browser import Browser

VISITED = ("/", "/about", "/help", "/privacy", "/accessibility", "/course/", "/course/m1-choose",
           "/principles/", "/search", "/search?q=9999",
           "/downloads", "/sign-in", "/register", "/invitation", "/reset")
OWN = ("/", "/account", "/account/profile", "/account/password", "/account/sessions", "/account/log",
       "/account/delete", "/account/export", "/account/second-factor", "/course/", "/course/m1-choose",
       "/my-record/m1-choose", "/tests", "/my-record", "/certificates")
NARROW = ("/", "/help", "/privacy", "/course/", "/course/m1-choose", "/sign-in", "/register",
          "/account", "/account/delete", "/tests", "/my-record")
_NAMES = {each.name for each in (*words.INTERFACE, pseudo.LONGER, pseudo.MIRRORED)}
# Names of things that are the same in every language, and what Babel writes of a date.
_SAME = {"Bangalore", "UTC", "Velmara", "JavaScript", "HTML", "JSON", "PDF", "CSV", "XLSX", "Chromium",
         "axe"}
_SPOKEN = ("alt", "title", "aria-label", "placeholder")
_NOT_OURS = {"script", "style", "bdi", "code", "option"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo.written(tmp_path_factory.mktemp("words"))


@pytest.fixture(autouse=True)
def _offered(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    shipped = paths.shipped
    monkeypatch.setattr(words, "INTERFACE", (*words.INTERFACE, pseudo.LONGER, pseudo.MIRRORED))
    monkeypatch.setattr(paths, "shipped", lambda name: folder if name == "translations" else shipped(name))


class _Left(HTMLParser):
    """What a page says outside brackets in its own language: content and people's words are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._marked: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        is_ours = held.get("lang", "") == pseudo.LONGER.tag
        is_other = not is_ours and ("lang" in held or self._is_marked())
        if not is_other:
            self.said += [held[name] or "" for name in _SPOKEN if name in held]
        if tag not in _VOID:
            self._marked.append(is_other or (tag in _NOT_OURS and not is_ours))

    def _is_marked(self) -> bool:
        return bool(self._marked) and self._marked[-1]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._marked:
            self._marked.pop()

    def handle_data(self, data: str) -> None:
        if not self._is_marked():
            self.said.append(data)


def _untranslated(html: str) -> list[str]:
    reader = _Left()
    reader.feed(html)
    text = " ".join(reader.said)
    while (fewer := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = fewer
    locale = Locale.parse(pseudo.LONGER.tag)
    dates = {part for width in ("abbreviated", "wide") for part in locale.months["format"][width].values()}
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in _SAME | dates | _NAMES]


def _pages(browser: Browser, paths_of: tuple[str, ...], tag: str) -> Iterator[tuple[str, str]]:
    for path in paths_of:
        html = browser.html(f"/{tag}{path}")
        # A title cannot mark a part of itself: that of a page of the course is the title of its content.
        is_of_content = path.startswith(("/course/", "/my-record/"))
        yield path, re.sub("<title>.*?</title>", "", html) if is_of_content else html


def test_no_word_of_a_public_page_stays_english(visitor: Browser) -> None:
    left = {path: found for path, html in _pages(visitor, VISITED, "eo") if (found := _untranslated(html))}
    assert not left
    assert not _untranslated(visitor.get("/eo/no-such-page").text)


def test_no_word_of_ones_own_pages_stays_english(judge: Browser) -> None:
    judge.post_form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1", {"choice": "2"})
    assert not {path: found for path, html in _pages(judge, OWN, "eo") if (found := _untranslated(html))}


def test_a_word_that_was_forgotten_is_found() -> None:
    assert _untranslated('<p>⟦Ývéd⟧ Forgotten <bdi>Ann</bdi> <a title="Also">⟦x <b>⟦y⟧</b>⟧</a></p>') == [
        "Forgotten", "Also"]
    assert not _untranslated('<article lang="en">Gift <button lang="eo">⟦x⟧</button> of a party</article>')


def test_longer_words_and_the_other_direction_fit_a_narrow_phone(
    chromium: Chromium, judge: Browser, visitor: Browser,
) -> None:
    css = (PACKAGE / "web" / "static" / "elearn.css").read_text(encoding="utf-8")
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    wide = []
    for tag in ("eo", "he"):
        for path in NARROW:
            reader = visitor if path in ("/sign-in", "/register") else judge
            html = re.sub(r"<(link|script)\b[^>]*>", "", reader.html(f"/{tag}{path}"))
            page.set_content(html.replace("</head>", f"<style>{css}</style></head>"))
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append((tag, path, page.evaluate(_WIDEST)))
    page.close()
    assert not wide


_WIDEST = """() => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect(); return box.right > 321 || box.left < -1; })
  .slice(0, 3).map(each => each.outerHTML.slice(0, 120))"""


def test_the_languages_of_tests_are_not_offered() -> None:
    shipped = (PACKAGE / "kernel" / "words.py").read_text(encoding="utf-8")
    assert 'Language("eo"' not in shipped and 'Language("he"' not in shipped
