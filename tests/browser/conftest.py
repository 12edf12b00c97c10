"""One server and one Chromium for all tests with a browser; each window is watched for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.serving import Server, serving
from tests.browser.walk import Walk
from tests.databases import Database

Opener = Callable[..., Walk]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Iterator[Server]:
    """The product as `make run` starts it, with the shipped content and 250 imagined learners."""
    settings = database.empty(tmp_path_factory.mktemp("served"))
    with serving(settings) as running:
        yield running
    database.drop(settings)


@dataclass
class Watch:
    """What went wrong behind a page: messages of the console, requests to anywhere else."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 400 or 404 is meant; a style sheet or script that does is not.
        is_page = message.text.startswith("Failed to load resource") and "/static/" not in str(
            message.location.get("url"))
        if message.type in ("error", "warning") and not is_page:
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self.faults.append(f"request to another origin: {request.url}")


@pytest.fixture
def open_window(chromium: Browser, server: Server) -> Iterator[Opener]:
    """Open windows, each with cookies of its own; fail where one broke a rule of the browser."""
    contexts, watch = [], Watch(server.url)

    def opened(**options: Any) -> Walk:
        context = chromium.new_context(**options)
        context.set_default_timeout(15_000)
        watch.over(context)
        contexts.append(context)
        return Walk(context.new_page(), server)

    yield opened
    for context in contexts:
        context.close()
    assert not watch.faults


@pytest.fixture
def visitor(open_window: Opener) -> Walk:
    """Someone who never signed in."""
    return open_window()


def second_window(walk: Walk) -> Walk:
    """Open another window of the same browser, with the same cookies."""
    page: Page = walk.page.context.new_page()
    return Walk(page, walk.server)
