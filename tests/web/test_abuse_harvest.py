"""A cheating candidate: keys worked out from what is shown, attempts raced, files searched."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.models import AccessRole, Person
from elearn.accounts.services import administration
from elearn.document.blocks import OpenBlock
from elearn.document.course import TestItem as Item
from elearn.document.questions import open_question, permutation
from elearn.kernel.db import db, transaction
from elearn.learning.attempts import wordings
from elearn.learning.attempts.models import AttemptRow
from elearn.learning.verification import verify
from elearn.render.publications import PUBLICATIONS
from tests.factories import courses
from tests.factories.people import session_token
from tests.factories.tested import examined_bank, examined_revision
from tests.web.browser import Browser, forms
from tests.web.sitting import Sitter

STEM: tuple[OpenBlock, ...] = ()


def devices(sitter: Sitter, count: int) -> list[Sitter]:
    """Return the same person in so many browsers."""
    made = [Sitter(sitter.app) for _ in range(count)]
    for each in made:
        with sitter.app.app_context():
            each.use_token(session_token(db.session.get_one(Person, sitter.person_id)))
    return made


def attempts(sitter: Sitter) -> int:
    with sitter.app.app_context():
        return db.session.scalar(select(func.count()).select_from(AttemptRow)) or 0


def words(children: object) -> str:
    return re.sub(r"\W+", " ", str(children))


@pytest.mark.parametrize("make", [courses.order, courses.match])
def test_the_order_shown_follows_from_nothing_a_candidate_has(make: object) -> None:
    told = 0
    for number in range(12):
        item = Item("final", "2", make(f"t-final-{number}"))  # type: ignore[operator]
        wording = wordings.hash_of(item, "en")
        shown = open_question(item.question, STEM, wording)
        sides = shown.counterparts or shown.options
        # What the forger has: this program, the id on the page, and the habit of keys a, b, c, d.
        known = {words(option.counterpart or option.text): option.key for option in item.question.options}
        keys = [option.key for option in item.question.options]
        seed = f"{item.question.id}=>" if shown.counterparts else item.question.id
        guessed = permutation(seed, keys)
        told += tuple(known[words(each.text)] for each in sides) == guessed
    assert told < 4


def test_the_order_shown_is_the_same_at_every_look_and_for_every_candidate() -> None:
    item = Item("final", "2", courses.order("t-final-order"))
    wording = wordings.hash_of(item, "en")
    assert open_question(item.question, STEM, wording) == open_question(item.question, STEM, wording)
    reworded = replace(item.question, explanation=courses.prose("Another reason"))
    others = {open_question(replace(reworded, title=str(number)), STEM, wordings.hash_of(
        replace(item, question=replace(reworded, title=str(number))), "en")).options for number in range(8)}
    assert len(others) > 1, "who does not know the reasons cannot work out the order"


def test_the_hash_of_a_wording_is_on_no_page(sitter: Sitter) -> None:
    sitter.begin("entry")
    hashes = [wordings.hash_of(item, "en") for item in examined_bank().items]
    for path in ("/en/tests/entry/1", "/en/tests/entry/review", "/en/tests/entry", "/en/tests"):
        page = sitter.html(path)
        assert not any(each in page or each[:12] in page for each in hashes)


def test_no_publication_holds_a_question_of_a_test() -> None:
    revision = examined_revision()
    ids = [item.question.id for item in examined_bank().items]
    for publication in PUBLICATIONS:
        for part in publication.parts(revision)[:2]:
            made = publication.build(revision, part.key)
            said = made.decode("utf-8", "ignore")
            if made.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(made)) as opened:
                    said = "".join(name + opened.read(name).decode("utf-8", "ignore")
                                   for name in opened.namelist())
            elif made.startswith(b"%PDF"):
                said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
            assert courses.PLANTED_BANK not in said and not any(each in said for each in ids)
            if publication.name in ("handout", "answer-sheet", "summary-card"):
                assert not any(planted in said for planted in courses.PLANTED), publication.name


@pytest.mark.parametrize("place", [-1, 0, 7, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_place_that_is_none_is_not_found_and_no_fault(sitter: Sitter, place: int, method: str) -> None:
    sitter.begin("entry")
    values = {**sitter.question("entry", 1).values, "choice": "1"}
    sent = sitter.client.open(f"/en/tests/entry/{place}", method=method, data=values)
    assert sent.status_code == 404


@pytest.mark.parametrize("attempt", ["%00", "x" * 3000, "' OR 1=1 --", "0" * 32])
def test_no_spelling_of_an_attempt_is_a_fault(sitter: Sitter, attempt: str) -> None:
    sitter.begin("entry")
    for page in ("1", "review", "result"):
        assert sitter.get(f"/en/tests/entry/{page}?attempt={attempt}").status_code == 404


def test_the_last_attempt_of_the_day_begun_on_many_devices_is_one(sitter: Sitter) -> None:
    sitter.declare()
    for _ in range(2):
        sitter.sit("final", rightly=0)
    others = devices(sitter, 8)
    values = [each.form("/en/tests/final", "/en/tests/final", "name").values for each in others]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: others[n].post(
            "/en/tests/final", {**values[n], "name": "Amara Okello"}), range(8)))
    assert attempts(sitter) == 3
    sitter.answer_all("final", rightly=0)
    sitter.hand_in("final")
    closed = sitter.post("/en/tests/final", {**values[0], "event": "ab" * 16, "name": "Amara Okello"})
    assert closed.status_code in (303, 400) and attempts(sitter) == 3


def test_tests_begun_at_once_with_one_event_id_are_each_begun_once(sitter: Sitter) -> None:
    sitter.declare()
    others, names = devices(sitter, 6), ("entry", "final", "post") * 2
    token = [forms(each.html("/en/tests"))[0].values["csrf_token"] for each in others]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: others[n].post(f"/en/tests/{names[n]}", {
            "csrf_token": token[n], "event": "cd" * 16, "name": "Amara Okello"}), range(6)))
    assert attempts(sitter) == 3
    with sitter.app.app_context():
        assert not list(verify())


def test_beginning_the_course_again_gives_no_test_twice_and_no_attempt_more(sitter: Sitter) -> None:
    sitter.sit("entry", rightly=0)
    sitter.declare()
    for _ in range(3):
        sitter.sit("final", rightly=0)
    for act in ("again", "leave", "return", "again"):
        form = sitter.form("/en/my-record", "/en/my-record", "act")
        sitter.post("/en/my-record", {**form.values, "act": act})
    token = forms(sitter.html("/en/tests"))[0].values["csrf_token"]
    for test in ("entry", "final"):
        for event in ("ab" * 16, "cd" * 16):
            sitter.post(f"/en/tests/{test}", {"csrf_token": token, "event": event, "name": "Amara Okello"})
    assert attempts(sitter) == 4


def test_a_pass_of_a_test_begun_before_beginning_again_certifies_nobody_without_units(
    sitter: Sitter,
) -> None:
    sitter.sit("entry")
    sitter.begin("final")
    form = sitter.form("/en/my-record", "/en/my-record", "act")
    sitter.post("/en/my-record", {**form.values, "act": "again"})
    sitter.answer_all("final", rightly=0)
    sitter.hand_in("final")
    with sitter.app.app_context():
        assert not db.session.execute(db.text("SELECT * FROM certificate")).all()
        assert not list(verify())


def test_a_role_taken_away_in_the_middle_closes_what_it_opened(app: Flask) -> None:
    trainer = Browser(app)
    trainer.sign_in(AccessRole.TRAINER)
    form = trainer.form("/en/downloads/manual/choose", "/en/downloads/manual/choose", "agenda")
    with app.app_context(), transaction():
        administration.set_role("command-line", trainer.person_id, AccessRole.LEARNER)
    sent = trainer.post("/en/downloads/manual/choose", {**form.values, "agenda": "tm-a1"})
    assert sent.status_code in (401, 403)
    for path in ("manual/tm-a1", "manual/tm-a1/pdf", "manual.pdf", "trainers/handout.pdf", "parity"):
        assert trainer.get(f"/en/downloads/{path}").status_code in (303, 403)
