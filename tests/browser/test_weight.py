"""What a page costs on a slow line: bytes, requests, origins; cold and warm, and nobody else is asked."""

from __future__ import annotations

import gzip
from base64 import b64decode
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.serving import PASSWORD, Server
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
KB = 1024


@dataclass(frozen=True)
class Sent:
    """One answer: its bytes on the line with headers, and the same where a proxy in front compresses."""

    address: str
    on_the_line: int
    compressed: int


def load(page: Page, address: str) -> list[Sent]:
    """Open a page and return what came over the line; what came from the cache is not in it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}
    cached: set[str] = set()
    session.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))
    session.on("Network.responseReceived",
               lambda e: cached.add(e["requestId"]) if e["response"].get("fromDiskCache") else None)
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = [Sent(url, int(sizes[key]), _compressed(session, key, int(sizes[key])))
             for key, url in asked.items() if key not in cached and url.startswith("http")]
    session.detach()
    return found


def _compressed(session: CDPSession, key: str, on_the_line: int) -> int:
    body = session.send("Network.getResponseBody", {"requestId": key})
    content = b64decode(body["body"]) if body["base64Encoded"] else body["body"].encode()
    return min(on_the_line, on_the_line - len(content) + len(gzip.compress(content, 6)))


def total(sent: list[Sent], part: str = "") -> int:
    """Add up the compressed bytes of the answers whose address holds `part`."""
    return sum(each.compressed for each in sent if part in each.address)


@pytest.mark.parametrize("unit", ["m2-bias", "m2-comment", "m2-recusal"])
def test_a_lesson_is_light_when_it_is_new(chromium: Browser, server: Server, unit: str) -> None:
    context = chromium.new_context()
    first = load(context.new_page(), f"{server.url}/en/course/{unit}")
    context.close()
    assert len(first) <= 6, first
    assert all(each.address.startswith(server.url) for each in first)
    assert sum(each.on_the_line for each in first) <= 75 * KB, first
    assert total(first, "/course/") <= 20 * KB, first
    assert total(first, ".css") <= 12 * KB, first
    assert total(first, ".js") <= 20 * KB, first


def test_the_next_lesson_is_one_small_request(chromium: Browser, server: Server) -> None:
    context = chromium.new_context()
    page = context.new_page()
    load(page, f"{server.url}/en/course/m2-bias")
    then = load(page, f"{server.url}/en/course/m2-comment")
    context.close()
    assert [each.address for each in then] == [f"{server.url}/en/course/m2-comment"]
    assert total(then) <= 12 * KB, then


def test_a_lesson_with_every_answer_told_stays_light(chromium: Browser, server: Server) -> None:
    context = chromium.new_context()
    walk = Walk(context.new_page(), server)
    walk.sign_in(server.add_person(), PASSWORD)
    walk.enrol()
    walk.do_quickly("m2-bias")
    told = load(walk.page, f"{server.url}/en/course/m2-bias?again=nothing")
    context.close()
    assert total(told) <= 12 * KB, told
