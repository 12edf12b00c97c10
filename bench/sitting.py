"""Learners before a test of twenty questions, which is made of the shipped practice questions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Flask

from bench.people import LEARNERS
from elearn.accounts import services as accounts
from elearn.accounts.models import JudicialRole
from elearn.accounts.profile import Profile
from elearn.app import create_app
from elearn.cli.record import activate_shipped
from elearn.document.catalogue import Catalogue, Revision
from elearn.document.course import CourseRules, TestBank, TestItem, TestRule
from elearn.document.questions import Question, QuestionKind
from elearn.document.walk import acting_blocks
from elearn.kernel import db, jobs
from elearn.kernel.config import Settings
from elearn.learning import hearing, queries
from elearn.learning import services as learning
from elearn.learning.population import populate
from elearn.web.identity import TOKEN

QUESTIONS = 20
TEST = "/en/tests/entry"


@dataclass(frozen=True)
class Sitting:
    """Where someone answers and what their browser would send along."""

    path: str
    headers: dict[str, str]


def sitting_learners(settings: Settings, count: int) -> list[Sitting]:
    """Fill a new data folder and return people there who are signed in and have begun no test."""
    tokens = _populated(settings, count)
    app = create_app(settings)
    return [_signed_in(app, token) for token in tokens]


def _signed_in(app: Flask, token: str) -> Sitting:
    client = app.test_client()
    with client.session_transaction(base_url="https://127.0.0.1") as session:
        session[TOKEN] = token
    client.get(TEST, base_url="https://127.0.0.1")
    cookie = client.get_cookie("__Host-session", domain="127.0.0.1")
    assert cookie is not None, "the page of a learner keeps its session"
    return Sitting(TEST, {"Cookie": f"{cookie.key}={cookie.value}"})


def _populated(settings: Settings, count: int) -> list[str]:
    app = Flask("bench")
    jobs.init_app(app, settings)
    hearing.listen()
    with app.app_context():
        db.upgrade()
        with db.transaction():
            activate_shipped(settings.course)
        shipped = queries.catalogue().current(settings.course, "en")
        with db.transaction():
            learning.activate(replace(shipped.course, rules=_rules(shipped)), _bank(shipped))
        catalogue = queries.catalogue()
        populate(LEARNERS, catalogue.current(settings.course, "en"), 1, lambda done: None)
        with db.transaction():
            tokens = [_learner(settings.course, catalogue, number) for number in range(count)]
        db.db.engine.dispose()
    return tokens


def _learner(course: str, catalogue: Catalogue, number: int) -> str:
    person = accounts.add_person(
        Profile("Amara Okello", "XA", JudicialRole.JUDGE),
        email=f"bench{number}@example.org", password_hash="")
    learning.enrol(person.id, course, "en", catalogue)
    return accounts.start_session(person.id)


def _rules(shipped: Revision) -> CourseRules:
    return replace(shipped.course.rules, entry_test=TestRule(QUESTIONS, (("2", QUESTIONS),)))


def _bank(shipped: Revision) -> TestBank:
    """Return practice questions as test items: their words are as long as those of a real test."""
    found = [
        block for module in shipped.course.modules for unit in module.units
        for block in acting_blocks(unit)
        if isinstance(block, Question) and block.kind is not QuestionKind.SCALE]
    return TestBank(tuple(
        TestItem("entry", "2", replace(question, id=f"t-{question.id}"))
        for question in found[:2 * QUESTIONS]))
