"""What people do by accident: reload, go back, press twice, use two windows: nothing is lost or doubled."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.answering import Chosen, right, ways, wrong
from tests.browser.conftest import Opener, second_window
from tests.browser.serving import PASSWORD, Server
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
# A question of each kind: its unit and its id.
OF_EACH_KIND = {
    "one": ("m2-bias", "m2-q1"), "scale": ("m2-bias", "m2-q2"), "match": ("m2-bias", "m2-q3"),
    "spot": ("m2-bias", "m2-q4"), "all": ("m2-comment", "m2-q7"), "order": ("m2-recusal", "m2-q11"),
}


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def judge(request: pytest.FixtureRequest, open_window: Opener, server: Server) -> Walk:
    """Somebody new, enrolled, at a window with scripts or without."""
    walk = open_window(java_script_enabled=request.param)
    walk.sign_in(server.add_person(), PASSWORD)
    walk.enrol()
    return walk


def events(server: Server, *, kind: str, after: int = 0) -> int:
    """Count the events of a kind in the record."""
    return server.count("SELECT count(*) FROM event WHERE kind = :kind", kind=kind) - after


def test_the_kinds_named_here_are_those_of_the_course(server: Server) -> None:
    keys = server.revision.self_study.answers.questions
    assert {kind: keys[item].kind.value for kind, (_, item) in OF_EACH_KIND.items()} == {
        kind: kind for kind in OF_EACH_KIND}


def test_reloading_and_going_back_send_no_answer_twice(judge: Walk, server: Server) -> None:
    before = events(server, kind="answer")
    for unit, item in OF_EACH_KIND.values():
        judge.open(f"course/{unit}")
        judge.answer(item, wrong(judge.key(item)))
        judge.page.reload()
        expect(judge.page.locator(f"#{item}-verdict")).to_be_visible()
    assert events(server, kind="answer", after=before) == len(OF_EACH_KIND)


def test_going_back_shows_the_page_anew_and_sends_nothing(judge: Walk, server: Server) -> None:
    judge.open("course/m2-bias")
    before = events(server, kind="answer")
    judge.answer("m2-q1", wrong(judge.key("m2-q1")))
    judge.page.go_back()
    _wait_for_page(judge, "course/m2-bias")
    # Personal pages are not kept by the browser, so the page comes anew: answered already.
    expect(judge.page.locator("#m2-q1-verdict")).to_be_visible()
    assert events(server, kind="answer", after=before) == 1


def test_pressing_twice_gives_one_answer(judge: Walk, server: Server) -> None:
    before = events(server, kind="answer")
    judge.open("course/m2-bias")
    judge.choose("m2-q5", right(judge.key("m2-q5")))
    judge.item("m2-q5").get_by_role("button", name="Give my answer").dblclick()
    judge.should_focus("m2-q5-verdict")
    assert events(server, kind="answer", after=before) == 1


SEND_FIVE_TIMES = """async (id) => {
  const form = document.querySelector(`#${id} form`);
  const send = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
  return (await Promise.all([1, 2, 3, 4, 5].map(send))).map((answer) => answer.status);
}"""


def test_the_same_form_sent_five_times_at_once_is_one_answer(open_window: Opener, server: Server) -> None:
    walk = open_window()
    walk.sign_in(server.add_person(), PASSWORD)
    walk.enrol()
    walk.open("course/m2-bias")
    walk.choose("m2-q5", wrong(walk.key("m2-q5")))
    before = events(server, kind="answer")
    assert walk.page.evaluate(SEND_FIVE_TIMES, "m2-q5") == [200] * 5
    assert events(server, kind="answer", after=before) == 1
    walk.page.reload()
    expect(walk.page.locator("#m2-q5-verdict")).to_be_visible()


def test_moving_a_line_keeps_the_places_chosen_before(open_window: Opener) -> None:
    walk = open_window()
    walk.open("course/m2-recusal")
    good = right(walk.key("m2-q11")).rows or {}
    last = next(row for row, place in good.items() if place == len(good))
    walk.choose("m2-q11", Chosen(rows={**good, last: 1}))
    walk.press("Give my answer", walk.item("m2-q11"))
    walk.should_focus("errors")
    rows = walk.item("m2-q11").locator(".row")
    places = [row.locator("select").input_value() for row in rows.all()]
    assert places == sorted(places), "the lines stand in the places that were chosen"
    second = rows.nth(1).locator("label").inner_text()
    rows.nth(1).get_by_role("button", name="Up").click()
    expect(rows.nth(0).locator("label")).to_have_text(second)
    assert [row.locator("select").input_value() for row in rows.all()] == ["1", "2", "3", "4", "5"]


def test_pressing_twice_takes_one_step_of_a_story(judge: Walk, server: Server) -> None:
    before = events(server, kind="step")
    judge.open("course/m2-recusal")
    judge.item("m2-s1").locator(".choices button").first.dblclick()
    expect(judge.item("m2-s1")).to_contain_text("The story so far: 1 decision")
    judge.page.reload()
    expect(judge.item("m2-s1")).to_contain_text("The story so far: 1 decision")
    assert events(server, kind="step", after=before) == 1


def test_pressing_twice_saves_a_reflection_once(judge: Walk, server: Server) -> None:
    before = events(server, kind="reflect")
    judge.open("course/m2-bias")
    judge.page.locator("#m2-r1-text").fill("Once is enough")
    judge.item("m2-r1").get_by_role("button", name="Save what I wrote").dblclick()
    judge.should_focus("m2-r1-here")
    expect(judge.page.locator("#m2-r1-text")).to_have_value("Once is enough")
    assert events(server, kind="reflect", after=before) == 1


def test_a_story_told_on_in_another_window_is_shown_where_it_stands(judge: Walk, server: Server) -> None:
    every = ways(server.revision.self_study.answers.scenarios["m2-s1"], "m2-s1-start")
    other = second_window(judge)
    for walk in (judge, other):
        walk.open("course/m2-recusal")
    other.tell("m2-s1", min(every.values(), key=len))
    judge.item("m2-s1").locator(".choices button").last.click()
    expect(judge.page.locator("#m2-s1-here")).to_contain_text("How it ends:")


@pytest.mark.parametrize("keep", ["mine", "stored"])
def test_two_texts_from_two_windows_are_both_kept_until_one_is_chosen(judge: Walk, keep: str) -> None:
    other = second_window(judge)
    for walk in (judge, other):
        walk.open("course/m2-bias")
    other.reflect("m2-r1", "Written on the other device")
    judge.page.locator("#m2-r1-text").fill("Written here")
    judge.press("Save what I wrote", judge.item("m2-r1"))
    expect(judge.heading()).to_have_text("Which text do you want to keep?")
    assert judge.page.locator(".kept").all_inner_texts() == ["Written here", "Written on the other device"]
    if keep == "mine":
        judge.press("Keep the text you just sent")
    else:
        judge.press("Keep the text stored before")
    kept = "Written here" if keep == "mine" else "Written on the other device"
    expect(judge.page.locator("#m2-r1-text")).to_have_value(kept)
    judge.page.reload()
    expect(judge.page.locator("#m2-r1-text")).to_have_value(kept)


def test_an_answer_that_is_not_whole_comes_back_with_what_was_chosen(judge: Walk) -> None:
    judge.open("course/m2-bias")
    good = right(judge.key("m2-q3")).rows or {}
    judge.page.locator("#m2-q3-1").select_option(str(good[1]))
    judge.press("Give my answer", judge.item("m2-q3"))
    judge.should_focus("errors")
    expect(judge.page).to_have_title("Error: The bias laboratory – Judicial Conduct and Ethics")
    expect(judge.page.locator("#m2-q3-1")).to_have_value(str(good[1]))
    judge.page.locator("#errors a").click()
    judge.should_focus("m2-q3-2")
    judge.answer("m2-q3", right(judge.key("m2-q3")))


def test_the_form_of_an_account_keeps_what_was_typed_and_can_be_reloaded(open_window: Opener) -> None:
    for scripts in (True, False):
        reader = open_window(java_script_enabled=scripts)
        reader.open("register")
        reader.page.get_by_label("E-mail address").fill("not-an-address")
        reader.fill_profile("Binta Diallo")
        reader.press("Create my account")
        reader.should_focus("errors")
        expect(reader.page).to_have_title("Error: Create an account – Judicial Conduct and Ethics")
        expect(reader.page.get_by_label("E-mail address")).to_have_value("not-an-address")
        expect(reader.page.get_by_label("Your name, as it should stand")).to_have_value("Binta Diallo")
        reader.page.reload()
        expect(reader.heading()).to_have_text("Create an account")
        reader.page.locator("#errors a").first.click()
        reader.should_focus("email")


def test_going_back_after_signing_out_shows_nothing_of_the_last_reader(judge: Walk) -> None:
    judge.open("course/m2-bias")
    judge.reflect("m2-r1", "For nobody but me")
    judge.open("account")
    judge.press("Sign out here")
    expect(judge.page.get_by_role("link", name="Sign in").first).to_be_visible()
    judge.page.go_back()
    expect(judge.page.locator("body")).not_to_contain_text("Amara Okello")
    judge.page.go_back()
    expect(judge.page.locator("body")).not_to_contain_text("For nobody but me")


def _wait_for_page(walk: Walk, path: str) -> None:
    walk.should_stand_at(path)
    walk.page.wait_for_load_state()
