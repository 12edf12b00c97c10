"""What pages weigh, and how long they take on a slow line: 400 kbit/s, 400 ms there and back.

    python -m bench.line [--rounds 3]

Chromium shapes the line itself. Cold is a reader who comes for the first time, warm the next page of
somebody who has read one. The figures are those of the middle round: bytes on the line with headers,
requests, and from asking to the first words on the screen and to the end of loading. To hold: words in
2.5 s and the whole in 3.5 s, cold.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.serving import PASSWORD, Server, serving
from tests.browser.walk import Walk
from tests.chromium import launched
from tests.databases import settings_of

KBIT, LATENCY = 400, 400
MOST_PAINT, MOST_LOAD = 2.5, 3.5
PAGES = ("", "course/", "course/m2-bias", "course/m2-recusal", "principles/", "register")
_KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "font"}
_TIMES = """() => new Promise(told => {
  const end = performance.getEntriesByType('navigation')[0]
  const paint = performance.getEntriesByName('first-contentful-paint')[0]
  told([paint ? paint.startTime / 1000 : -1, end.loadEventEnd / 1000]) })"""


@dataclass(frozen=True)
class Loaded:
    """One page over the line: bytes by kind, requests, seconds to the first words and to the end."""

    bytes: dict[str, int]
    requests: int
    paint: float
    load: float


def main() -> None:
    """Measure, print a table, and say which pages hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is loaded")
    rounds = parser.parse_args().rounds
    with (tempfile.TemporaryDirectory() as data, serving(settings_of(Path(data))) as server,
          launched() as browser):
        heads = "".join(f"{kind:>8}" for kind in (*_KINDS.values(), "other"))
        print(f"{'':32}{heads}{'asked':>7}{'paint s':>9}{'load s':>8}")
        for name, each in _measured(browser, server, rounds):
            _print(name, each)


def _measured(browser: Browser, server: Server, rounds: int) -> Iterator[tuple[str, Loaded]]:
    for path in PAGES:
        cold = [_cold(browser, server, path) for _ in range(rounds)]
        yield f"/{path} cold", _middle(cold)
    for path in PAGES[2:4]:
        warm = [_warm(browser, server, path) for _ in range(rounds)]
        yield f"/{path} warm, signed in", _middle(warm)


def _cold(browser: Browser, server: Server, path: str) -> Loaded:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    try:
        return _load(context.new_page(), f"{server.url}/en/{path}")
    finally:
        context.close()


def _warm(browser: Browser, server: Server, path: str) -> Loaded:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    try:
        walk = Walk(context.new_page(), server)
        walk.sign_in(server.add_person(), PASSWORD)
        walk.enrol()
        walk.open("course/m0-oath")
        return _load(walk.page, f"{server.url}/en/{path}")
    finally:
        context.close()


def _load(page: Page, address: str) -> Loaded:
    """Open a page over the shaped line; what came from the cache is not counted."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY, "downloadThroughput": KBIT * 1000 / 8,
        "uploadThroughput": KBIT * 1000 / 8})
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    cached: set[str] = set()
    session.on("Network.responseReceived", lambda e: _note(kinds, e))
    session.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))
    session.on("Network.loadingFinished",
               lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}))
    page.goto(address, timeout=60_000)
    page.wait_for_load_state("networkidle")
    paint, load = page.evaluate(_TIMES)
    by_kind: dict[str, int] = {}
    sent = {key: kind for key, kind in kinds.items() if key not in cached}
    for key, kind in sent.items():
        by_kind[kind] = by_kind.get(kind, 0) + sizes.get(key, 0)
    session.detach()
    return Loaded(by_kind, len(sent), paint, load)


def _note(kinds: dict[str, str], event: dict[str, object]) -> None:
    response = event["response"]
    assert isinstance(response, dict)
    if response.get("fromDiskCache") or not str(response["url"]).startswith("http"):
        return
    kinds[str(event["requestId"])] = _KINDS.get(str(event["type"]), "other")


def _middle(every: list[Loaded]) -> Loaded:
    return sorted(every, key=lambda each: each.load)[len(every) // 2]


def _print(name: str, each: Loaded) -> None:
    sizes = "".join(f"{each.bytes.get(kind, 0):>8}" for kind in (*_KINDS.values(), "other"))
    holds = each.paint <= MOST_PAINT and each.load <= MOST_LOAD
    print(f"{name:32}{sizes}{each.requests:>7}{each.paint:>9.2f}{each.load:>8.2f}"
          f"  {'holds' if holds else 'DOES NOT HOLD'}")


if __name__ == "__main__":
    main()
