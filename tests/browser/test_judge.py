"""A judge, from the first page to a complete module, with JavaScript and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.serving import PASSWORD, Server
from tests.browser.walk import LEAD, Walk

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@WITH_AND_WITHOUT
def test_a_judge_registers_enrols_and_completes_a_module(open_window: Opener, scripts: bool) -> None:
    judge = open_window(java_script_enabled=scripts)
    judge.register(f"new-judge-{scripts}@court.example".lower(), "Wanjiru Kamau")
    judge.enrol()
    for unit in judge.units("m2"):
        judge.complete_unit(unit)
        expect(judge.page.locator("#end-name")).to_have_text(
            "The module is complete" if unit == judge.units("m2")[-1] else "This unit is complete")
    judge.open("course/")
    module = judge.page.locator(".modules > li").filter(has=judge.page.get_by_role(
        "heading", name="Impartiality"))
    expect(module.locator(".mark.is-done")).to_have_count(len(judge.units("m2")))
    expect(judge.page.locator(LEAD)).to_have_text(
        f"{len(judge.units('m2'))} of {judge.required_units()} required units are complete.")


@WITH_AND_WITHOUT
def test_resuming_takes_one_click_to_the_item(open_window: Opener, server: Server, scripts: bool) -> None:
    judge = open_window(java_script_enabled=scripts)
    judge.sign_in(server.add_person(), PASSWORD)
    judge.enrol()
    judge.open("course/m2-bias")
    judge.answer_wrong_then_right(judge.key("m2-q1"))
    judge.open("course/")
    judge.page.locator("main .actions a").click()
    judge.should_stand_at("course/m2-bias")
    assert judge.page.url.endswith("#m2-q2"), judge.page.url


@WITH_AND_WITHOUT
def test_a_visitor_answers_and_the_answers_are_theirs_after_signing_in(
    open_window: Opener, server: Server, scripts: bool,
) -> None:
    reader = open_window(java_script_enabled=scripts)
    _answer_two(reader)
    reader.sign_in(server.add_person(), PASSWORD)
    notice = reader.page.get_by_role("region", name="2 answers were given on this device")
    expect(notice).to_be_visible()
    reader.press("They are mine")
    expect(notice).to_have_count(0)
    reader.open("course/m2-bias")
    expect(reader.page.locator("#m2-q1-verdict")).to_be_visible()
    expect(reader.page.locator("#m2-q2-verdict")).to_be_visible()


def test_answers_of_somebody_else_are_taken_off_the_device(visitor: Walk, server: Server) -> None:
    _answer_two(visitor)
    visitor.sign_in(server.add_person(), PASSWORD)
    visitor.press("They are not mine")
    visitor.open("course/m2-bias")
    expect(visitor.page.locator("#m2-q1-verdict")).to_have_count(0)
    assert "__Host-practice" not in {cookie["name"] for cookie in visitor.page.context.cookies()}


def test_a_visitor_who_writes_is_asked_to_sign_in_and_loses_no_word(
    open_window: Opener, server: Server,
) -> None:
    reader = open_window()
    reader.open("course/m2-bias")
    reader.page.locator("#m2-r1-text").fill("My own words")
    reader.press("Save what I wrote", reader.item("m2-r1"))
    expect(reader.heading()).to_have_text("Sign in to save what you wrote")
    with reader.page.context.expect_page() as opened:
        reader.page.get_by_role("link", name="Sign in (opens a new window)").click()
    other = Walk(opened.value, server)
    other.page.get_by_label("E-mail address or sign-in name").fill(server.add_person())
    other.page.get_by_label("Password", exact=True).fill(PASSWORD)
    other.press("Sign in")
    other.should_stand_at("my-page")
    reader.press("Save what I wrote")
    _save_once_more_if_asked(reader)
    expect(reader.page.locator("#m2-r1-text")).to_have_value("My own words")
    expect(reader.page.locator("#m2-r1-here")).to_have_text("Saved")


def test_a_judge_without_an_address_registers_with_a_printed_code(
    open_window: Opener, server: Server,
) -> None:
    code = server.run("user", "invite", "--uses", "2").rsplit(maxsplit=1)[-1]
    judge = open_window(java_script_enabled=False)
    name = judge.register_with_code(code.lower(), "Binta Diallo")
    judge.follow("I wrote it down: begin the course")
    judge.enrol()
    again = open_window()
    again.sign_in(name, PASSWORD)
    again.should_stand_at("my-page")
    expect(again.page.locator(LEAD)).to_contain_text("0 of")


def _answer_two(reader: Walk) -> None:
    reader.open("course/m2-bias")
    reader.answer_wrong_then_right(reader.key("m2-q1"))
    reader.answer_wrong_then_right(reader.key("m2-q2"))


def _save_once_more_if_asked(reader: Walk) -> None:
    """Signing in changed the token of forms: the page comes back with every word and one more send."""
    if reader.page.locator("#errors").count():
        reader.press("Save what I wrote", reader.item("m2-r1"))


@WITH_AND_WITHOUT
def test_on_a_phone_the_menu_opens_from_its_button(open_window: Opener, scripts: bool) -> None:
    reader = open_window(java_script_enabled=scripts, viewport={"width": 360, "height": 640})
    reader.open("course/m2-bias")
    menu = reader.page.get_by_role("navigation", name="Main menu")
    expect(menu).to_have_count(0)
    header = reader.page.locator("header.top").bounding_box()
    assert header and header["height"] <= 60, header
    reader.page.get_by_role("button", name="Menu", exact=True).click()
    expect(menu.get_by_role("link")).to_have_count(6)
    reader.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Course")).to_be_focused()
