"""Private notes: one a section, never replaced unseen, deleted with their key; on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elearn.kernel import db
from elearn.kernel.errors import BadInput, Conflict, NotFound
from elearn.learning.notes import queries, services
from elearn.learning.notes.services import Written
from tests.factories.learners import Learner, new_id

SECTION = "m2-story-work"


def written(text: str, *, page: str = "", step: int = 1, base: str = "") -> Written:
    return Written(SECTION, page or new_id(), step, base, text)


def save(who: Learner, note: Written) -> queries.KeptNote | None:
    with db.transaction():
        return services.save(who.person_id, note)


def now(who: Learner) -> queries.KeptNote:
    return queries.beside(who.person_id, [SECTION])[SECTION]


def test_what_one_page_saves_replaces_what_it_saved_before(amara: Learner) -> None:
    first = written("One")
    save(amara, first)
    save(amara, replace(first, text="One two three", step=3))
    save(amara, replace(first, text="One two", step=2))
    assert now(amara).text == "One two three" and now(amara).mark == f"{first.page}-3"
    assert [each.text for each in queries.every(amara.person_id)] == ["One two three"]
    count, last = queries.written(amara.person_id)
    assert count == 1 and last == now(amara).at


def test_another_page_must_have_seen_what_it_replaces(amara: Learner) -> None:
    save(amara, written("First"))
    other = save(amara, written("Second"))
    assert other is not None and other.text == "First" and now(amara).text == "First"
    assert save(amara, written("Second", base=other.mark)) is None and now(amara).text == "Second"


def test_a_deleted_note_opens_for_nobody_and_comes_back_only_when_asked(amara: Learner) -> None:
    save(amara, written("To be forgotten"))
    seen = now(amara).mark
    with db.transaction():
        services.delete(amara.person_id, SECTION, new_id(), seen)
        services.delete(amara.person_id, SECTION, new_id(), seen)
    assert now(amara).text == "" and queries.every(amara.person_id) == ()
    assert queries.written(amara.person_id)[0] == 0
    late = save(amara, written("To be forgotten", base=seen))
    assert late is not None and late.text == ""
    assert save(amara, written("Anew", base=late.mark)) is None and now(amara).text == "Anew"
    with db.transaction():
        assert services.destroy_deleted(db.db.session.connection()) == 1
    assert now(amara).text == "Anew", "the key made since stays"


def test_a_note_that_changed_is_not_deleted(amara: Learner) -> None:
    save(amara, written("First"))
    with pytest.raises(Conflict), db.transaction():
        services.delete(amara.person_id, SECTION, new_id(), f"{new_id()}-1")
    assert now(amara).text == "First"


@pytest.mark.parametrize("wrong", [
    written("  "), written("x" * 20_001), written("x", page="no id"), written("x", step=-1)])
def test_what_is_no_note_is_refused(amara: Learner, wrong: Written) -> None:
    with pytest.raises(BadInput), db.transaction():
        services.save(amara.person_id, wrong)
    assert queries.beside(amara.person_id, [SECTION]) == {}


def test_nobody_has_no_notes(amara: Learner) -> None:
    with pytest.raises(NotFound), db.transaction():
        services.save("0" * 32, written("x"))
    save(amara, written("Mine"))
    assert queries.beside("0" * 32, [SECTION]) == {}
