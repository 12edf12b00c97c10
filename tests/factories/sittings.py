"""The small course with tests that are held, and how someone sits them.

The final test draws 6 of 9 items and passes with 4, three attempts a day; entry and post are parallel
forms of 4, one of them a scale, and pass with 3. Together they hold every kind of question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from elearn.document import questions as q
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import TestBank, TestItem, TestRule
from elearn.document.questions import QuestionKind
from elearn.kernel.db import transaction
from elearn.learning import services as learning
from elearn.learning.acts import Receipt
from elearn.learning.attempts import queries, services, wordings
from elearn.learning.attempts.queries import Attempt
from elearn.learning.attempts.states import Result, TestName
from tests.factories import courses
from tests.factories.learners import Learner, learner, new_id

FINAL, ENTRY, POST = TestName.FINAL, TestName.ENTRY, TestName.POST
ITEM_WORDS = courses.PLANTED_BANK


def revision_with_tests(lang: str = "en", bank: TestBank | None = None, **rules: object) -> Revision:
    """Return the small course with its tests; `rules` replaces fields of the final test's rule."""
    course = courses.small_course(lang)
    final = TestRule(4, (("2", 4), ("11", 2)), attempts_per_day=3, minutes=45)
    entry = TestRule(3, (("2", 3), ("11", 1)), minutes=20)
    changed = replace(course.rules, final_test=replace(final, **rules), entry_test=entry)  # type: ignore[arg-type]
    return revision_of(replace(course, rules=changed), bank or full_bank())


def full_bank(words: str = "") -> TestBank:
    """Return the test items; `words` is added to every stem, as an edit would."""
    kinds: tuple[Callable[[str], q.Question], ...] = (
        courses.one, courses.every, courses.order, courses.match, courses.spot, courses.one)
    final = [_item("final", "2", f"t-f{place}", make, words) for place, make in enumerate(kinds)]
    final += [_item("final", "11", f"t-f{place}", courses.one, words) for place in (6, 7, 8)]
    others = [
        _item(pool, value, f"t-{pool[0]}{place}", make, words)
        for pool in ("entry", "post")
        for place, (value, make) in enumerate((
            ("2", courses.one), ("2", courses.scale), ("2", courses.match), ("11", courses.every)))]
    return TestBank((*final, *others))


def _item(
    pool: str, value: str, item_id: str, make: Callable[[str], q.Question], words: str,
) -> TestItem:
    made = make(item_id)
    return TestItem(pool, value, replace(made, stem=courses.prose(f"{item_id}: {ITEM_WORDS} {words}")))


def right_choice(question: q.Question) -> tuple[str, ...]:
    """Return the right answer to a question, or the first position of a scale."""
    keys = tuple(option.key for option in question.options if option.text)
    if question.kind is QuestionKind.ORDER:
        return keys
    if question.kind is QuestionKind.MATCH:
        return tuple(f"{key}={key}" for key in keys)
    return tuple(option.key for option in question.options if option.is_right) or keys[:1]


def wrong_choice(question: q.Question) -> tuple[str, ...]:
    """Return a whole answer that is not right."""
    keys = tuple(option.key for option in question.options if option.text)
    if question.kind is QuestionKind.ORDER:
        return keys[1:] + keys[:1]
    if question.kind is QuestionKind.MATCH:
        return tuple(f"{left}={right}" for left, right in zip(keys, keys[1:] + keys[:1], strict=True))
    return tuple(option.key for option in question.options if not option.is_right)[:1]


def candidate(revision: Revision | None = None, *, has_done_units: bool = True) -> Learner:
    """Activate the course with tests, enrol someone in it and let them do all its units."""
    chosen = revision or revision_with_tests()
    with transaction():
        learning.activate(chosen.course, chosen.bank)
    made = learner(chosen)
    if has_done_units:
        made.do_everything()
    return made


def begin(who: Learner, test: TestName = FINAL, event_id: str = "") -> str:
    """Begin an attempt (or find the running one) and commit."""
    with transaction():
        return services.begin(who.id, test, who.revision, event_id or new_id(), who.revision.lang)


def pick(
    who: Learner, attempt_id: str, item_id: str, *choice: str, base: str = "", event_id: str = "",
) -> Receipt:
    """Answer one item and commit."""
    with transaction():
        return services.pick(who.id, attempt_id, item_id, choice, event_id or new_id(), base)


def submit(who: Learner, attempt_id: str, event_id: str = "") -> Result:
    """Submit an attempt and commit."""
    with transaction():
        return services.submit(who.id, attempt_id, event_id or new_id())


def paper(who: Learner, attempt_id: str) -> Attempt:
    """Return an attempt as its page reads it."""
    return queries.attempt(who.id, attempt_id)


def fill(who: Learner, attempt_id: str, right: int) -> None:
    """Answer every item, so many of them rightly."""
    for item in paper(who, attempt_id).items:
        question = wordings.item(item.wording).question
        is_scored = question.kind is not QuestionKind.SCALE
        choice = right_choice(question) if right > 0 or not is_scored else wrong_choice(question)
        right -= is_scored
        pick(who, attempt_id, item.item_id, *choice)


def sit(who: Learner, test: TestName = FINAL, right: int = 100) -> Result:
    """Begin a test, answer so many items rightly and the others wrongly, and submit it."""
    attempt_id = begin(who, test)
    fill(who, attempt_id, right)
    return submit(who, attempt_id)


def forget_wordings() -> None:
    """Let everything about wordings be read from the database again, as a new process would."""
    wordings._known.clear()
    wordings.key.cache_clear()
    queries.asked.cache_clear()
