"""One person, two tabs, pages of any age, and a course that is edited meanwhile: a machine and its model.

The model is written from what the pages promise and knows nothing of events, folds or tables. Everything
is done through the services and committed at once, as the web does. tests/learning/sitting.py adds tests
to it, tests/learning/test_stateful.py a second person and erasure.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from elearn.document.catalogue import Revision
from elearn.kernel import db
from elearn.kernel.errors import BadInput, Conflict
from elearn.learning import clearing, leaving, queries, verification
from elearn.learning import services as learning
from elearn.learning.acts import Act, ActKind, KeepWhich, Receipt, Status
from elearn.learning.keeping import queries as kept
from elearn.learning.keeping import services as keeping
from tests.databases import Database, bare_application
from tests.factories.edited import EDITIONS, edited
from tests.factories.learners import Learner, new_id

TABS = st.sampled_from(("one", "two"))
OPTIONS = {"m1-q1": "abc", "m1-q2": "abcd", "m1-q5": "abcd", "m1-q6": "abc"}
STORY = {("", "start:a"): "gift", ("", "start:b"): "end", ("gift", "gift:a"): "bad",
         ("gift", "gift:b"): "end"}
TEXTS = st.sampled_from(("", "  ", "one text", "another", "a third"))
R1 = "m2-r1"


@dataclass
class Page:
    """What a tab holds: the edition it was drawn from, and the form of the reflection on it."""

    edition: str
    event: str = field(default_factory=new_id)
    over: str = ""
    clears: int = 0
    saves: int = 0


@dataclass
class Model:
    """What should be true, said as simply as possible."""

    events: int = 1
    edition: str = "as written"
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    text_event: str = ""
    clears: int = 0
    has_words: bool = False
    drafts: dict[str, str] = field(default_factory=dict)
    sent_pages: set[str] = field(default_factory=set)
    is_thought: bool = False
    is_read: bool = False
    path: list[str] = field(default_factory=list)
    here: str = ""
    has_ended: bool = False
    has_acted: bool = False
    has_left: bool = False
    has_left_otherwise: bool = False


class Promises(RuleBasedStateMachine):
    """Two tabs of one person; each remembers what its page was drawn over."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="promises"))
        self.settings = self.database.fresh(self.folder / "data")
        self.context = bare_application(self.settings).app_context()
        self.context.push()
        self.served = "as written"
        self._activate()
        self.arrive()

    def arrive(self) -> None:
        """Let somebody new come, who knows nothing of whoever was here before."""
        self.who = self.enrolled()
        self.model = Model(edition=self.served)
        self.pages = {tab: Page(self.served) for tab in ("one", "two")}
        self.asked: dict[str, tuple[str, str]] = {}
        self.posted: list[tuple[str, ActKind, str, tuple[str, ...], str, str, Receipt]] = []

    def enrolled(self) -> Learner:
        raise NotImplementedError

    def status(self) -> Status:
        """What the status should be: the units of the small course are never all done here."""
        return Status.STARTED if self.model.has_acted else Status.ENROLLED

    def teardown(self) -> None:
        db.db.session.remove()
        db.db.engine.dispose()
        self.context.pop()
        self.database.drop(self.settings)
        shutil.rmtree(self.folder)

    def revision(self, edition: str = "") -> Revision:
        return edited(edition or self.served)

    def _activate(self) -> None:
        revision = self.revision()
        with db.transaction():
            learning.activate(revision.course, revision.bank)

    def stored(self, edition: str = "") -> None:
        """Count one event, and the move before it where this is the first act over what is served."""
        model, over = self.model, edition or self.served
        if over == self.served != model.edition:
            model.events, model.edition = model.events + 1, over
        model.events += 1
        model.has_left = model.has_left_otherwise = False

    def _post(
        self, edition: str, kind: ActKind, item: str, *choice: str, text: str = "", base: str = "",
        event_id: str = "",
    ) -> Receipt | KeepWhich:
        revision = self.revision(edition)
        act = Act(event_id or new_id(), kind, item, base, revision.id, "en", choice, text)
        with db.transaction():
            outcome = learning.record_act(self.who.id, act, revision)
        if isinstance(outcome, Receipt) and not outcome.was_there_already:
            self.stored(edition)
            self.model.has_acted = True
            if kind is not ActKind.REFLECT:
                self.posted.append((edition, kind, item, choice, text, base, outcome))
        return outcome

    @rule(edition=st.sampled_from(EDITIONS))
    def edit_the_course(self, edition: str) -> None:
        """Serve a typo mended, other words, another key, a question withdrawn, or what was before."""
        self.served = edition
        self._activate()

    @rule(tab=TABS)
    def open_a_page(self, tab: str) -> None:
        own = self.who.own(R1)
        self.pages[tab] = Page(self.served, over=own.event_id if own else "", clears=self.model.clears)

    @rule(data=st.data(), tab=TABS, item=st.sampled_from(sorted(OPTIONS)))
    def answer(self, data: st.DataObject, tab: str, item: str) -> None:
        edition = self.pages[tab].edition
        some = 1 if item in ("m1-q1", "m1-q6") else len(OPTIONS[item])
        choice = tuple(data.draw(st.lists(
            st.sampled_from(OPTIONS[item]), min_size=1, max_size=some, unique=True)))
        try:
            outcome = self._post(edition, ActKind.ANSWER, item, *choice)
        except BadInput:
            assert (item, edition) == ("m1-q2", "withdrawn")
            return
        assert isinstance(outcome, Receipt) and not outcome.was_there_already
        self.model.answers[item] = tuple(sorted(choice))

    @precondition(lambda self: self.posted)
    @rule(data=st.data(), key=st.sampled_from("abc"))
    def go_back_and_answer_otherwise(self, data: st.DataObject, key: str) -> None:
        *_, receipt = data.draw(st.sampled_from(self.posted))
        outcome = self._post(self.served, ActKind.ANSWER, "m1-q1", key, event_id=receipt.event_id)
        assert isinstance(outcome, Receipt)
        if not outcome.was_there_already:
            self.model.answers["m1-q1"] = (key,)

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def send_an_act_again(self, data: st.DataObject) -> None:
        edition, kind, item, choice, text, base, receipt = data.draw(st.sampled_from(self.posted))
        again = self._post(edition, kind, item, *choice, text=text, base=base, event_id=receipt.event_id)
        assert isinstance(again, Receipt) and again.was_there_already
        assert (again.event_id, again.seq, again.received_at) == (
            receipt.event_id, receipt.seq, receipt.received_at)

    @rule(tab=TABS, text=TEXTS)
    def write(self, tab: str, text: str) -> None:
        """Send the form of a tab; sent twice, by Back, its event id is that of before."""
        page, model = self.pages[tab], self.model
        try:
            outcome = self._post(page.edition, ActKind.REFLECT, R1, text=text, base=page.over,
                                 event_id=page.event)
        except BadInput:
            assert not text.strip() and not model.text
            return
        if isinstance(outcome, KeepWhich):
            self.asked[tab] = (text, outcome.stored_event)
            assert (outcome.mine, outcome.stored) == (text, model.text)
            assert page.over != model.text_event or page.clears < model.clears
            assert model.text or page.clears < model.clears, "asked with nothing to choose between"
        elif not outcome.was_there_already:
            assert text.strip() and (page.over == model.text_event if model.text else True)
            assert model.text or page.clears == model.clears, "deleted words came back unasked"
            self._wrote(text, outcome)
        if isinstance(outcome, Receipt):
            self._forget_draft(page.event)

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def keep_the_other_text(self, data: st.DataObject) -> None:
        tab = data.draw(st.sampled_from(sorted(self.asked)))
        text, base = self.asked.pop(tab)
        model, revision = self.model, self.revision()
        act = Act(new_id(), ActKind.REFLECT, R1, base, revision.id, "en", (), text)
        try:
            with db.transaction():
                outcome = learning.keep(self.who.id, act, revision)
        except BadInput:
            assert not text.strip()
            return
        if isinstance(outcome, KeepWhich):
            assert base != model.text_event or not model.text
        elif not outcome.was_there_already:
            assert text.strip()
            self.stored()
            model.has_acted = True
            self._wrote(text, outcome)

    def _wrote(self, text: str, receipt: Receipt) -> None:
        self.model.text, self.model.text_event, self.model.has_words = text, receipt.event_id, True
        self.model.sent_pages.add(receipt.event_id)

    @rule(tab=TABS)
    def delete_my_text(self, tab: str) -> None:
        model, own = self.model, self.who.own(R1)
        base = own.event_id if own else ""
        event_id, revision = new_id(), self.revision()
        try:
            for _ in range(2):
                with db.transaction():
                    receipt = clearing.clear_text(self.who.id, R1, event_id, base, revision)
        except (BadInput, Conflict):
            assert not model.has_words
            return
        if receipt.event_id == event_id:
            assert model.has_words, "a deletion of nothing was stored"
            self.stored()
            model.text, model.text_event, model.has_words = "", "", False
            model.clears += 1
            model.drafts.clear()

    @rule(tab=TABS, text=TEXTS)
    def type_and_send_nothing(self, tab: str, text: str) -> None:
        page, model = self.pages[tab], self.model
        page.saves += 1
        with db.transaction():
            is_kept = keeping.save_draft(self.who.person_id, keeping.Typed(
                R1, page.event, page.over, page.saves, text))
        assert is_kept == (bool(text.strip()) and page.event not in model.sent_pages)
        if is_kept:
            model.drafts.pop(page.event, None)
            model.drafts[page.event] = text
            for oldest in list(model.drafts)[:-keeping.MOST_DRAFTS]:
                del model.drafts[oldest]

    def _forget_draft(self, event_id: str) -> None:
        with db.transaction():
            keeping.forget_sent(self.who.person_id, R1, event_id, "")
        self.model.drafts.pop(event_id, None)

    @rule(tab=TABS)
    def think(self, tab: str) -> None:
        self._post(self.pages[tab].edition, ActKind.THOUGHT, R1)
        self.model.is_thought = True

    @rule(tab=TABS)
    def read(self, tab: str) -> None:
        self._post(self.pages[tab].edition, ActKind.READ, "m2-read")
        self.model.is_read = True

    @rule(tab=TABS, taken=st.sampled_from(sorted(choice for _, choice in STORY)))
    def step(self, tab: str, taken: str) -> None:
        model = self.model
        target = STORY.get((model.here, taken))
        is_last = bool(model.path) and model.path[-1] == f"m2-s1-{taken}"
        try:
            outcome = self._post(self.pages[tab].edition, ActKind.STEP, "m2-s1", f"m2-s1-{taken}")
        except BadInput:
            assert target is None and not is_last
            return
        assert isinstance(outcome, Receipt) and outcome.was_there_already == (target is None)
        if target is not None:
            model.path.append(f"m2-s1-{taken}")
            model.here, model.has_ended = target, model.has_ended or target != "gift"

    @precondition(lambda self: self.model.path)
    @rule(tab=TABS)
    def restart(self, tab: str) -> None:
        self._post(self.pages[tab].edition, ActKind.RESTART, "m2-s1")
        self.model.path, self.model.here = [], ""

    @rule(verb=st.sampled_from((leaving.leave, leaving.come_back, leaving.begin_again)))
    def leave_return_or_begin_again(self, verb: Callable[[str, Revision, str], Receipt]) -> None:
        event_id, revision, model = new_id(), self.revision(), self.model
        receipts = []
        for _ in range(2):
            with db.transaction():
                receipts.append(verb(self.who.id, revision, event_id))
        assert [each.was_there_already for each in receipts] == [False, True]
        assert receipts[0].seq == receipts[1].seq
        self.stored()
        model.has_left = model.has_left_otherwise = verb is leaving.leave
        if verb is leaving.begin_again:
            self.model = Model(
                model.events, model.edition, has_acted=model.has_acted, has_words=model.has_words,
                drafts=model.drafts, sent_pages=model.sent_pages)
            for page in self.pages.values():
                page.clears = 0
            self.asked.clear()

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        model, own = self.model, queries.own_answers(self.who.id, [*OPTIONS, "m2-s1", R1])
        given = {item: tuple(sorted(held.choice)) for item in OPTIONS if (held := own.get(item))}
        assert given == model.answers
        story, reflection = own.get("m2-s1"), own.get(R1)
        assert (list(story.choice) if story else []) == model.path
        assert (story is not None and story.is_done) == model.has_ended
        assert (reflection.text if reflection else "") == model.text

    @invariant()
    def drafts_are_those_that_were_typed_last(self) -> None:
        found = kept.drafts(self.who.person_id, [R1]).get(R1, ())
        assert {each.page: each.text for each in found} == self.model.drafts

    @invariant()
    def every_act_is_one_event_and_all_follows_from_them(self) -> None:
        assert [row.seq for row in self.who.events()] == list(range(1, self.model.events + 1))
        held = self.who.enrolled()
        assert held.status is self.status()
        assert (held.left_at is not None) == self.model.has_left
        db.db.session.rollback()
        assert [str(each) for each in verification.verify()] == []
