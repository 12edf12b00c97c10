"""Private notes beside the text: saved by form or script, for their writer alone, deleted for good."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import event, select

from elearn.accounts import texts
from elearn.accounts.models import AccessRole, Person
from elearn.kernel.db import db, transaction
from elearn.learning import erasure
from elearn.learning.keeping.models import KeptPost
from elearn.learning.models import Event
from elearn.learning.notes import services
from elearn.learning.notes.models import Note
from tests.factories.people import session_token
from tests.web.browser import Browser, Form, forms

PAGE, SECTION = "/en/course/m2-story", "m2-story-work"
NOTE, MINE = f"/en/notes/{SECTION}", "/en/my-notes"


def opened(browser: Browser) -> Form:
    return browser.form(PAGE, NOTE, "text")


def write(browser: Browser, text: str, **more: str) -> int:
    """Open the unit, write beside its second section and press the button."""
    return browser.post(NOTE, {**opened(browser).values, "text": text, **more}).status_code


def stored(app: Flask) -> list[Note]:
    with app.app_context():
        return list(db.session.scalars(select(Note)))


def on_another_device(judge: Browser) -> Browser:
    other = Browser(judge.app)
    with judge.app.app_context():
        other.use_token(session_token(db.session.get_one(Person, judge.person_id)))
    other.person_id = judge.person_id
    return other


def delete(browser: Browser) -> int:
    form = browser.form(f"{NOTE}/delete", f"{NOTE}/delete")
    return browser.post(form.action, form.values).status_code


def test_each_section_of_a_unit_has_a_place_for_a_note(judge: Browser, visitor: Browser) -> None:
    page = judge.html(PAGE)
    assert page.count('<details class="note"') == 2 and 'id="note-m2-story-work"' in page
    assert 'class="noted"' not in page
    assert 'class="note"' not in visitor.html(PAGE)


def test_a_note_is_there_when_the_page_is_opened_again_and_on_the_page_of_all(judge: Browser) -> None:
    answer = judge.post(NOTE, {**opened(judge).values, "text": "A <case> like\r\nthe one of May"})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#note-{SECTION}")
    page = judge.html(PAGE)
    assert "A &lt;case&gt; like\nthe one of May</textarea>" in page
    assert 'class="noted" lang="" dir="auto">A &lt;case&gt; like the one of May</span></summary>' in page
    assert "Saved on" in page
    found = judge.html(MINE)
    assert "A &lt;case&gt; like\nthe one of May</div>" in found and f'href="{PAGE}#note-{SECTION}"' in found
    assert f'href="{MINE}"' in judge.html("/en/my-record")


def test_a_note_is_sealed_and_is_no_part_of_the_record(judge: Browser) -> None:
    with judge.app.app_context():
        before = len(db.session.scalars(select(Event)).all())
    write(judge, "A secret of mine")
    (row,) = stored(judge.app)
    assert "secret" not in row.sealed and texts.has_own_key(row.sealed)
    with judge.app.app_context():
        assert len(db.session.scalars(select(Event)).all()) == before


def test_a_script_saves_by_the_same_address_and_is_told_by_a_status(judge: Browser) -> None:
    form = opened(judge)
    for step, text in enumerate(("One", "One two", "One two three"), start=1):
        assert judge.post(NOTE, {**form.values, "text": text, "step": str(step)}).status_code == 204
    # Two saves of one page arrive the wrong way round; then the button is pressed.
    judge.post(NOTE, {**form.values, "text": "One two", "step": "2"})
    assert opened(judge).values["text"] == "One two three"
    judge.post(NOTE, {**form.values, "text": "All of it"})
    assert opened(judge).values["text"] == "All of it"
    assert judge.post(NOTE, {**form.values, "text": " ", "step": "4"}).status_code == 400
    assert opened(judge).values["text"] == "All of it"


def test_a_second_window_is_asked_before_anything_is_replaced(judge: Browser) -> None:
    phone = on_another_device(judge)
    here, there = opened(judge), opened(phone)
    judge.post(NOTE, {**here.values, "text": "Typed at the desk"})
    assert phone.post(NOTE, {**there.values, "text": "On the phone", "step": "1"}).status_code == 409
    asked = phone.post(NOTE, {**there.values, "text": "On the phone"})
    assert asked.status_code == 409
    assert "On the phone</textarea>" in asked.text and "Typed at the desk</div>" in asked.text
    form = next(each for each in forms(asked.text) if each.action == NOTE)
    assert phone.post(NOTE, form.values).status_code == 303
    assert opened(judge).values["text"] == "On the phone"


def test_the_same_words_from_two_windows_are_no_question(judge: Browser) -> None:
    here, there = opened(judge), opened(judge)
    judge.post(NOTE, {**here.values, "text": "The same"})
    assert judge.post(NOTE, {**there.values, "text": "The same"}).status_code == 303


@pytest.mark.parametrize(("text", "said"), [("  \n", "Write something first"), ("x" * 20_001, "20,000")])
def test_what_cannot_be_a_note_is_given_back_to_mend(judge: Browser, text: str, said: str) -> None:
    answer = judge.post(NOTE, {**opened(judge).values, "text": text})
    assert answer.status_code == 400 and said in answer.text and "<title>Error:" in answer.text
    assert text.strip() in answer.text and stored(judge.app) == []


def test_a_deleted_note_is_gone_with_its_key(judge: Browser) -> None:
    write(judge, "To be forgotten")
    sealed = stored(judge.app)[0].sealed
    assert "To be forgotten" in judge.html(f"{NOTE}/delete")
    old = opened(judge)
    assert delete(judge) == 303
    assert opened(judge).values["text"] == "" and "To be forgotten" not in judge.html(MINE)
    with judge.app.app_context():
        assert texts.opened(judge.person_id, f"note/{SECTION}", sealed) is None
    assert judge.get(f"{NOTE}/delete").status_code == 404
    # A form of before, sent late, does not bring the words back unasked.
    asked = judge.post(NOTE, {**old.values, "text": "To be forgotten"})
    assert asked.status_code == 409 and "you deleted this note" in asked.text
    assert write(judge, "Anew") == 303 and opened(judge).values["text"] == "Anew"


def test_a_note_that_changed_since_is_not_deleted_unseen(judge: Browser) -> None:
    write(judge, "First words")
    form = judge.form(f"{NOTE}/delete", f"{NOTE}/delete")
    write(judge, "Second words")
    assert judge.post(form.action, form.values).status_code == 409
    assert opened(judge).values["text"] == "Second words"


def test_the_keys_of_deleted_notes_are_destroyed_again_after_a_restore(judge: Browser) -> None:
    write(judge, "To be forgotten")
    delete(judge)
    with judge.app.app_context(), transaction():
        assert services.destroy_deleted(db.session.connection()) == 1


def test_a_note_sent_after_the_sign_in_had_ended_waits_for_its_writer(judge: Browser) -> None:
    form, token = opened(judge), on_another_device(judge)
    with judge.client.session_transaction() as session:
        session["sign-in"] = "a sign-in that is over"
    sent = judge.post(NOTE, {**form.values, "text": "Do not lose me"})
    assert (sent.status_code, sent.location) == (303, "/en/sign-in?next=/en/waiting")
    assert stored(judge.app) == []
    waiting = token.form("/en/waiting", NOTE)
    assert waiting.values["text"] == "Do not lose me" and "My note:" in token.html("/en/waiting")
    assert token.post(NOTE, waiting.values).status_code == 303
    assert opened(token).values["text"] == "Do not lose me"
    with judge.app.app_context():
        assert db.session.scalars(select(KeptPost)).all() == []


def test_nobody_else_ever_reads_a_note(judge: Browser) -> None:
    write(judge, "qvxsecret beside it")
    for role in (AccessRole.LEARNER, AccessRole.TRAINER, AccessRole.OFFICER, AccessRole.ADMINISTRATOR):
        other = Browser(judge.app)
        other.sign_in(role)
        seen = other.html(PAGE) + other.html(MINE) + other.html("/en/search?q=beside")
        assert "qvxsecret" not in seen
        assert other.get(f"{NOTE}/delete").status_code == 404
        assert other.post(NOTE, {**opened(other).values, "text": "Mine"}).status_code == 303
    assert opened(judge).values["text"] == "qvxsecret beside it"


def test_a_place_that_is_none_takes_no_note(judge: Browser) -> None:
    values = {**opened(judge).values, "text": "Lost?"}
    assert judge.post("/en/notes/m2-r1", values).status_code == 404
    assert judge.post("/en/notes/nowhere", values).status_code == 404


def test_notes_are_in_the_copy_of_ones_data_and_go_with_the_person(judge: Browser) -> None:
    write(judge, "To take along")
    held = json.loads(judge.get("/en/account/export/my-data.json").text)
    assert [(each["beside"], each["text"]) for each in held["notes"]] == [(SECTION, "To take along")]
    assert "To take along" in judge.html("/en/account/export/my-data.html")
    with judge.app.app_context():
        assert erasure.listing(judge.person_id)["note"] == 1
        db.session.rollback()
        erasure.erase(judge.person_id, "command-line", erasure.Reason.ON_REQUEST)
    assert stored(judge.app) == []


def queries_of(browser: Browser) -> int:
    """Return how many questions one opening of the unit asks of the database."""
    asked: list[str] = []
    with browser.app.app_context():
        engine = db.engine

    def note(*said: object) -> None:
        asked.append(str(said[2]))

    browser.html(PAGE)
    event.listen(engine, "before_cursor_execute", note)
    browser.html(PAGE)
    event.remove(engine, "before_cursor_execute", note)
    return len([each for each in asked if each.startswith("SELECT")])


def test_a_reader_with_notes_costs_one_query_more(judge: Browser) -> None:
    before = queries_of(judge)
    write(judge, "A note")
    assert queries_of(judge) == before + 1 <= 6
