"""What people do in a browser, in their own words: register, enrol, answer, tell a story, reflect."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from elearn.document.blocks import OpenBlock, OpenReflection, OpenScenario
from elearn.document.course import Unit
from elearn.document.questions import QuestionKey
from elearn.document.walk import items
from tests.browser.answering import Chosen, right, ways, wrong
from tests.browser.serving import PASSWORD, Server

LEAD = ".lead"
# A verdict or mark that says the answer was right.
GOOD = re.compile(r"\bis-(?:sound|right)\b")


class Walk:
    """One person at one browser window of a server."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server

    # Moving about

    def open(self, path: str) -> None:
        """Open a page of the English interface, such as `course/m2-bias`."""
        self.page.goto(f"{self.server.url}/en/{path}")

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button with this name."""
        (within or self.page.locator("main")).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link with this name in the text of the page."""
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def should_stand_at(self, path: str) -> None:
        """The address is this page, whatever stands after `?` or `#`."""
        expect(self.page).to_have_url(re.compile(rf"/en/{re.escape(path)}(?:[?#].*)?$"))

    def heading(self) -> Locator:
        return self.page.locator("h1")

    def should_focus(self, element_id: str) -> None:
        expect(self.page.locator(f"#{element_id}")).to_be_focused()

    # Coming in

    def fill_profile(self, name: str) -> None:
        main = self.page.locator("main")
        main.get_by_label("Your name, as it should stand on your certificate").fill(name)
        main.get_by_label("Country", exact=True).select_option("KE")
        main.get_by_label("Judge", exact=True).check()
        main.get_by_label("New password", exact=True).fill(PASSWORD)
        main.get_by_label("The same password again", exact=True).fill(PASSWORD)

    def register(self, address: str, name: str) -> None:
        """Register with an e-mail address: the form, the letter, the password once more."""
        self.open("register")
        self.page.get_by_label("E-mail address").fill(address)
        self.fill_profile(name)
        self.press("Create my account")
        expect(self.heading()).to_have_text("Look into your mailbox")
        self.page.goto(self.server.link_in_letter_to(address))
        self.page.get_by_label("Your password").fill(PASSWORD)
        self.press("Confirm and begin")
        self.should_stand_at("my-page")

    def register_with_code(self, code: str, name: str) -> str:
        """Register with a printed code; return the name to sign in by."""
        self.open("invitation")
        self.page.get_by_label("Invitation code").fill(code)
        self.fill_profile(name)
        self.press("Create my account")
        self.should_stand_at("account")
        return self.page.locator(".notice strong").inner_text()

    def sign_in(self, name: str, password: str = PASSWORD, then: str = "") -> None:
        """Sign in; `then` is the page one wants to see."""
        self.open("sign-in" + (f"?next=/en/{then}" if then else ""))
        self.page.get_by_label("E-mail address or sign-in name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")

    def sign_in_as_staff(self, name: str) -> None:
        """Sign in with the password and the six digits of a demonstration person."""
        self.sign_in(name, self.server.demo()[0])
        self.should_stand_at("account/second-factor")
        self.page.get_by_label("Code").fill(self.server.code())
        self.press("Sign in")
        expect(self.page.locator("#menu")).to_contain_text("Account")

    def enrol(self) -> None:
        self.open("course/")
        self.press("Enrol in this course")
        expect(self.page.locator(LEAD)).to_contain_text("0 of")

    # Working through a unit

    def item(self, item_id: str) -> Locator:
        return self.page.locator(f"#{item_id}")

    def choose(self, item_id: str, chosen: Chosen) -> None:
        """Set the fields of a question, without sending it."""
        for place in chosen.places:
            self.page.locator(f"#{item_id}-{place}").check()
        for row, place in (chosen.rows or {}).items():
            self.page.locator(f"#{item_id}-{row}").select_option(str(place))

    def answer(self, item_id: str, chosen: Chosen) -> None:
        """Answer a question; the verdict takes focus."""
        self.choose(item_id, chosen)
        self.press("Give my answer", self.item(item_id))
        self.should_focus(f"{item_id}-verdict")

    def answer_wrong_then_right(self, key: QuestionKey) -> None:
        """Answer wrongly, read the feedback, try again, answer rightly."""
        self.answer(key.id, wrong(key))
        expect(self.item(key.id).locator(".verdict").first).not_to_have_class(GOOD)
        self.item(key.id).get_by_role("link", name="Try again").click()
        self.answer(key.id, right(key))
        if key.right_order or any(option.is_right or option.counterpart for option in key.options):
            expect(self.item(key.id).locator(".verdict").first).to_have_class(GOOD)

    def tell(self, item_id: str, places: list[int]) -> None:
        """Take one way through a story, to its ending."""
        for place in places:
            self.item(item_id).locator(".choices button").nth(place - 1).click()
            self.should_focus(f"{item_id}-here")
        expect(self.page.locator(f"#{item_id}-here")).to_contain_text("How it ends:")

    def tell_to_each_ending(self, scenario: OpenScenario) -> int:
        """Take the ways to every ending of a story; return how many there are."""
        every = ways(self.server.revision.self_study.answers.scenarios[scenario.id], scenario.steps[0].id)
        for places in every.values():
            if self.item(scenario.id).get_by_role("button", name="Start the story again").count():
                self.press("Start the story again", self.item(scenario.id))
            self.tell(scenario.id, places)
        return len(every)

    def reflect(self, item_id: str, text: str) -> None:
        """Write into a reflection and save it."""
        self.page.locator(f"#{item_id}-text").fill(text)
        self.press("Save what I wrote", self.item(item_id))
        self.should_focus(f"{item_id}-here")

    def complete_unit(self, unit_id: str) -> None:
        """Do everything a unit asks: wrong then right, each ending, a reflection."""
        self.open(f"course/{unit_id}")
        for item in items(self.unit(unit_id)):
            if isinstance(item, OpenScenario):
                assert self.tell_to_each_ending(item) > 1
            elif isinstance(item, OpenReflection):
                self.reflect(item.id, f"What I thought at {item.id}.")
            else:
                self.answer_wrong_then_right(self.key(item.id))

    def do_quickly(self, unit_id: str) -> None:
        """Do everything a unit asks, once and rightly."""
        self.open(f"course/{unit_id}")
        for item in items(self.unit(unit_id)):
            if isinstance(item, OpenScenario):
                key = self.server.revision.self_study.answers.scenarios[item.id]
                self.tell(item.id, min(ways(key, item.steps[0].id).values(), key=len))
            elif isinstance(item, OpenReflection):
                self.press("I have thought about it", self.item(item.id))
                self.should_focus(f"{item.id}-here")
            else:
                self.answer(item.id, right(self.key(item.id)))

    # What the course is

    def key(self, question_id: str) -> QuestionKey:
        return self.server.revision.self_study.answers.questions[question_id]

    def unit(self, unit_id: str) -> Unit[OpenBlock]:
        return next(unit for module in self.server.revision.open.modules
                    for unit in module.units if unit.id == unit_id)

    def required_units(self) -> int:
        """Return how many units the course cannot be completed without."""
        modules = self.server.revision.open.modules
        return sum(len(module.units) for module in modules if not module.is_elective)

    def units(self, module_id: str = "") -> list[str]:
        return [unit.id for module in self.server.revision.open.modules for unit in module.units
                if module_id in ("", module.id)]
