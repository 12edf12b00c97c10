"""The shelf holds each publication once, whole, and says what it is."""

from __future__ import annotations

import dataclasses
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from elearn import __version__
from elearn.document.catalogue import Revision
from elearn.render import shelf
from elearn.render.manifest import Outcome, State
from elearn.render.publication import Part, Publication
from elearn.render.publications import PUBLICATIONS, find


def _publication(name: str, file_format: str) -> Publication:
    found = find(name, file_format)
    assert found is not None
    return found


def test_what_is_stored_is_told_with_size_pages_and_digest(
        tmp_path: Path, revision: Revision, text_pdf: bytes) -> None:
    shelf.store(tmp_path, revision, _publication("self-directed", "pdf"), text_pdf)
    [found] = shelf.files(tmp_path, revision.id)
    assert found.path.read_bytes() == text_pdf
    assert found.size == len(text_pdf)
    assert found.pages > 8
    assert found.sha256 == hashlib.sha256(text_pdf).hexdigest()
    assert found.file_name == "small-course-self-directed-en.pdf"


def test_the_shelf_stands_in_the_order_of_the_register(tmp_path: Path, revision: Revision) -> None:
    html = [p for p in PUBLICATIONS if p.format == "html"]
    for publication in reversed(html):
        shelf.store(tmp_path, revision, publication, publication.name.encode())
    assert [f.publication for f in shelf.files(tmp_path, revision.id)] == [p.name for p in html]


def test_storing_again_replaces_and_leaves_nothing_behind(tmp_path: Path, revision: Revision) -> None:
    publication = _publication("manual", "html")
    shelf.store(tmp_path, revision, publication, b"first")
    shelf.store(tmp_path, revision, publication, b"second")
    [found] = shelf.files(tmp_path, revision.id)
    assert found.path.read_bytes() == b"second"
    assert sorted(p.name for p in found.path.parent.iterdir()) == [".lock", "manifest.json", "manual.html"]


def test_the_parts_of_one_publication_lie_side_by_side(tmp_path: Path, revision: Revision) -> None:
    publication = _publication("manual", "html")
    for part in (Part("tm-a1", "One day"), Part("tm-a2", "Two days"), Part("tm-a1", "A day")):
        shelf.store(tmp_path, revision, publication, part.title.encode(), part)
    found = {f.file_name: f.path.read_bytes() for f in shelf.files(tmp_path, revision.id)}
    assert found == {"small-course-manual-tm-a1-en.html": b"A day",
                     "small-course-manual-tm-a2-en.html": b"Two days"}


@pytest.mark.parametrize(("state", "tries", "program", "is_missing"), [
    (State.MADE, 1, __version__, False), (State.MADE, 1, "0.0.1", True),
    (State.WORKING, 1, __version__, True),
    (State.FAILED, 1, __version__, True), (State.FAILED, 3, __version__, False),
    (State.LACKING, 9, __version__, True)])
def test_what_failed_is_tried_again_but_not_for_ever(
        tmp_path: Path, revision: Revision, state: State, tries: int, program: str,
        is_missing: bool) -> None:
    shelf.note(tmp_path, revision.id, "manual.html", Outcome(state, program, tries=tries))
    still = shelf.missing(tmp_path, revision.id)
    assert (_publication("manual", "html") in still) is is_missing
    assert _publication("manual", "pdf") in still


def test_a_manifest_of_an_older_program_is_an_empty_shelf(tmp_path: Path, revision: Revision) -> None:
    stored = shelf.store(tmp_path, revision, _publication("manual", "html"), b"x")
    (stored.path.parent / "manifest.json").write_text("[]")
    assert shelf.files(tmp_path, revision.id) == ()


def test_two_at_once_lose_nothing(tmp_path: Path, revision: Revision) -> None:
    html = [p for p in PUBLICATIONS if p.format == "html"]
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda i: shelf.store(tmp_path, revision, html[i % 2], b"x"), range(40)):
            pass
    assert len(shelf.files(tmp_path, revision.id)) == 2


def test_a_revision_that_was_not_built_has_nothing(tmp_path: Path, revision: Revision) -> None:
    assert shelf.files(tmp_path, revision.id) == ()
    assert shelf.missing(tmp_path, revision.id) == PUBLICATIONS


@pytest.mark.parametrize("name", ["", "..", "../../etc", "a" * 65, "A" * 64])
def test_nothing_but_the_id_of_a_revision_names_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        shelf.files(tmp_path, name)


def test_the_manual_is_for_trainers_and_the_text_for_everyone() -> None:
    assert {p.name for p in PUBLICATIONS if p.is_for_trainers} == {"manual", "slides", "handout", "form"}


def test_a_national_edition_has_its_own_file_name(revision: Revision) -> None:
    header = dataclasses.replace(revision.course.header, edition="velmara")
    assert _publication("manual", "pdf").file_name(header) == "small-course-velmara-manual-en.pdf"
