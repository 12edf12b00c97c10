"""Every page in every state: nothing that axe knows, light and dark, narrow and wide, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from elearn.document.blocks import OpenReflection, OpenScenario
from elearn.document.walk import items
from tests.browser.answering import wrong
from tests.browser.conftest import Opener, second_window
from tests.browser.serving import PASSWORD, Server, sampled_units, shipped_units
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
         "resultTypes": ["violations"]}
WIDTHS = (320, 1280)
# In turn, so that each page of a list has another than its neighbour; the order is that of the file.
# Any two of theme, width and direction are met in every pairing.
_COMBINATIONS = cycle((
    ("light", 360, "ltr"), ("dark", 1280, "ltr"), ("light", 1280, "rtl"), ("dark", 360, "rtl")))
_TURN = """(direction) => { document.documentElement.dir = direction
  document.querySelectorAll('[dir=ltr], [dir=rtl]').forEach(each => { each.dir = direction }) }"""
UNITS = sampled_units()


@pytest.fixture(scope="module")
def windows(chromium: Browser, server: Server) -> Iterator[Callable[[str], Walk]]:
    """One window for each person of this file, so that each signs in once."""
    held: dict[str, Walk] = {}

    def of(who: str) -> Walk:
        if who not in held:
            held[who] = Walk(chromium.new_context().new_page(), server)
            {"learner": _learner, "officer": _officer}.get(who, lambda walk: None)(held[who])
        return held[who]

    yield of
    for walk in held.values():
        walk.page.context.close()


def _learner(walk: Walk) -> None:
    walk.sign_in(walk.server.add_person(), PASSWORD)
    walk.enrol()


def _officer(walk: Walk) -> None:
    walk.sign_in_as_staff("admin@example.org")


def should_be_sound(walk: Walk) -> None:
    """Nothing for axe to say, nothing wider than the window at any width.

    Every component is looked at in all combinations on the pattern page (`test_patterns`); of a real page
    one combination of theme, width and direction is, the next page having the next one.
    """
    page = walk.page
    scheme, width, direction = next(_COMBINATIONS)
    page.evaluate(_TURN, direction)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    faults = [
        f"{scheme}, {width}, {direction}: {each['id']} ({each['help']}) at "
        + ", ".join(" ".join(map(str, node["target"])) for node in each["nodes"][:3])
        for each in Axe().run(page, options=RULES).response["violations"]]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{wide} px wide in a window of {width}: {_widest(walk, width)}")
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def _widest(walk: Walk, width: int) -> object:
    return walk.page.evaluate(
        "(width) => [...document.querySelectorAll('main *, header *, footer *')]"
        ".filter(e => e.getBoundingClientRect().right > width).slice(0, 3)"
        ".map(e => e.outerHTML.slice(0, 80))",
        width)


def test_axe_finds_what_is_planted(windows: Callable[[str], Walk]) -> None:
    walk = windows("visitor")
    walk.open("help")
    walk.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        should_be_sound(walk)


@pytest.mark.parametrize("path", [
    "", "about", "help", "privacy", "accessibility", "course/", "course/glossary", "principles/",
    "principles/bp-2.5", "principles/bp-2", "principles/commentary", "search", "search?q=gifts+lawyer",
    "search?q=zzzz", "sign-in", "register",
    "invitation", "reset", "register/sent", "downloads", "nowhere-at-all",
])
def test_open_pages_are_sound(windows: Callable[[str], Walk], path: str) -> None:
    walk = windows("visitor")
    walk.open(path)
    should_be_sound(walk)


@pytest.mark.parametrize(("path", "button"), [
    ("sign-in", "Sign in"), ("register", "Create my account"), ("reset", "Send me a link"),
    ("invitation", "Create my account"),
])
def test_forms_with_errors_are_sound(windows: Callable[[str], Walk], path: str, button: str) -> None:
    walk = windows("visitor")
    walk.open(path)
    walk.press(button)
    walk.should_focus("errors")
    should_be_sound(walk)


def test_the_units_named_here_are_those_of_the_course(windows: Callable[[str], Walk]) -> None:
    assert windows("visitor").units() == [unit for module in shipped_units() for unit in module]


@pytest.mark.parametrize("unit_id", UNITS)
def test_units_are_sound_untouched_and_answered(windows: Callable[[str], Walk], unit_id: str) -> None:
    walk = windows("learner")
    walk.open(f"course/{unit_id}")
    should_be_sound(walk)
    for item in items(walk.unit(unit_id)):
        if isinstance(item, OpenScenario):
            walk.tell_to_each_ending(item)
        elif isinstance(item, OpenReflection):
            walk.reflect(item.id, "Seen by nobody else.")
        else:
            walk.answer(item.id, wrong(walk.key(item.id)))
    walk.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    should_be_sound(walk)


def test_a_unit_with_something_to_mend_is_sound(windows: Callable[[str], Walk]) -> None:
    walk = windows("fresh visitor")
    walk.open("course/m2-bias")
    walk.press("Give my answer", walk.item("m2-q3"))
    walk.should_focus("errors")
    should_be_sound(walk)
    walk.page.locator("#m2-r1-text").fill("Words of a visitor")
    walk.press("Save what I wrote", walk.item("m2-r1"))
    expect(walk.heading()).to_have_text("Sign in to save what you wrote")
    should_be_sound(walk)


def test_the_question_which_text_to_keep_is_sound(open_window: Opener, server: Server) -> None:
    walk = open_window()
    _learner(walk)
    other = second_window(walk)
    for each, text in ((walk, ""), (other, "Other words")):
        each.open("course/m2-bias")
        if text:
            each.reflect("m2-r1", text)
    walk.page.locator("#m2-r1-text").fill("These words")
    walk.press("Save what I wrote", walk.item("m2-r1"))
    expect(walk.heading()).to_have_text("Which text do you want to keep?")
    should_be_sound(walk)


def test_drafts_and_what_waits_for_its_sender_are_sound(open_window: Opener, server: Server) -> None:
    walk, address = open_window(), server.add_person()
    walk.sign_in(address, PASSWORD)
    walk.enrol()
    walk.open("course/m2-bias")
    walk.reflect("m2-r1", "Saved.")
    for words in ("Typed in one window.", "Typed in another."):
        tab = second_window(walk)
        tab.open("course/m2-bias")
        tab.page.locator("#m2-r1-text").fill(words)
        with tab.page.expect_response("**/drafts/m2-r1"):
            tab.page.evaluate("import(document.querySelector('textarea').dataset.script)"
                              ".then(() => { dispatchEvent(new Event('pagehide')); })")
        tab.page.close()
    walk.open("course/m2-bias")
    expect(walk.item("m2-r1")).to_contain_text("not yet saved as your answer")
    should_be_sound(walk)
    walk.item("m2-r1").get_by_role("link", name="Delete my text").click()
    should_be_sound(walk)
    walk.open("course/m2-bias")
    server.end_sign_ins(address)
    walk.press("Save what I wrote", walk.item("m2-r1"))
    should_be_sound(walk)
    walk.sign_in(address, PASSWORD, "waiting")
    expect(walk.heading()).to_have_text("What you sent waits for you")
    should_be_sound(walk)


@pytest.mark.parametrize("path", [
    "course/", "account", "account/profile", "account/password", "account/sessions",
    "account/second-factor", "account/email", "my-page", "my-notes", "my-record", "certificates",
])
def test_pages_of_an_account_are_sound(windows: Callable[[str], Walk], path: str) -> None:
    walk = windows("learner")
    walk.open(path)
    should_be_sound(walk)


def test_a_note_is_sound_in_the_margin_and_on_its_pages(open_window: Opener) -> None:
    walk = open_window()
    _learner(walk)
    walk.open("course/m2-bias")
    note = walk.page.locator("details.note").nth(1)
    note.locator("summary").click()
    should_be_sound(walk)
    note.locator("textarea").fill("Ask at the next meeting.")
    note.get_by_role("button", name="Save my note").click()
    expect(walk.page.locator(".noted")).to_have_text("Ask at the next meeting.")
    should_be_sound(walk)
    walk.open("my-notes")
    should_be_sound(walk)
    walk.page.get_by_role("link", name="Delete this note").click()
    should_be_sound(walk)


def test_setting_up_and_giving_the_second_factor_are_sound(open_window: Opener, server: Server) -> None:
    walk = open_window()
    _learner(walk)
    walk.open("account/second-factor")
    walk.press("Set it up")
    should_be_sound(walk)
    asked = open_window()
    asked.sign_in("focal@example.org", server.demo()[0])
    asked.should_stand_at("account/second-factor")
    should_be_sound(asked)


@pytest.mark.parametrize("path", [
    "reports/", "reports/by-country", "reports/by-month?country=XA", "reports/changes", "account",
    "account/second-factor", "downloads", "my-page", "training",
])
def test_pages_of_staff_are_sound(windows: Callable[[str], Walk], path: str) -> None:
    walk = windows("officer")
    walk.open(path)
    should_be_sound(walk)


@pytest.mark.parametrize("theme", ["Light", "Dark", "System"])
def test_the_saved_theme_wins_over_that_of_the_system(
    open_window: Opener, theme: str,
) -> None:
    walk = open_window(java_script_enabled=False, color_scheme="light" if theme == "Dark" else "dark")
    walk.open("course/m2-bias")
    walk.page.get_by_role("button", name=theme, exact=True).click()
    walk.should_stand_at("course/m2-bias")
    paper = walk.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"Light": "rgb(251, 250, 247)"}.get(theme, "rgb(18, 23, 31)")


def test_the_first_stop_skips_to_the_text(open_window: Opener, server: Server) -> None:
    walk = open_window()
    walk.open("course/m2-bias")
    walk.page.keyboard.press("Tab")
    assert walk.page.evaluate("document.activeElement.className") == "skip"
    walk.page.keyboard.press("Enter")
    walk.should_focus("main")


def test_focus_follows_the_order_of_reading(open_window: Opener) -> None:
    # In one column, where what is read later stands lower.
    walk = open_window(viewport={"width": 360, "height": 800})
    for path in ("sign-in", "register", "course/m2-bias"):
        walk.open(path)
        tops = _places_of_focus(walk)
        assert len(tops) > 5
        assert tops == sorted(tops), f"{path}: {tops}"


def test_targets_in_the_course_are_large(open_window: Opener) -> None:
    walk = open_window(viewport={"width": 360, "height": 800})
    walk.open("course/m2-bias")
    small = walk.page.evaluate(
        "[...document.querySelectorAll('main .button, main label.option, main select, main summary,"
        " .menu a, .next a, main textarea')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.outerHTML.slice(0, 80))")
    assert not small


def _places_of_focus(walk: Walk) -> list[int]:
    """Press Tab through the text of a page; return how far down each stop is, in whole lines."""
    found = []
    walk.page.locator("main").focus()
    for _ in range(80):
        walk.page.keyboard.press("Tab")
        place = walk.page.evaluate(
            "document.querySelector('main').contains(document.activeElement)"
            " ? document.activeElement.getBoundingClientRect().top + scrollY : null")
        if place is None:
            break
        found.append(round(place / 40))
    return found
