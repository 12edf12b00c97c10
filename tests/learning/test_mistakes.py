"""A reported mistake is stored once, answered, told to its reporter, and shown without a name."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.kernel import audit, clock
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotFound
from elearn.kernel.mail import Letter
from elearn.learning.mistakes import queries, services
from elearn.learning.mistakes.models import MistakeState
from elearn.learning.mistakes.queries import Reported
from tests.factories.courses import small_revision
from tests.factories.people import person

REVISION = small_revision()


def report(person_id: str, block: str = "m1-q1", said: str = "It should say 2.5.") -> str:
    with transaction():
        return services.report(person_id, REVISION, block, said)


def test_a_report_names_the_block_its_unit_and_the_revision(bare_app: Flask) -> None:
    who = person().id
    report(who, said="  It should\r\nsay 2.5. ")
    (held,) = queries.own(who)
    assert (held.block_id, held.unit_id, held.revision_id) == ("m1-q1", "m1-choose", REVISION.id)
    assert held.said == "It should\nsay 2.5." and held.state is MistakeState.OPEN


def test_sent_twice_it_is_one_report(bare_app: Flask) -> None:
    who = person().id
    assert report(who) == report(who)
    assert report(who, said="Another thing") != report(who)
    assert len(queries.reports()) == 2


@pytest.mark.parametrize("said", ["", "  \n ", "x" * 4001])
def test_words_that_are_none_or_too_many_are_refused(bare_app: Flask, said: str) -> None:
    who = person().id
    with pytest.raises(BadInput):
        report(who, said=said)
    assert queries.reports() == ()


@pytest.mark.parametrize("block", ["m9-q1", "", "m1-q1'; drop table mistake_report; --", "m1-q1-secret"])
def test_a_passage_that_is_not_there_cannot_be_reported(bare_app: Flask, block: str) -> None:
    who = person().id
    with pytest.raises(NotFound):
        report(who, block)


def test_after_thirty_in_a_day_the_next_waits_until_tomorrow(bare_app: Flask) -> None:
    who = person().id
    now = clock.now()
    with clock.fixed(now):
        for number in range(services.MOST_A_DAY):
            report(who, said=f"Mistake {number}")
        with pytest.raises(BadInput):
            report(who, said="One more")
    with clock.fixed(now + timedelta(hours=25)):
        assert report(who, said="One more")


def test_an_answer_reaches_the_reporter_and_is_written_down(bare_app: Flask) -> None:
    who, officer = person().id, person().id
    made = report(who)
    with transaction():
        services.answer(officer, made, MistakeState.MENDED, "You are right.")
    (held,) = queries.own(who)
    assert (held.state, held.answer) == (MistakeState.MENDED, "You are right.")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.message == "mistake-answered" and "/en/my-record#mistakes" in letter.text
    assert "You are right" not in letter.text
    assert [entry.action for entry in audit.about(who)] == ["mistake_answered"]


def test_the_same_answer_again_sends_no_second_letter(bare_app: Flask) -> None:
    made = report(person().id)
    for _ in range(2):
        with transaction():
            services.answer(audit.COMMAND_LINE, made, MistakeState.STANDS, "It is 2.5.")
    assert len(db.session.scalars(select(Letter)).all()) == 1


def test_an_answer_without_words_or_verdict_is_refused(bare_app: Flask) -> None:
    made = report(person().id)
    for state, words in ((MistakeState.MENDED, " "), (MistakeState.OPEN, "Thanks")):
        with pytest.raises(BadInput), transaction():
            services.answer(audit.COMMAND_LINE, made, state, words)
    with pytest.raises(NotFound), transaction():
        services.answer(audit.COMMAND_LINE, "0" * 32, MistakeState.MENDED, "Thanks")


def test_whoever_reads_a_report_does_not_learn_who_made_it(bare_app: Flask) -> None:
    assert not {"reporter_id", "person_id", "name"} & {each.name for each in fields(Reported)}


def test_nobody_finds_the_reports_of_another_among_their_own(bare_app: Flask) -> None:
    report(person().id)
    assert queries.own(person().id) == ()
