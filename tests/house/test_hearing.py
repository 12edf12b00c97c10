"""Whoever joins the record to a database has it hear when a person changes."""

from __future__ import annotations

from flask import Flask

from elearn.accounts.models import Person
from elearn.learning import hearing
from tests.house.layout import PACKAGE, ROOT, python_files


def test_every_place_that_joins_the_record_to_a_database_has_it_listen() -> None:
    folders = (PACKAGE, ROOT / "bench", ROOT / "faults", ROOT / "tests")
    joining = [path for folder in folders for path in python_files(folder)
               if "jobs.init_app(" in path.read_text(encoding="utf-8") and path.name != "test_hearing.py"]
    assert joining
    deaf = [path for path in joining if "hearing.listen()" not in path.read_text(encoding="utf-8")]
    assert not deaf, f"call elearn.learning.hearing.listen() in {deaf}"


def test_the_record_hears_once_however_often_it_listens(bare_app: Flask) -> None:
    hearing.listen()
    heard = Person.__mapper__.dispatch
    assert len(list(heard.before_update)) == len(list(heard.after_update)) == 1
