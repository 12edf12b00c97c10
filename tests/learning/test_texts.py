"""Reflections: sealed, never dropped, never replaced unseen."""

from __future__ import annotations

import pytest

from elearn.accounts import keys, texts
from elearn.kernel.config import Settings
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import queries, services, verification
from elearn.learning.acts import TEXT_LIMIT, Act, ActKind, KeepWhich
from tests.databases import Database
from tests.factories.learners import Learner, learner, new_id, stored

SECRET = "My brother-in-law sits on the other side's board."


def _text(of: Learner) -> str:
    own = of.own("m2-r1")
    return own.text if own else ""


def test_a_text_comes_back_as_written(amara: Learner) -> None:
    amara.write("Ligne une\r\nسطر ثانٍ\n\n  fin ")
    assert _text(amara) == "Ligne une\r\nسطر ثانٍ\n\n  fin "


def test_a_text_is_nowhere_in_the_database(amara: Learner, settings: Settings, database: Database) -> None:
    amara.write(SECRET)
    db.session.remove()
    files = database.files(settings)
    assert any(amara.id.encode() in path.read_bytes() for path in files)
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]


def test_a_text_over_the_one_shown_replaces_it(amara: Learner) -> None:
    first = stored(amara.write("first"))
    second = stored(amara.write("second", base=first.event_id))
    assert _text(amara) == "second"
    stored(amara.write("third", base=second.event_id))
    assert len(amara.events()) == 4


def test_a_stale_form_asks_which_to_keep(amara: Learner) -> None:
    first = stored(amara.write("first"))
    second = stored(amara.write("second", base=first.event_id))
    stale = amara.write("from the other tab", base=first.event_id)
    assert stale == KeepWhich("from the other tab", "second", second.event_id)
    assert _text(amara) == "second" and len(amara.events()) == 3


def test_the_text_chosen_is_stored_over_the_other(amara: Learner) -> None:
    amara.write("first")
    asked = amara.write("second")
    assert isinstance(asked, KeepWhich)
    act = Act(new_id(), ActKind.REFLECT, "m2-r1", asked.stored_event, amara.revision.id, "en",
              text=asked.mine)
    with transaction():
        stored(services.keep(amara.id, act, amara.revision))
    assert _text(amara) == "second"


def test_keeping_asks_again_where_the_record_changed_meanwhile(amara: Learner) -> None:
    first = stored(amara.write("first"))
    third = stored(amara.write("third", base=first.event_id))
    act = Act(new_id(), ActKind.REFLECT, "m2-r1", first.event_id, amara.revision.id, "en", text="mine")
    with transaction():
        assert services.keep(amara.id, act, amara.revision) == KeepWhich("mine", "third", third.event_id)


def test_keeping_needs_the_event_it_is_kept_over(amara: Learner) -> None:
    act = Act(new_id(), ActKind.REFLECT, "m2-r1", "", amara.revision.id, "en", text="mine")
    with pytest.raises(BadInput), transaction():
        services.keep(amara.id, act, amara.revision)


def test_the_same_event_id_with_another_text_asks_which_to_keep(amara: Learner) -> None:
    first = stored(amara.write("first", event_id="ab" * 16))
    assert amara.write("other", event_id="ab" * 16) == KeepWhich("other", "first", first.event_id)


def test_the_same_text_from_a_stale_form_is_there_already(amara: Learner) -> None:
    first = stored(amara.write("first"))
    again = stored(amara.write("first"))
    assert (again.event_id, again.was_there_already) == (first.event_id, True)


def test_a_late_repeat_of_a_replaced_text_gets_its_receipt(amara: Learner) -> None:
    first = stored(amara.write("first", event_id="ab" * 16))
    stored(amara.write("second", base=first.event_id))
    assert stored(amara.write("first", event_id="ab" * 16)).was_there_already
    assert _text(amara) == "second"


@pytest.mark.parametrize("blank", ["", "   ", "\r\n\t"])
def test_an_empty_text_never_replaces_one(amara: Learner, blank: str) -> None:
    first = stored(amara.write("first"))
    assert stored(amara.write(blank, base=first.event_id)).was_there_already
    assert _text(amara) == "first"


def test_an_empty_text_is_not_a_reflection(amara: Learner) -> None:
    with pytest.raises(BadInput):
        amara.write("  ")
    assert "m2-story" not in queries.progress(amara.id)


def test_a_thought_is_enough_and_leaves_a_text_as_it_is(amara: Learner) -> None:
    amara.think()
    assert queries.progress(amara.id)["m2-story"].done == 1
    first = stored(amara.write("after all, a text"))
    amara.think()
    own = amara.own("m2-r1")
    assert own is not None and (own.text, own.event_id) == ("after all, a text", first.event_id)


def test_a_text_after_a_thought_from_a_stale_form_is_stored(amara: Learner) -> None:
    amara.think()
    stored(amara.write("drawn before the thought"))
    assert _text(amara) == "drawn before the thought"


def test_a_text_too_long_is_refused(amara: Learner) -> None:
    stored(amara.write("x" * TEXT_LIMIT))
    with pytest.raises(BadInput):
        amara.write("x" * (TEXT_LIMIT + 1))


def test_a_text_of_one_person_does_not_open_for_another(amara: Learner) -> None:
    other = learner()
    amara.write(SECRET)
    sealed = amara.events()[-1].payload["sealed"]
    with pytest.raises(NotFound):
        keys.open_sealed(other.person_id, "m2-r1", sealed)


def test_equal_texts_of_two_people_look_different(amara: Learner) -> None:
    other = learner()
    amara.write("yes")
    other.write("yes")
    assert amara.events()[-1].payload["digest"] != other.events()[-1].payload["digest"]


def test_verifying_never_opens_a_text(amara: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    amara.write(SECRET)
    amara.write("second")

    def refuse(*_: object) -> str:
        raise AssertionError("a text was opened")

    with monkeypatch.context() as held:
        held.setattr(keys, "open_sealed", refuse)
        held.setattr(keys, "digest", refuse)
        held.setattr(texts, "opened", refuse)
        assert list(verification.verify()) == []


def test_sending_the_same_words_again_never_opens_a_text(
    amara: Learner, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The blank flag and the keyed digest beside a text say whether it is there already."""
    sent = stored(amara.write("mine", event_id=(event_id := new_id())))

    def refuse(*args: object) -> None:
        raise AssertionError("a text was opened")

    monkeypatch.setattr(keys, "open_sealed", refuse)
    monkeypatch.setattr(texts, "opened", refuse)
    for again in (amara.write("mine", event_id=event_id), amara.write("mine"), amara.write(" ")):
        assert stored(again).seq == sent.seq and stored(again).was_there_already
