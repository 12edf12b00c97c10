"""A closed tab, a sign-in that ended: words survive both; on a shared phone nothing is left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, second_window
from tests.browser.serving import PASSWORD, Server, wait_until
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
FIELD = "#m2-r1-text"


def enrolled(open_window: Opener, server: Server, *, scripts: bool = True) -> tuple[Walk, str]:
    """Return somebody new, enrolled and signed in, and their address."""
    walk, address = open_window(java_script_enabled=scripts), server.add_person()
    walk.sign_in(address, PASSWORD)
    walk.enrol()
    return walk, address


def rows(server: Server, query: str) -> int:
    return server.count(query)


def begin_to_write(page: Page) -> None:
    """Come to the field, and wait for the script that is fetched then."""
    page.locator(FIELD).focus()
    page.evaluate("import(document.querySelector('textarea').dataset.script).then(() => null)")


def close_tab(page: Page) -> None:
    """Close a window as its reader does: what listens for the end of the page is heard."""
    page.close(run_before_unload=True)


def test_what_was_typed_is_there_after_the_tab_was_closed(open_window: Opener, server: Server) -> None:
    walk, _ = enrolled(open_window, server)
    tab = second_window(walk)
    tab.open("course/m2-bias")
    before = server.count("select count(*) from draft")
    begin_to_write(tab.page)
    tab.page.locator(FIELD).press_sequentially("Typed, and the tab closed")
    expect(tab.page.locator("#chip")).to_have_text("Not saved yet")
    close_tab(tab.page)
    wait_until("the draft is kept", lambda: server.count("select count(*) from draft") > before)
    walk.open("course/m2-bias")
    expect(walk.page.locator(FIELD)).to_have_value("Typed, and the tab closed")
    expect(walk.page.locator("#chip")).to_have_text("Draft kept")
    expect(walk.item("m2-r1").get_by_role("status")).to_contain_text("not yet saved as your answer")
    walk.press("Discard draft", walk.item("m2-r1"))
    expect(walk.page.locator(FIELD)).to_have_value("")
    walk.page.reload()
    expect(walk.page.locator(FIELD)).to_have_value("")


def test_the_page_says_in_words_whether_it_is_kept(open_window: Opener, server: Server) -> None:
    walk, address = enrolled(open_window, server)
    walk.page.clock.install()
    walk.open("course/m2-bias")
    begin_to_write(walk.page)
    state = walk.item("m2-r1").get_by_role("status")
    walk.page.locator(FIELD).fill("First")
    walk.page.clock.run_for(9_000)
    expect(walk.page.locator("#chip")).to_have_text("Not saved yet")
    walk.page.clock.run_for(1_500)
    expect(state).to_have_text("Draft kept, not yet saved as your answer.")
    walk.page.context.set_offline(True)
    walk.page.locator(FIELD).fill("First, and more")
    walk.page.clock.run_for(10_500)
    expect(state).to_have_text("Not kept: no connection. Your words are still in this page.")
    expect(walk.page.locator("#chip")).to_have_text("Not saved yet")
    walk.page.context.set_offline(False)
    walk.page.clock.run_for(10_500)
    expect(state).to_have_text("Draft kept, not yet saved as your answer.")
    server.end_sign_ins(address)
    walk.page.locator(FIELD).fill("First, and much more")
    walk.page.clock.run_for(10_500)
    expect(state).to_have_text("Not kept: your sign-in has ended. Your words are still in this page.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_words_sent_after_the_sign_in_ended_are_confirmed_and_saved_once(
    open_window: Opener, server: Server, scripts: bool,
) -> None:
    walk, address = enrolled(open_window, server, scripts=scripts)
    before = server.count("select count(*) from event where kind = 'reflect'")
    walk.open("course/m2-bias")
    server.end_sign_ins(address)
    walk.page.locator(FIELD).fill("Sent too late")
    walk.press("Save what I wrote", walk.item("m2-r1"))
    expect(walk.page.locator("main")).to_contain_text("Your sign-in had ended")
    expect(walk.page.locator("main")).not_to_contain_text("Sent too late")
    walk.page.get_by_label("E-mail address or sign-in name").fill(address)
    walk.page.get_by_label("Password", exact=True).fill(PASSWORD)
    walk.press("Sign in")
    expect(walk.heading()).to_have_text("What you sent waits for you")
    expect(walk.page.locator(".kept")).to_have_text("Sent too late")
    walk.page.locator("main").get_by_role("button", name="Save this answer").dblclick()
    expect(walk.page.locator(FIELD)).to_have_value("Sent too late")
    assert server.count("select count(*) from event where kind = 'reflect'") == before + 1
    assert server.count("select count(*) from kept_post") == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_tap_signs_out_and_going_back_shows_nothing_personal(
    open_window: Opener, server: Server, scripts: bool,
) -> None:
    walk, _ = enrolled(open_window, server, scripts=scripts)
    walk.open("course/m2-bias")
    walk.reflect("m2-r1", "For nobody but me")
    walk.open("account")
    walk.open("course/m2-bias")
    walk.page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(walk.page.get_by_role("link", name="Sign in").first).to_be_visible()
    for _step in range(4):
        walk.page.go_back()
        walk.page.wait_for_load_state()
        expect(walk.page.locator("body")).not_to_contain_text("Amara Okello")
        expect(walk.page.locator("body")).not_to_contain_text("Sign out")
        assert "For nobody but me" not in walk.page.content()
        if walk.page.locator(FIELD).count():
            expect(walk.page.locator(FIELD)).to_have_value("")
    if scripts:
        assert walk.page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_text_is_deleted_by_its_writer_after_a_look_at_it(open_window: Opener, server: Server) -> None:
    walk, _ = enrolled(open_window, server, scripts=False)
    walk.open("course/m2-bias")
    walk.page.locator(FIELD).fill("Away with this")
    walk.press("Save what I wrote", walk.item("m2-r1"))
    walk.item("m2-r1").get_by_role("link", name="Delete my text").click()
    expect(walk.page.locator(".kept")).to_have_text("Away with this")
    walk.press("Delete my text")
    expect(walk.page.locator("main")).to_contain_text("Your text is deleted")
    expect(walk.page.locator(FIELD)).to_have_value("")
    walk.open("my-record/m2-bias")
    expect(walk.page.locator("main")).to_contain_text("These words were deleted")
    expect(walk.page.locator("main")).not_to_contain_text("Away with this")
