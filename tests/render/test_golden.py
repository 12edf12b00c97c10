"""Structure and words of every publication are what they were; `make golden` takes a change in."""

from __future__ import annotations

import pytest

from tests.render.golden import FOLDER, MADE, difference, outline


@pytest.mark.parametrize("name", MADE)
def test_a_publication_is_what_its_golden_file_says(name: str) -> None:
    changed = difference(name)
    assert not changed, f"\n{changed}\n\nIf it is meant: make golden ACCEPT=1"


def test_there_is_no_golden_file_of_nothing() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(MADE)


def test_an_outline_tells_structure_and_words() -> None:
    told = outline('<html><body><section id="a" class="case"><h2>On <em>time</em></h2><p>See '
                   '<a href="#b" data-before="page " data-after=".">x</a></p></section></body></html>')
    assert told == "body\n  section.case #a\n    h2: On *time*\n    p: See [page <page>.](#b)\n"
