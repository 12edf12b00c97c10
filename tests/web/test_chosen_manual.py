"""A trainer chooses an agenda, leaves, and finds its manual made."""

from __future__ import annotations

import pytest

from elearn.accounts.models import AccessRole
from elearn.kernel import jobs
from elearn.render import shelf
from elearn.render.manifest import Outcome, State
from elearn.web import context
from elearn.work import publications
from tests.factories import courses as small
from tests.web.browser import Browser

CHOOSE, CHOSEN = "/en/downloads/manual/choose", "/en/downloads/manual/tm-a1"
FORMATS = ("html", "pdf", "docx")


@pytest.fixture
def trainer(visitor: Browser) -> Browser:
    visitor.sign_in(AccessRole.TRAINER)
    return visitor


@pytest.fixture
def asked(trainer: Browser, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was put into the queue, instead of a queue."""
    waiting: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "put", lambda *ids: waiting.append(ids))
    return waiting


def _choose(trainer: Browser, agenda: str = "tm-a1") -> str:
    sent = trainer.post_form(CHOOSE, CHOOSE, {"agenda": agenda})
    assert sent.status_code == 303, sent.text
    return sent.headers["Location"]


def _work(trainer: Browser, waiting: list[tuple[str, ...]]) -> None:
    with trainer.app.app_context():
        for ids in waiting:
            jobs.run(*ids)


def test_the_agendas_are_offered_with_their_hours(trainer: Browser) -> None:
    page = trainer.html(CHOOSE)
    assert "Half a day, 0:30 hours" in page
    assert f'href="{CHOOSE}"' in trainer.html("/en/downloads")


def test_a_choice_asks_the_worker_by_ids_alone(trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    assert _choose(trainer) == CHOSEN
    revision = small.small_revision().id
    assert asked == [("publication", revision, "manual", each, "tm-a1") for each in FORMATS]


def test_the_page_tells_waiting_making_and_ready(trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    _choose(trainer)
    page = trainer.html(CHOSEN)
    assert page.count("Waiting for its turn") == 3 and "Look again" in page
    assert trainer.get(f"{CHOSEN}/html").status_code == 404

    with trainer.app.app_context():
        held = context.current()
        shelf.note(held.settings.data, held.revision("en").id, "manual.tm-a1.pdf",
                   Outcome(State.WORKING, publications.__version__))
    assert "Being made" in trainer.html(CHOSEN)

    _work(trainer, asked)
    page = trainer.html(CHOSEN)
    assert "The manual is ready." in page and "Look again" not in page
    sent = trainer.get(f"{CHOSEN}/docx")
    assert sent.status_code == 200 and sent.data.startswith(b"PK")
    assert sent.headers["Content-Disposition"].endswith("small-course-manual-tm-a1-en.docx")
    assert sent.headers["Cache-Control"] == "private, no-cache"
    assert trainer.get(f"{CHOSEN}/docx", **{"If-None-Match": sent.headers["ETag"]}).status_code == 304


def test_the_whole_manual_is_another_file(trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    _choose(trainer)
    _work(trainer, [ids for ids in asked if ids[3] == "html"])
    assert trainer.get("/en/downloads/manual.html").status_code == 404


def test_asking_twice_puts_no_second_job(trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    _choose(trainer)
    _choose(trainer)
    assert len(asked) == 3
    _work(trainer, list(asked))
    _choose(trainer)
    assert len(asked) == 3


def test_what_failed_can_be_asked_for_again(trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    _choose(trainer)
    _work(trainer, [ids for ids in asked if ids[3] != "pdf"])
    with trainer.app.app_context():
        held = context.current()
        shelf.note(held.settings.data, held.revision("en").id, "manual.tm-a1.pdf",
                   Outcome(State.FAILED, publications.__version__, "PdfError"))
    page = trainer.html(CHOSEN)
    assert "Could not be made" in page and "PdfError" not in page
    trainer.post_form(CHOSEN, CHOOSE, {})
    assert asked[3:] == [asked[1]]


def test_a_worker_that_begins_anew_makes_what_was_asked_for(
        trainer: Browser, asked: list[tuple[str, ...]]) -> None:
    _choose(trainer)
    with trainer.app.app_context():
        assert set(publications.asked()) == {ids[1:] for ids in asked}
    _work(trainer, list(asked))
    with trainer.app.app_context():
        assert publications.asked() == ()


@pytest.mark.parametrize("agenda", ["", "tm-s1", "../../secret", "tm-a9"])
def test_what_is_no_agenda_is_refused(trainer: Browser, asked: list[tuple[str, ...]], agenda: str) -> None:
    sent = trainer.post_form(CHOOSE, CHOOSE, {"agenda": agenda})
    assert sent.status_code == 400 and "Error:" in sent.text
    assert asked == []


@pytest.mark.parametrize("path", [
    "/en/downloads/manual/tm-a9", "/en/downloads/manual/tm-s1", f"{CHOSEN}/exe", f"{CHOSEN}/pptx",
    "/en/downloads/manual/tm-a9/pdf"])
def test_nothing_else_can_be_opened(trainer: Browser, path: str) -> None:
    assert trainer.get(path).status_code == 404


@pytest.mark.parametrize("path", [CHOOSE, CHOSEN, f"{CHOSEN}/pdf"])
@pytest.mark.parametrize(("role", "status"), [(None, 303), (AccessRole.LEARNER, 403)])
def test_it_is_for_trainers_alone(
        visitor: Browser, path: str, role: AccessRole | None, status: int) -> None:
    if role is not None:
        visitor.sign_in(role)
    assert visitor.get(path).status_code == status
