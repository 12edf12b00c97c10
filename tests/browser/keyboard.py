"""A reader who has no mouse: everything by Tab, the arrows, the space bar and Enter."""

from __future__ import annotations

from elearn.document.blocks import OpenReflection, OpenScenario
from elearn.document.walk import items
from tests.browser.answering import Chosen, right, ways
from tests.browser.walk import Walk

# More stops than any page of the course has.
_STOPS = 150


class Keyboard:
    """The hands of somebody at a window, who presses keys and nothing else."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.page = walk, walk.page

    def tab_to(self, selector: str) -> None:
        """Press Tab until something that matches has the focus, and see that it shows."""
        for _ in range(_STOPS):
            self.page.keyboard.press("Tab")
            if self._is_at(selector):
                assert self._shows_focus(), f"nothing shows that {selector} has the focus"
                return
        raise AssertionError(f"Tab never came to {selector} on {self.page.url}")

    def go(self, selector: str) -> None:
        """Come to a link or button and press Enter."""
        self.tab_to(selector)
        self.page.keyboard.press("Enter")

    def type_into(self, selector: str, text: str) -> None:
        """Come to a field and type."""
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        """Come to a radio button or check box and choose it: by the arrows within a group of radios."""
        radios = self.page.evaluate("(s) => document.querySelector(s).type === 'radio'", selector)
        if not radios:
            self.tab_to(selector)
            self.page.keyboard.press("Space")
            return
        name = self.page.locator(selector).get_attribute("name")
        form = self.page.locator(selector).evaluate("e => e.form.id || (e.form.id = 'looked-at')")
        self.tab_to(f"#{form} input[name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(f"#{form} input[name='{name}']").count()):
            if self.page.locator(selector).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came to {selector}")

    def select(self, selector: str, value: str) -> None:
        """Come to a list and go down it to a value."""
        self.tab_to(selector)
        for _ in range(self.page.locator(f"{selector} option").count()):
            if self.page.locator(selector).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} has no {value!r}")

    # Working through a unit

    def answer(self, item_id: str, chosen: Chosen) -> None:
        """Answer a question; the verdict takes focus, so that Tab goes on from there."""
        for place in chosen.places:
            self.tick(f"#{item_id}-{place}")
        for row, place in (chosen.rows or {}).items():
            self.select(f"#{item_id}-{row}", str(place))
        self.go(f"#{item_id} button:not([type=button])")
        self.walk.should_focus(f"{item_id}-verdict")

    def tell(self, item_id: str, places: list[int]) -> None:
        """Take one way through a story, to its ending."""
        for place in places:
            buttons = self.page.locator(f"#{item_id} .choices button")
            buttons.nth(place - 1).evaluate("e => { e.dataset.way = 'this' }")
            self.go(f"#{item_id} .choices button[data-way=this]")
            self.walk.should_focus(f"{item_id}-here")

    def do_unit(self, unit_id: str) -> None:
        """Do everything a unit asks, from the top of its page to the end."""
        for item in items(self.walk.unit(unit_id)):
            if isinstance(item, OpenScenario):
                key = self.walk.server.revision.self_study.answers.scenarios[item.id]
                self.tell(item.id, min(ways(key, item.steps[0].id).values(), key=len))
            elif isinstance(item, OpenReflection):
                self.type_into(f"#{item.id}-text", "Written without a mouse.")
                self.go(f"#{item.id} button:not([name=kind][value=thought])")
                self.walk.should_focus(f"{item.id}-here")
            else:
                self.answer(item.id, right(self.walk.key(item.id)))

    def _is_at(self, selector: str) -> bool:
        return bool(self.page.evaluate("(s) => document.activeElement.matches(s)", selector))

    def _shows_focus(self) -> bool:
        """Say whether what has the focus, or the label around it, has an outline or a shadow about it."""
        return bool(self.page.evaluate(
            """() => [document.activeElement, document.activeElement.closest('label')].some(e => {
                 if (!e) return false
                 const style = getComputedStyle(e)
                 return style.outlineStyle !== 'none' || style.boxShadow !== 'none' })"""))
