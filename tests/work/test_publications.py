"""The worker builds each revision once."""

from __future__ import annotations

import pytest
from flask import Flask

from elearn.kernel import jobs
from elearn.kernel.config import Settings
from elearn.kernel.errors import NotFound
from elearn.render import shelf
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
    assert names == [(p.name, p.format) for p in PUBLICATIONS]
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
