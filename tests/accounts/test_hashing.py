"""How passwords are kept."""

from __future__ import annotations

import argon2

from elearn.accounts import hashing


def test_a_hash_is_argon2id_with_19_mib_two_passes_and_one_lane() -> None:
    for kept in (hashing.hash_password("seven quiet rivers"), hashing.NOBODY):
        held = argon2.extract_parameters(kept)
        assert (held.type, held.memory_cost, held.time_cost, held.parallelism) == (
            argon2.Type.ID, 19456, 2, 1)


def test_the_right_password_alone_is_right() -> None:
    kept = hashing.hash_password("seven quiet rivers")
    assert hashing.is_password(kept, "seven quiet rivers")
    assert not hashing.is_password(kept, "seven quiet river")
    assert not hashing.is_password(kept, "seven quiet rivers" + "x" * 5000)


def test_where_there_is_no_account_nothing_is_right_and_a_hash_is_worked_all_the_same() -> None:
    from time import process_time

    kept = hashing.hash_password("seven quiet rivers")
    spent = {}
    for which in (kept, None):
        began = process_time()
        for _ in range(3):
            assert not hashing.is_password(which, "another password")
        spent[which] = process_time() - began
    assert spent[None] > spent[kept] / 3
