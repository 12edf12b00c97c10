"""Every kind of question in a test: right, wrong, half, empty, not known, and in two tabs."""

from __future__ import annotations

import pytest

from tests.browser.answering import right, wrong
from tests.web.browser import Fields
from tests.web.sitting import KEYS, Sitter, fields

KINDS = ("one", "all", "order", "match", "spot")


def shown(page: str) -> int:
    """Count what a page shows as chosen."""
    return page.count(" checked>") + page.count(" selected>")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["right", "wrong"])
def test_an_answer_of_every_kind_is_kept_and_counts(sitter: Sitter, kind: str, how: str) -> None:
    sitter.begin("entry")
    place, key = sitter.place_of("entry", kind), KEYS[f"t-entry-{kind}"]
    chosen = right(key) if how == "right" else wrong(key)
    sent = sitter.give("entry", place, fields(chosen))
    assert sent.status_code == 303
    page = sitter.html(f"/en/tests/entry/{place}")
    for row, to in (chosen.rows or {}).items():
        assert f'<option value="{to}" selected>' in page.partition(f'name="place-{row}"')[2].partition(
            "</select>")[0]
    for option in chosen.places:
        assert f'value="{option}" id="t-entry-{kind}-{option}" checked>' in page
    assert shown(page) == len(chosen.rows or chosen.places)
    result = sitter.html(sitter.hand_in("entry"))
    assert f"{int(how == 'right')} of 5 right" in result


@pytest.mark.parametrize("kind", [*KINDS, "last"])
def test_not_known_yet_is_an_answer_that_is_not_right(sitter: Sitter, kind: str) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", kind)
    sitter.give("entry", place, {"choice": "0"})
    page = sitter.html(f"/en/tests/entry/{place}")
    assert f'id="t-entry-{kind}-0" checked>' in page and shown(page) == 1
    assert "0 of 5 right" in sitter.html(sitter.hand_in("entry"))


def test_the_final_test_knows_no_not_known_yet(sitter: Sitter) -> None:
    sitter.declare()
    sitter.begin("final")
    place = sitter.place_of("final", "one")
    assert "I do not know yet" not in sitter.html(f"/en/tests/final/{place}")
    assert sitter.give("final", place, {"choice": "0"}).status_code == 400
    assert sitter.html("/en/tests/final/review").count("Question ") >= 6


@pytest.mark.parametrize(("kind", "half"), [("order", {"place-1": "2"}), ("match", {"place-2": "1"})])
def test_half_an_answer_is_kept_on_the_page_and_named(sitter: Sitter, kind: str, half: Fields) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", kind)
    sent = sitter.give("entry", place, half, "review")
    assert sent.status_code == 400 and "<title>Error: " in sent.text
    summary = sent.text.partition('class="error-summary"')[2].partition("</div>")[0]
    assert f'href="#t-entry-{kind}-' in summary and shown(sent.text) == 1
    assert "Leave this question as it was saved and go on" in sent.text
    assert "Saved on" not in sitter.html(f"/en/tests/entry/{place}")


@pytest.mark.parametrize("kind", ["all", "spot"])
def test_half_of_what_applies_is_an_answer_and_not_right(sitter: Sitter, kind: str) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", kind)
    sitter.give("entry", place, {"choice": str(right(KEYS[f"t-entry-{kind}"]).places[0])})
    assert "0 of 5 right" in sitter.html(sitter.hand_in("entry"))


@pytest.mark.parametrize("kind", [*KINDS, "last"])
def test_nothing_chosen_leaves_the_question_open(sitter: Sitter, kind: str) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", kind)
    assert sitter.give("entry", place, {}).status_code == 303
    assert f"Question {place}, not answered" in sitter.html(f"/en/tests/entry/{place}")


@pytest.mark.parametrize("kind", ["all", "order"])
def test_an_answer_taken_back_leaves_the_question_open_again(sitter: Sitter, kind: str) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", kind)
    sitter.give("entry", place, fields(right(KEYS[f"t-entry-{kind}"])))
    sitter.give("entry", place, {})
    page = sitter.html(f"/en/tests/entry/{place}")
    assert f"Question {place}, not answered" in page and shown(page) == 0


def test_an_answer_and_not_known_together_are_refused(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "all")
    sent = sitter.give("entry", place, {"choice": ["0", "2"]})
    assert sent.status_code == 400 and shown(sent.text) == 2


@pytest.mark.parametrize("values", [
    {"choice": "9"}, {"choice": "-1"}, {"choice": "b"}, {"choice": ["1", "2"]}, {"choice": "1" * 400},
    {"place-1": "1"}, {"choice": "?"},
])
def test_what_is_no_option_is_refused(sitter: Sitter, values: Fields) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    before = sitter.html(f"/en/tests/entry/{place}")
    sent = sitter.give("entry", place, values)
    if values != {"place-1": "1"}:
        assert sent.status_code == 400
    assert "Saved on" not in before and "Saved on" not in sitter.html(f"/en/tests/entry/{place}")


def test_in_two_tabs_the_later_answer_counts(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    one, other = sitter.question("entry", place), sitter.question("entry", place)
    sitter.post(one.action, {**one.values, "choice": "1"})
    sitter.post(other.action, {**other.values, "choice": "2"})
    assert 'value="2" id="t-entry-one-2" checked>' in sitter.html(f"/en/tests/entry/{place}")
    sitter.post(one.action, {**one.values, "choice": "3"})
    assert 'value="3" id="t-entry-one-3" checked>' in sitter.html(f"/en/tests/entry/{place}")


def test_moving_on_in_an_old_tab_undoes_nothing(sitter: Sitter) -> None:
    sitter.begin("entry")
    place = sitter.place_of("entry", "one")
    empty = sitter.question("entry", place)
    sitter.give("entry", place, {"choice": "1"})
    old = sitter.question("entry", place)
    sitter.give("entry", place, {"choice": "2"})
    for form, values in ((empty, {}), (old, {"choice": "1"})):
        assert sitter.post(form.action, {**form.values, **values, "go": "next"}).status_code == 303
        assert 'value="2" id="t-entry-one-2" checked>' in sitter.html(f"/en/tests/entry/{place}")
