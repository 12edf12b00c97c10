"""The worker builds each revision once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from elearn.document.catalogue import Revision
from elearn.kernel import jobs
from elearn.kernel.config import Settings
from elearn.kernel.errors import NotFound
from elearn.render import shelf
from elearn.render.manifest import State
from elearn.render.publication import LacksLibrary
from elearn.render.publications import PUBLICATIONS
from elearn.work import publications
from tests.factories.courses import small_revision


def test_a_revision_is_built_once(
        bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    revision_id = small_revision().id
    assert publications.missing() == (revision_id,)
    jobs.run("publications", revision_id)
    built = shelf.files(settings.data, revision_id)
    names = list(dict.fromkeys((f.publication, f.format) for f in built))
    with_parts = [p for p in PUBLICATIONS if p.parts(small_revision())]  # The small course has no form.
    assert names == [(p.name, p.format) for p in with_parts]
    assert all(f.pages for f in built if f.format == "pdf")
    assert publications.missing() == ()

    stamps = [f.path.stat().st_mtime_ns for f in built]
    jobs.run("publications", revision_id)
    assert [f.path.stat().st_mtime_ns for f in shelf.files(settings.data, revision_id)] == stamps


def test_a_revision_nobody_activated_cannot_be_built(bare_app: Flask, settings: Settings) -> None:
    with pytest.raises(NotFound):
        jobs.run("publications", "0" * 64)
    assert shelf.files(settings.data, "0" * 64) == ()


def test_nobody_builds_what_another_is_building(bare_app: Flask, settings: Settings) -> None:
    revision_id = small_revision().id
    with shelf.builder(settings.data, revision_id) as is_mine:
        assert is_mine
        jobs.run("publications", revision_id)
        assert shelf.files(settings.data, revision_id) == ()


def test_a_renderer_that_fails_or_lacks_its_library_holds_up_no_other(
        bare_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(revision: Revision, part: str) -> bytes:
        raise RuntimeError("a slip")

    def lacking(revision: Revision, part: str) -> bytes:
        raise LacksLibrary("Pango")

    one = PUBLICATIONS[0]
    register = (replace(one, name="broken", make=broken), replace(one, name="lacking", make=lacking), one)
    monkeypatch.setattr(shelf, "PUBLICATIONS", register)
    revision_id = small_revision().id
    jobs.run("publications", revision_id)
    outcomes = shelf.told(settings.data, revision_id).outcomes
    assert {key: (each.state, each.reason) for key, each in outcomes.items()} == {
        "broken.html": (State.FAILED, "RuntimeError"), "lacking.html": (State.LACKING, "Pango"),
        "self-directed.html": (State.MADE, "")}
    assert [f.publication for f in shelf.files(settings.data, revision_id)] == ["self-directed"]
