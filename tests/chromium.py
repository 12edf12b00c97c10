"""Debian's Chromium for all tests of a process: one, as its driver lets no second one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def launched() -> Iterator[Browser]:
    """Run Chromium; where it is missing the test fails and says so."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing, so nothing was tried in a browser: run `make setup-test` as "
                    "root, or ask for `apt-get install chromium`.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
