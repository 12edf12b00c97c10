"""Pictures of 14 pages to look at: `make shots` writes them into a folder that nobody commits.

Each at 360 and 1280 px, light and dark, in English and in Arabic; where Arabic is not on offer the English
page is turned round, which shows the same faults of layout.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from elearn.kernel import words
from tests.browser.serving import PASSWORD, Server, serving
from tests.browser.walk import Walk
from tests.chromium import launched
from tests.databases import settings_of

UNIT = "m2-bias"
# Who looks, and at what; `answered` is a learner who has answered a unit, a name ends each file.
PAGES = (
    ("visitor", "", "home"), ("visitor", "course/", "overview"), ("visitor", f"course/{UNIT}", "unit"),
    ("visitor", "register", "register"), ("visitor", "nowhere", "no-such-page"),
    ("visitor", "patterns", "patterns"), ("visitor", "help", "help"), ("visitor", "downloads", "downloads"),
    ("learner", "course/", "learner-overview"), ("learner", f"course/{UNIT}", "unit-answered"),
    ("learner", "account", "account"), ("learner", "tests", "tests"),
    ("officer", "reports/", "reports"), ("officer", "reports/by-month", "report-by-month"),
)
SIZES, SCHEMES = (360, 1280), ("light", "dark")


def main(folder: Path) -> None:
    """Serve the demonstration and take every picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (tempfile.TemporaryDirectory() as data,
          serving(settings_of(Path(data))) as server,
          launched() as browser):
        windows = {who: _window(browser, server, who) for who in ("visitor", "learner", "officer")}
        for who, path, name in PAGES:
            for lang in ("en", "ar"):
                _take(windows[who], server, lang, path, folder / f"{name}-{lang}")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def _window(browser: Browser, server: Server, who: str) -> Page:
    walk = Walk(browser.new_context().new_page(), server)
    if who == "learner":
        walk.sign_in(server.add_person(), PASSWORD)
        walk.enrol()
        walk.do_quickly(UNIT)
    elif who == "officer":
        walk.sign_in_as_staff("officer@example.org")
    return walk.page


def _take(page: Page, server: Server, lang: str, path: str, name: Path) -> None:
    is_offered = words.language(lang) is not None
    page.goto(f"{server.url}/{lang if is_offered else 'en'}/{path}")
    if not is_offered:
        page.evaluate("document.querySelectorAll('[dir=ltr]').forEach(each => { each.dir = 'rtl' })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{name}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
