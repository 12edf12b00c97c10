"""Drafts: what was typed is there again for its writer alone; nothing replaces anything unasked."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from elearn.accounts.models import Person
from elearn.kernel.db import db
from elearn.learning.keeping.models import Draft
from tests.factories.people import session_token
from tests.web.browser import Browser, Fields, Form, forms

PAGE = "/en/course/m2-story"
REFLECTION = f"{PAGE}/m2-r1"
DRAFTS = "/en/drafts/m2-r1"


def opened(browser: Browser, path: str = PAGE) -> Form:
    """Open the unit and return the form of its reflection."""
    return browser.form(path, REFLECTION, "text")


def typed(browser: Browser, form: Form, text: str, step: int = 1) -> int:
    """Do what `autosave.js` does; return the status."""
    return browser.post(DRAFTS, {**form.values, "text": text, "step": str(step)}).status_code


def stored(browser: Browser) -> list[Draft]:
    with browser.app.app_context():
        return list(db.session.scalars(select(Draft)))


def same_person(judge: Browser) -> Browser:
    """Return the same judge on another device."""
    other = Browser(judge.app)
    with judge.app.app_context():
        other.use_token(session_token(db.session.get_one(Person, judge.person_id)))
    other.person_id = judge.person_id
    return other


def test_a_draft_is_there_when_the_page_is_opened_again(judge: Browser) -> None:
    assert typed(judge, opened(judge), "Half a <thought>") == 204
    page = judge.html(PAGE)
    assert "Half a &lt;thought&gt;</textarea>" in page and "Draft kept on" in page
    assert ">Draft kept</span>" in page and "not yet saved as your answer" in page
    assert not judge.html("/en/my-record").count("Half a")


def test_a_draft_is_sealed_and_writes_no_event(judge: Browser) -> None:
    typed(judge, opened(judge), "A secret of mine")
    (row,) = stored(judge)
    assert "secret" not in row.sealed and row.place == "m2-r1"
    assert "1 entry" not in judge.html("/en/my-record")


def test_saving_the_answer_takes_the_draft_away(judge: Browser) -> None:
    typed(judge, opened(judge), "First words")
    form = opened(judge)
    assert form.values["text"] == "First words"
    typed(judge, form, "First words, and more")
    assert judge.post(REFLECTION, {**form.values, "text": "First words, and more"}).status_code == 303
    assert stored(judge) == []
    assert "Draft kept on" not in judge.html(PAGE)
    # A save that arrives after the answer belongs to a page that is done.
    assert typed(judge, form, "First words", step=2) == 204 and stored(judge) == []


def test_later_words_of_one_page_stay_whatever_the_order_of_arrival(judge: Browser) -> None:
    form = opened(judge)
    typed(judge, form, "one two three", step=3)
    typed(judge, form, "one two", step=2)
    assert opened(judge).values["text"] == "one two three"


def test_an_empty_text_takes_no_draft_away(judge: Browser) -> None:
    form = opened(judge)
    typed(judge, form, "Do not lose me")
    assert typed(judge, form, "  \n", step=2) == 204
    assert opened(judge).values["text"] == "Do not lose me"


def test_drafts_of_two_devices_are_both_shown(judge: Browser) -> None:
    phone = same_person(judge)
    here, there = opened(judge), opened(phone)
    typed(judge, here, "Typed at the desk")
    typed(phone, there, "Typed on the phone")
    page = judge.html(PAGE)
    assert "Typed on the phone</textarea>" in page, "the newest stands in the field"
    assert '<div class="kept" lang="" dir="auto">Typed at the desk</div>' in page
    chosen = re.search(r'href="([^"]*draft=[0-9a-f]{32}[^"]*)"', page)
    assert chosen
    assert opened(judge, chosen.group(1).replace("#m2-r1", "")).values["text"] == "Typed at the desk"


def test_going_on_with_a_draft_replaces_that_one_alone(judge: Browser) -> None:
    typed(judge, opened(judge), "Old words")
    again = opened(judge)
    typed(judge, again, "Old words and new ones")
    assert [row.page for row in stored(judge)] == [again.values["event"]]
    phone = same_person(judge)
    there = opened(phone)
    typed(judge, again, "Old words, newer ones", step=2)
    typed(phone, there, "Written over what the phone was shown")
    assert len(stored(judge)) == 2, "the desk went on meanwhile, so its words stay"


def test_a_draft_typed_over_an_older_answer_is_shown_beside_the_present_one(judge: Browser) -> None:
    old = opened(judge)
    typed(judge, old, "Typed before")
    phone = same_person(judge)
    assert phone.post(REFLECTION, {**opened(phone).values, "text": "Saved since", "draft": ""}).location
    page = judge.html(PAGE)
    assert "Saved since</textarea>" in page
    assert '<div class="kept" lang="" dir="auto">Typed before</div>' in page


def test_a_draft_over_the_present_answer_leaves_both_in_sight(judge: Browser) -> None:
    judge.post(REFLECTION, {**opened(judge).values, "text": "Saved"})
    typed(judge, opened(judge), "Saved, and changed")
    page = judge.html(PAGE)
    assert "Saved, and changed</textarea>" in page
    assert "What is saved now" in page and '<div class="kept" lang="" dir="auto">Saved</div>' in page


def test_a_draft_is_discarded_by_its_writer(judge: Browser) -> None:
    typed(judge, opened(judge), "Away with it")
    form = judge.form(PAGE, DRAFTS)
    assert judge.post(DRAFTS, form.values).location == f"{PAGE}#m2-r1"
    assert stored(judge) == [] and "Away with it" not in judge.html(PAGE)


def test_a_text_that_met_another_one_is_a_draft_until_one_is_chosen(judge: Browser) -> None:
    stale = opened(judge)
    judge.post(REFLECTION, {**opened(judge).values, "text": "Stored"})
    asked = judge.post(REFLECTION, {**stale.values, "text": "Mine"})
    assert asked.status_code == 409 and "Which text do you want to keep?" in asked.text
    page = judge.html(PAGE)
    assert "Stored</textarea>" in page and '<div class="kept" lang="" dir="auto">Mine</div>' in page
    keep = next(form for form in forms(asked.text) if form.action == REFLECTION)
    assert judge.post(REFLECTION, {**keep.values, "act": "keep"}).status_code == 303
    assert stored(judge) == [] and "Mine</textarea>" in judge.html(PAGE)


def test_keeping_the_stored_text_discards_the_other(judge: Browser) -> None:
    stale = opened(judge)
    judge.post(REFLECTION, {**opened(judge).values, "text": "Stored"})
    asked = judge.post(REFLECTION, {**stale.values, "text": "Mine"})
    stay = next(form for form in forms(asked.text) if form.action == DRAFTS)
    assert judge.post(DRAFTS, stay.values).status_code == 303
    assert stored(judge) == [] and "Mine" not in judge.html(PAGE)


def test_nobody_sees_the_draft_of_another(judge: Browser) -> None:
    typed(judge, opened(judge), "Mine alone")
    other = Browser(judge.app)
    other.sign_in()
    assert "Mine alone" not in other.html(PAGE)
    form = opened(other)
    mine = stored(judge)[0]
    other.post(DRAFTS, {**form.values, "act": "discard", "page": mine.page, "draft": f"{mine.page}-1"})
    assert len(stored(judge)) == 1


@pytest.mark.parametrize(("field", "value"), [
    ("event", ""), ("event", "x" * 32), ("base", "no"), ("step", "-1"), ("step", "1e9"), ("step", ""),
    ("text", "x" * 20_001)])
def test_what_is_no_draft_is_refused(judge: Browser, field: str, value: str) -> None:
    fields: Fields = {**opened(judge).values, "text": "words", "step": "1", field: value}
    assert judge.post(DRAFTS, fields).status_code == 400 and stored(judge) == []


@pytest.mark.parametrize("where", ["m1-q1", "m2-s1", "nothing", "mistake/nothing", "mistake/"])
def test_only_texts_have_drafts(judge: Browser, where: str) -> None:
    fields: Fields = {**opened(judge).values, "text": "words", "step": "1"}
    assert judge.post(f"/en/drafts/{where}", fields).status_code == 404


def test_a_visitor_has_no_drafts_and_is_told_why(visitor: Browser) -> None:
    page = visitor.html(PAGE)
    assert "/drafts/" not in page and "Saving what you write needs an account" in page
    assert visitor.post(DRAFTS, {**opened(visitor).values, "text": "x", "step": "1"}).status_code == 401


def test_a_report_of_a_mistake_has_a_draft_too(judge: Browser) -> None:
    path = "/en/mistakes/in/m2-r1"
    form = judge.form(path, path, "said")
    sent = judge.post("/en/drafts/mistake/m2-r1", {
        **form.values, "text": "Paragraph 2.4, not", "step": "1"})
    assert sent.status_code == 204
    again = judge.form(path, path, "said")
    assert str(again.values["said"]).strip() == "Paragraph 2.4, not" and "Draft kept on" in judge.html(path)
    judge.post(path, {**again.values, "block": "m2-r1", "said": "Paragraph 2.4, not 2.5"})
    assert stored(judge) == []


def test_a_report_that_is_not_whole_is_kept_as_a_draft(judge: Browser) -> None:
    path = "/en/mistakes/in/m2-r1"
    form = judge.form(path, path, "said")
    refused = judge.post(path, {**form.values, "block": "nowhere", "said": "Half a report"})
    assert refused.status_code == 400 and "Half a report</textarea>" in refused.text
    assert str(judge.form(path, path, "said").values["said"]).strip() == "Half a report"


def test_a_text_of_someone_signed_in_alone_names_the_script(judge: Browser, visitor: Browser) -> None:
    assert 'data-script="/static/autosave.js' in judge.html(PAGE)
    assert "autosave.js" not in judge.html("/en/tests") + visitor.html(PAGE)
    # It is fetched when its reader comes to write: a lesson stays light.
    assert '<script type="module" src="/static/autosave.js' not in judge.html(PAGE)
