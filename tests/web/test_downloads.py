"""What is on the shelf can be taken by those it is for, whole or only when it has changed."""

from __future__ import annotations

import pytest

from elearn.accounts.models import AccessRole
from elearn.render import shelf
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
