"""What is on the shelf can be taken by those it is for, whole or only when it has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elearn.accounts.models import AccessRole
from elearn.render import proof, shelf
from elearn.render.manifest import Change, Outcome, Since, State
from elearn.render.proof import ParityRow
from elearn.render.publications import find
from elearn.web import context
from tests.web.browser import Browser

TEXT, MANUAL = "/en/downloads/self-directed.html", "/en/downloads/manual.html"


def put(browser: Browser, name: str, made: bytes) -> None:
    with browser.app.app_context():
        held = context.current()
        publication = find(name, "html")
        assert publication is not None
        shelf.store(held.settings.data, held.revision("en"), publication, made)


def test_what_is_not_built_yet_is_being_prepared(visitor: Browser) -> None:
    assert "Being prepared" in visitor.html("/en/downloads")
    assert visitor.get(TEXT).status_code == 404


def test_the_text_to_print_is_for_everyone(visitor: Browser) -> None:
    put(visitor, "self-directed", b"<p>" + b"a page " * 300)
    page = visitor.html("/en/downloads")
    assert f'href="{TEXT}"' in page and "2.1 kB" in page
    sent = visitor.get(TEXT)
    assert sent.status_code == 200 and sent.data.startswith(b"<p>a page")
    assert sent.headers["Content-Disposition"] == "attachment; filename=small-course-self-directed-en.html"
    assert sent.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_file_is_sent_again_only_when_it_changed(visitor: Browser) -> None:
    put(visitor, "self-directed", b"first")
    tag = visitor.get(TEXT).headers["ETag"]
    assert visitor.get(TEXT, **{"If-None-Match": tag}).status_code == 304
    put(visitor, "self-directed", b"second")
    assert visitor.get(TEXT, **{"If-None-Match": tag}).data == b"second"


@pytest.mark.parametrize(("role", "status"), [
    (None, 303), (AccessRole.LEARNER, 403), (AccessRole.TRAINER, 200), (AccessRole.FOCAL_POINT, 200),
    (AccessRole.OFFICER, 200), (AccessRole.ADMINISTRATOR, 200)])
def test_the_manual_is_for_trainers_and_staff(
    visitor: Browser, role: AccessRole | None, status: int,
) -> None:
    put(visitor, "manual", b"every answer")
    if role is not None:
        visitor.sign_in(role)
    sent = visitor.get(MANUAL)
    assert sent.status_code == status
    assert (b"every answer" in sent.data) is (status == 200)
    assert (f'href="{MANUAL}"' in visitor.html("/en/downloads")) is (status == 200)


@pytest.mark.parametrize("path", [
    "/en/downloads/nothing.pdf", "/en/downloads/self-directed.exe", "/en/downloads/../data.pdf",
    "/en/downloads/%2e%2e%2fsecret.pdf", "/en/downloads/MANUAL.html"])
def test_nothing_else_can_be_asked_for(visitor: Browser, path: str) -> None:
    put(visitor, "manual", b"every answer")
    assert visitor.get(path).status_code == 404


OLD = "a" * 64


def put_older(browser: Browser, outcome: Outcome) -> None:
    """Leave the web page of an edition before this one on the shelf, and this one without any."""
    with browser.app.app_context():
        held = context.current()
        data, revision = held.settings.data, held.revision("en")
        publication = find("self-directed", "html")
        assert publication is not None
        old = replace(revision, id=OLD)
        shelf.store(data, old, publication, b"the last good one")
        shelf.note_since(data, revision.id, Since(OLD, "2026-01-02", (Change("new", "Sextortion"),)))
        shelf.note(data, revision.id, publication.key, outcome)


def test_what_failed_is_sent_from_the_edition_before_and_the_page_says_so(visitor: Browser) -> None:
    put_older(visitor, Outcome(State.FAILED, "0.1.0", "RuntimeError", tries=3))
    page = visitor.html("/en/downloads")
    assert "Of the edition of 2026-01-02." in page and "Could not be made for this revision" in page
    assert "RuntimeError" not in page
    assert visitor.get(TEXT).data == b"the last good one"


def test_a_library_that_is_not_there_is_named_and_the_rest_is_offered(visitor: Browser) -> None:
    put_older(visitor, Outcome(State.LACKING, "0.1.0", "Pango"))
    page = visitor.html("/en/downloads")
    assert "Pango is not installed" in page
    assert f'href="{TEXT}"' in page


def test_what_is_new_since_the_edition_before_is_told(visitor: Browser) -> None:
    put_older(visitor, Outcome(State.MADE, "0.1.0"))
    assert "New: Sextortion" in visitor.html("/en/downloads")


def test_a_part_of_a_file_can_be_asked_for(visitor: Browser) -> None:
    put(visitor, "self-directed", b"0123456789")
    sent = visitor.get(TEXT, Range="bytes=2-4")
    assert (sent.status_code, sent.data) == (206, b"234")


def test_the_proof_of_parity_is_for_staff_and_gives_each_reason(visitor: Browser) -> None:
    left_out = proof.State.LEFT_OUT
    row = ParityRow("en", "self-directed", "m1-c1/trainer-1", "trainer", left_out, "for trainers")
    with visitor.app.app_context():
        held = context.current()
        shelf.note_parity(held.settings.data, held.revision("en").id, (row,))
    assert visitor.get("/en/downloads/parity").status_code == 303
    visitor.sign_in(AccessRole.OFFICER)
    page = visitor.html("/en/downloads/parity")
    assert "for trainers" in page and "m1-c1/trainer-1" in page
