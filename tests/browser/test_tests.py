"""A judge sits the tests: with scripts and without, wide and narrow, by keyboard, on two devices."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from elearn.document.questions import QuestionKey, QuestionKind, question_key
from elearn.learning.attempts.wordings import hash_of
from tests.browser.answering import Chosen, right, wrong
from tests.browser.conftest import Opener, second_window
from tests.browser.serving import PASSWORD, Server, serving_revision
from tests.browser.test_accessibility import should_be_sound
from tests.browser.walk import Walk
from tests.databases import Database
from tests.factories.tested import examined_bank, examined_revision

pytestmark = pytest.mark.browser
KEYS = {item.question.id: question_key(item.question, hash_of(item, "en"))
        for item in examined_bank().items}
COUNT = 6
WAYS = pytest.mark.parametrize(
    ("scripts", "width"), [(True, 1280), (True, 360), (False, 1280), (False, 360)])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Iterator[Server]:
    """The small course with its tests held, instead of the shipped one."""
    settings = database.empty(tmp_path_factory.mktemp("tested"))
    with serving_revision(settings, examined_revision()) as running:
        yield running
    database.drop(settings)


class Bench(Walk):
    """One person at a test."""

    def come_in(self, address: str = "") -> str:
        """Sign in as somebody new (or as `address`) and enrol."""
        who = address or self.server.add_person()
        self.sign_in(who, PASSWORD)
        self.should_stand_at("my-page")
        if not address:
            self.enrol()
        return who

    def declare(self) -> None:
        self.open("declare-reading")
        self.press("I declare that I have worked through the whole text")
        self.should_stand_at("tests/final")

    def begin(self, test: str) -> None:
        self.open(f"tests/{test}")
        self.page.locator("main form button.main").click()
        self.should_stand_at(f"tests/{test}/1")

    def here(self) -> QuestionKey:
        """Return the key of the question on the page."""
        fields = self.page.locator("#answer :is(input, select)[id^=t-]").first
        return KEYS[re.sub(r"-\d+$", "", str(fields.get_attribute("id")))]

    def go_to(self, test: str, kind: str) -> QuestionKey:
        """Open the question of a kind, wherever it stands."""
        for place in range(1, COUNT + 1):
            self.open(f"tests/{test}/{place}")
            if self.here().id == f"t-{test}-{kind}":
                return self.here()
        raise AssertionError(f"{test} has no question {kind}")

    def give(self, chosen: Chosen, button: str = "Save and go on") -> None:
        """Set the fields of the question on the page and press a button."""
        self.choose(self.here().id, chosen)
        self.press(button)

    def shows(self, chosen: Chosen) -> None:
        """The question on the page shows exactly this answer as saved."""
        key = self.here()
        for row, place in (chosen.rows or {}).items():
            expect(self.page.locator(f"#{key.id}-{row}")).to_have_value(str(place))
        for place in chosen.places:
            expect(self.page.locator(f"#{key.id}-{place}")).to_be_checked()
        expect(self.page.locator("#answer :checked:is(input)")).to_have_count(len(chosen.places))
        expect(self.page.locator(".saved")).to_contain_text("Saved on")

    def answer_all(self, test: str, *, rightly: bool) -> None:
        for place in range(1, COUNT + 1):
            self.open(f"tests/{test}/{place}")
            self.give(right(self.here()) if rightly else wrong(self.here()))
        self.should_stand_at(f"tests/{test}/review")


@pytest.fixture
def judge(open_window: Opener) -> Bench:
    """Somebody new, enrolled, at a window with scripts."""
    walk = seat(open_window())
    walk.come_in()
    return walk


def seat(walk: Walk) -> Bench:
    return Bench(walk.page, walk.server)


def sitting(open_window: Opener, scripts: bool, width: int) -> Bench:
    """Return somebody new at a window with scripts or without, wide or narrow."""
    judge = seat(open_window(java_script_enabled=scripts, viewport={"width": width, "height": 800}))
    judge.come_in()
    return judge


@WAYS
def test_a_judge_sits_the_final_test_twice_and_passes(
    open_window: Opener, scripts: bool, width: int,
) -> None:
    judge = sitting(open_window, scripts, width)
    judge.declare()
    judge.begin("final")
    judge.answer_all("final", rightly=False)
    expect(judge.page.locator(".lead")).to_contain_text("All 6 questions are answered")
    judge.press("Hand in my answers")
    expect(judge.heading()).to_have_text("Not passed yet: 0 of 6 right")
    expect(judge.page.locator(".reread")).to_contain_text("§\N{NO-BREAK SPACE}2.5")
    expect(judge.page.locator(".reviewed")).to_have_count(0)
    judge.follow("See when I can take it again")
    judge.begin("final")
    judge.answer_all("final", rightly=True)
    judge.press("Hand in my answers")
    expect(judge.heading()).to_have_text("You passed: 6 of 6 right")
    expect(judge.page.locator(".reviewed .item")).to_have_count(COUNT)
    judge.open("course/")
    expect(judge.page.locator(".lead")).to_contain_text("You have completed the course.")


@WAYS
def test_every_kind_is_answered_changed_and_shown_again(
    open_window: Opener, scripts: bool, width: int,
) -> None:
    judge = sitting(open_window, scripts, width)
    judge.begin("entry")
    for place in range(1, COUNT + 1):
        path = f"tests/entry/{place}"
        judge.open(path)
        key = judge.here()
        judge.press("Save and go on")
        judge.open(path)
        expect(judge.page.locator(".saved")).to_have_count(0)
        for chosen in (wrong(key), right(key)):
            for box in judge.page.locator("#answer input[type=checkbox]:checked").all():
                box.uncheck()
            judge.give(chosen)
            judge.open(path)
            judge.shows(chosen)
        judge.page.reload()
        judge.shows(right(key))


@WAYS
def test_half_an_answer_is_named_and_kept(open_window: Opener, scripts: bool, width: int) -> None:
    judge = sitting(open_window, scripts, width)
    judge.begin("entry")
    for kind in ("order", "match"):
        key = judge.go_to("entry", kind)
        judge.page.locator(f"#{key.id}-2").select_option("2")
        judge.press("Save and go on")
        judge.should_focus("errors")
        expect(judge.page).to_have_title(re.compile("^Error: Question"))
        expect(judge.page.locator(f"#{key.id}-2")).to_have_value("2")
        judge.page.locator("#errors a").click()
        assert re.fullmatch(rf"{key.id}-\d", str(judge.page.evaluate("document.activeElement.id")))
        judge.follow("Leave this question as it was saved and go on")
        expect(judge.page.locator("#errors")).to_have_count(0)


def test_in_two_tabs_the_later_answer_counts_and_moving_on_undoes_nothing(judge: Bench) -> None:
    judge.begin("entry")
    judge.go_to("entry", "one")
    path, other = judge.page.url.partition("/en/")[2], seat(second_window(judge))
    other.open(path)
    judge.give(Chosen((1,)))
    other.give(Chosen((2,)))
    for walk in (judge, other):
        walk.open(path)
        walk.shows(Chosen((2,)))
    other.give(Chosen((3,)))
    judge.press("Save and go on")
    judge.open(path)
    judge.shows(Chosen((3,)))


def test_reloading_going_back_and_pressing_twice_lose_and_double_nothing(judge: Bench) -> None:
    judge.begin("entry")
    judge.go_to("entry", "one")
    path = judge.page.url.partition("/en/")[2]
    judge.choose("t-entry-one", Chosen((2,)))
    judge.page.get_by_role("button", name="Save and go on").dblclick()
    judge.page.wait_for_load_state("networkidle")
    judge.open(path)
    judge.shows(Chosen((2,)))
    judge.press("Save and go on")
    judge.page.go_back()
    judge.shows(Chosen((2,)))
    judge.open("tests/entry/review")
    judge.page.locator("main form button.main").dblclick()
    expect(judge.heading()).to_have_text("1 of 5 right")
    judge.page.go_back()
    expect(judge.heading()).to_have_text("This test was handed in")
    judge.follow("See the result")
    expect(judge.heading()).to_have_text("1 of 5 right")


def test_an_attempt_goes_on_in_a_second_browser(open_window: Opener) -> None:
    first, second = seat(open_window()), seat(open_window(java_script_enabled=False))
    who = first.come_in()
    first.begin("entry")
    first.press("Save and go on")
    first.give(right(first.here()))
    second.come_in(who)
    second.page.locator("main .actions a.main").first.click()
    second.should_stand_at("tests/entry/1")
    second.give(right(second.here()))
    second.open("tests/entry/2")
    second.shows(right(second.here()))
    first.open("tests/entry/1")
    first.shows(right(first.here()))


def test_an_answer_sent_when_the_sign_in_ended_is_saved_after_signing_in(
    open_window: Opener, server: Server,
) -> None:
    judge = seat(open_window())
    who = judge.come_in()
    judge.begin("entry")
    judge.go_to("entry", "one")
    path = judge.page.url.partition("/en/")[2]
    judge.page.context.clear_cookies()
    judge.give(Chosen((2,)))
    expect(judge.page.locator("main")).to_contain_text("Your sign-in had ended")
    should_be_sound(judge)
    judge.page.get_by_label("E-mail address or sign-in name").fill(who)
    judge.page.get_by_label("Password", exact=True).fill(PASSWORD)
    judge.press("Sign in")
    expect(judge.heading()).to_have_text("What you sent waits for you")
    judge.page.locator("main").get_by_role("button", name="Save this answer").click()
    judge.open(path)
    judge.shows(Chosen((2,)))


def test_the_chip_says_what_is_not_saved_yet(judge: Bench) -> None:
    judge.begin("entry")
    judge.go_to("entry", "order")
    chip = judge.page.locator("#chip")
    expect(chip).to_have_text("All saved")
    judge.page.get_by_role("button", name="Down").first.click()
    expect(chip).to_have_text("Not saved yet")
    judge.press("Save and go on")
    expect(chip).to_have_text("All saved")


def test_a_test_is_sat_by_keyboard_alone(judge: Bench) -> None:
    judge.declare()
    _tab_to(judge.page, "main button.main")
    judge.page.keyboard.press("Enter")
    for place in range(1, COUNT + 1):
        judge.should_stand_at(f"tests/final/{place}")
        _answer_by_keyboard(judge)
        _tab_to(judge.page, "main button.main")
        judge.page.keyboard.press("Enter")
    judge.should_stand_at("tests/final/review")
    _tab_to(judge.page, "main button.main")
    judge.page.keyboard.press("Enter")
    expect(judge.heading()).to_have_text("You passed: 6 of 6 right")


def _answer_by_keyboard(judge: Bench) -> None:
    key, chosen = judge.here(), right(judge.here())
    if key.kind is QuestionKind.ONE:
        _tab_to(judge.page, "#answer input[type=radio]")
        judge.page.keyboard.press("Space")
        for _ in range(chosen.places[0] - 1):
            judge.page.keyboard.press("ArrowDown")
        return
    for place in chosen.places:
        _tab_to(judge.page, f"#{key.id}-{place}")
        judge.page.keyboard.press("Space")
    for row, place in (chosen.rows or {}).items():
        _tab_to(judge.page, f"#{key.id}-{row}")
        for _ in range(place):
            judge.page.keyboard.press("ArrowDown")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that matches has the focus, from the end of the page on to its top."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_every_page_of_the_tests_is_sound(judge: Bench) -> None:
    for path in ("tests", "tests/entry", "tests/final", "declare-reading", "course/"):
        judge.open(path)
        should_be_sound(judge)
    judge.begin("entry")
    for place in range(1, COUNT + 1):
        judge.open(f"tests/entry/{place}")
        should_be_sound(judge)
    judge.go_to("entry", "order")
    judge.page.locator("#t-entry-order-1").select_option("1")
    judge.press("Save and go on")
    should_be_sound(judge)
    judge.go_to("entry", "one")
    judge.give(Chosen((2,)))
    for path in ("tests", "tests/entry", "tests/entry/review", "course/", ""):
        judge.open(path)
        should_be_sound(judge)
    judge.open("tests/entry/review")
    judge.page.locator("main form button.main").click()
    should_be_sound(judge)
    judge.open("tests/entry/1")
    should_be_sound(judge)


def test_the_pages_after_a_pass_are_sound(judge: Bench) -> None:
    judge.begin("entry")
    judge.answer_all("entry", rightly=True)
    should_be_sound(judge)
    judge.press("Hand in my answers")
    judge.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    should_be_sound(judge)
    judge.open("tests/final")
    judge.page.get_by_label("Your name, as it should stand").fill("")
    judge.press("Begin the final test")
    judge.should_focus("errors")
    should_be_sound(judge)
    judge.page.get_by_label("Your name, as it should stand").fill("Amara Okello")
    judge.press("Begin the final test")
    judge.answer_all("final", rightly=True)
    judge.press("Hand in my answers")
    should_be_sound(judge)


def test_targets_of_a_test_are_large(judge: Bench) -> None:
    judge.page.set_viewport_size({"width": 360, "height": 800})
    judge.begin("entry")
    for path in ("tests", "tests/entry", *(f"tests/entry/{place}" for place in range(1, COUNT + 1)),
                 "tests/entry/review"):
        judge.open(path)
        small = judge.page.evaluate(
            "[...document.querySelectorAll('main .button, main button, main label.option, main select,"
            " main .number, main .waiting a, main .tests a')]"
            ".filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44"
            " || e.getBoundingClientRect().width < 44)).map(e => e.outerHTML.slice(0, 80))")
        assert not small, path
