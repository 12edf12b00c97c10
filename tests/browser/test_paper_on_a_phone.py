"""The books that are read as one page of HTML fit the window of a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from elearn.document.catalogue import revision_of
from elearn.kernel import paths
from elearn.render.publications import find
from elearn.source.courses import load_rules
from elearn.source.load import load_course


@pytest.mark.parametrize("name", ["manual", "self-directed"])
def test_no_book_is_wider_than_a_telephone(chromium: Browser, tmp_path: Path, name: str) -> None:
    rules, _ = load_rules(paths.shipped("courses") / "judicial_ethics.toml")
    publication = find(name, "html")
    assert rules is not None and publication is not None
    loaded = load_course(paths.shipped("content") / rules.content, rules, rules.source_language)
    assert loaded.course is not None
    book = tmp_path / "book.html"
    book.write_bytes(publication.build(revision_of(loaded.course, loaded.bank)))
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(book.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()
