"""A certificate in a browser: confirmed by keyboard, printed by the worker, checked by a stranger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.serving import PASSWORD, wait_until
from tests.browser.test_accessibility import should_be_sound
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def _completed(walk: Walk, name: str) -> None:
    address = walk.server.add_person(display_name=name)
    walk.sign_in(address, PASSWORD)
    walk.enrol()
    walk.server.attend(address)


def _until_made(walk: Walk) -> None:
    def is_there() -> bool:
        walk.open("certificates")
        return walk.page.get_by_role("link", name="Certificate, A4 (PDF)").count() == 1

    wait_until("the worker has made the certificate", is_there, 300)


def _check(page: Page, url: str, path: Path) -> None:
    page.goto(f"{url}/verify")
    page.get_by_label("The file named credential.json").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()


@WITH_AND_WITHOUT
def test_a_name_is_confirmed_by_keyboard_and_the_paper_leads_to_its_page(
    open_window: Opener, tmp_path: Path, scripts: bool,
) -> None:
    judge, stranger = open_window(java_script_enabled=scripts), open_window(java_script_enabled=scripts)
    _completed(judge, "amina bint abd al-rahman")
    judge.open("certificates")
    judge.page.get_by_label("Your name, as it should stand on your certificate").focus()
    judge.page.keyboard.press("Control+A")
    judge.page.keyboard.type("القاضية أمينة بنت عبد الرحمن")
    judge.page.keyboard.press("Tab")
    with judge.page.expect_navigation():
        judge.page.keyboard.press("Enter")
    _until_made(judge)
    saved = {}
    for title in ("Certificate, A4 (PDF)", "Letter of hours, US Letter (PDF)",
                  "Signed credential, Open Badges 3.0 (JSON)"):
        with judge.page.expect_download() as started:
            judge.page.get_by_role("link", name=title).click()
        saved[title[:6]] = tmp_path / started.value.suggested_filename
        started.value.save_as(saved[title[:6]])
    assert all(path.read_bytes()[:5] == b"%PDF-" for path in saved.values() if path.suffix == ".pdf")
    document = json.loads(saved["Signed"].read_text(encoding="utf-8"))
    stranger.page.goto(document["id"])
    expect(stranger.heading()).to_have_text("Valid")
    expect(stranger.page.locator("dl.facts")).to_contain_text("القاضية أمينة بنت عبد الرحمن")
    expect(stranger.page.locator("dl.facts")).to_contain_text("12 hours")
    _check(stranger.page, judge.server.url, saved["Signed"])
    expect(stranger.heading()).to_have_text("The signature is genuine")
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    saved["Signed"].write_text(json.dumps(document), encoding="utf-8")
    _check(stranger.page, judge.server.url, saved["Signed"])
    expect(stranger.heading()).to_have_text("This file was altered")


def test_every_page_of_a_certificate_is_sound(open_window: Opener, tmp_path: Path) -> None:
    judge, stranger = open_window(), open_window()
    judge.sign_in(judge.server.add_person(), PASSWORD)
    judge.open("certificates")
    should_be_sound(judge)
    judge = open_window()
    _completed(judge, "Wanjiru Kamau")
    judge.open("certificates")
    should_be_sound(judge)
    judge.page.get_by_label("Your name, as it should stand on your certificate").fill("")
    judge.press("This is my name, print it")
    judge.should_focus("errors")
    should_be_sound(judge)
    judge.page.get_by_label("Your name, as it should stand on your certificate").fill("Wanjiru Kamau")
    judge.press("This is my name, print it")
    _until_made(judge)
    judge.page.get_by_text("My name should stand there otherwise").click()
    should_be_sound(judge)
    old = judge.page.get_by_role("link", name="See it as others see it").get_attribute("href") or ""
    judge.page.get_by_label("Your name, as it should stand on your certificate").fill("Wanjiru W. Kamau")
    judge.press("Issue it again with this name")
    should_be_sound(judge)
    stranger.page.goto(f"{judge.server.url}{old}")
    expect(stranger.heading()).to_have_text("Superseded")
    for address in (old, "/verify", "/verify?code=short", "/verify/0000-0000-0000-0000-0000"):
        stranger.page.goto(f"{judge.server.url}{address}")
        should_be_sound(stranger)
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    _check(stranger.page, judge.server.url, other)
    expect(stranger.heading()).to_have_text("This is another kind of file")
    should_be_sound(stranger)
