"""From the registration to the end of a module without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.keyboard import Keyboard
from tests.browser.serving import PASSWORD, Server

pytestmark = pytest.mark.browser
ADDRESS = "no-mouse@court.example"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_judge_registers_and_completes_a_module_by_keyboard_alone(
    open_window: Opener, server: Server, width: int,
) -> None:
    walk = open_window(viewport={"width": width, "height": 800})
    hands, address = Keyboard(walk), f"{width}-{ADDRESS}"
    _register(hands, server, address)
    hands.go("main form button")
    expect(walk.page.locator(".lead")).to_contain_text("0 of")
    units = walk.units("m0")
    hands.go("main .actions a")
    for unit in units:
        walk.page.wait_for_url(f"**/en/course/{unit}*")
        hands.do_unit(unit)
        hands.go(".next a[rel=next]")
    # An address asked for while a link is still being followed would race with it, and might never come.
    walk.page.wait_for_url(f"**/en/course/{walk.units('m1')[0]}*")
    walk.open("course/")
    expect(walk.page.locator(".modules > li").first.locator(".mark.is-done")).to_have_count(len(units))


def _register(hands: Keyboard, server: Server, address: str) -> None:
    walk = hands.walk
    walk.open("register")
    hands.type_into("#email", address)
    hands.type_into("#display_name", "Keza Without Mouse")
    hands.select("#country", "KE")
    hands.tick("#judicial_role-0")
    hands.type_into("#password", PASSWORD)
    hands.type_into("#again", PASSWORD)
    hands.go("main form button:not([type=button])")
    expect(walk.heading()).to_have_text("Look into your mailbox")
    walk.page.goto(server.link_in_letter_to(address))
    hands.type_into("main input[type=password]", PASSWORD)
    hands.go("main form button")
    walk.should_stand_at("my-page")
