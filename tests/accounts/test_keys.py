"""A key for each person."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from elearn.accounts import keys
from elearn.kernel import config
from elearn.kernel.errors import NotFound

A, B = "a" * 32, "b" * 32


def test_what_is_sealed_opens_for_that_person_and_item_alone(bare_app: Flask) -> None:
    sealed = keys.seal(A, "m1-r1", "my own thought")
    assert "thought" not in sealed
    assert keys.open_sealed(A, "m1-r1", sealed) == "my own thought"
    for person, item in ((B, "m1-r1"), (A, "m1-r2")):
        with pytest.raises(NotFound):
            keys.open_sealed(person, item, sealed)


def test_the_same_words_are_sealed_differently_and_digested_alike(bare_app: Flask) -> None:
    assert keys.seal(A, "x", "words") != keys.seal(A, "x", "words")
    assert keys.digest(A, "words") == keys.digest(A, "words")
    assert keys.digest(A, "words") != keys.digest(B, "words")


def test_an_erased_key_opens_nothing_and_is_never_made_again(bare_app: Flask) -> None:
    sealed = keys.seal(A, "x", "words")
    keys.erase_key(A)
    with pytest.raises(NotFound):
        keys.open_sealed(A, "x", sealed)
    with pytest.raises(NotFound):
        keys.seal(A, "x", "new words")


def test_an_erased_key_leaves_no_bytes_in_the_file(bare_app: Flask) -> None:
    keys.seal(A, "x", "words")
    path = config.current().data / "keys.db"
    with sqlite3.connect(path) as held:
        row = held.execute("SELECT sealed FROM person_key").fetchone()
    held.close()
    assert row[0] in path.read_bytes()
    keys.erase_key(A)
    assert not [p for p in path.parent.glob("keys.db*") if row[0] in p.read_bytes()]


def test_keys_are_of_no_use_without_the_master_key(bare_app: Flask) -> None:
    from cryptography.exceptions import InvalidTag

    sealed = keys.seal(A, "x", "words")
    stranger = keys.KeyRing(config.current().data / "keys.db", "another master key")
    with pytest.raises(InvalidTag):
        stranger.key(A)
    assert keys.open_sealed(A, "x", sealed) == "words"


def test_two_who_open_the_first_ring_at_once_both_get_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: keys.KeyRing(tmp_path / "keys.db", "m" * 40), range(8)))
    assert len({ring.house_key("signing") for ring in rings}) == 1
