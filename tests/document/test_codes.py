"""A code names one question for ever and is never mistaken for another."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.document.codes import SIGNS, by_code, code_of, read_code
from elearn.kernel import paths

_ID = re.compile(r"^::: (?:question|scenario|reflection) \{#([a-z0-9-]+)", re.M)


def _usual_ids() -> list[str]:
    modules = [*(f"m{n}" for n in range(10)), *(f"e{n}" for n in range(10)), "end"]
    return [f"{module}-{kind}{n}" for module in modules for kind in "qsr" for n in range(1, 512)]


def test_no_two_ids_of_the_usual_form_ever_share_a_code() -> None:
    ids = _usual_ids()
    assert len(by_code(ids)) == len(ids) == 21 * 3 * 511


def test_no_two_items_of_the_shipped_course_share_a_code() -> None:
    units = [path for path in paths.shipped("content").rglob("*.md") if "test-bank" not in path.parts]
    ids = [found for path in units for found in _ID.findall(path.read_text(encoding="utf-8"))]
    assert len(ids) > 50
    assert len(by_code(ids)) == len(set(ids))


def test_two_unusual_ids_with_one_code_are_found_out() -> None:
    with pytest.raises(ValueError, match="the same code"):
        by_code(f"annex-{n}" for n in range(3000))


@pytest.mark.parametrize(("item_id", "code"), [("m0-q1", "X90Y"), ("m2-q7", "KH2X"), ("end-q12", "Y7SK"),
                                               ("annex-a", "7H92")])
def test_a_code_never_changes(item_id: str, code: str) -> None:
    assert code_of(item_id) == code


@given(st.sampled_from(_usual_ids()), st.integers(0, 3), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_no_code(item_id: str, place: int, sign: str) -> None:
    code = code_of(item_id)
    wrong = code[:place] + sign + code[place + 1:]
    assert read_code(wrong) == (code if wrong == code else None)


@given(st.sampled_from(_usual_ids()), st.integers(0, 2))
def test_two_neighbours_exchanged_are_no_code(item_id: str, place: int) -> None:
    code = code_of(item_id)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2:]
    assert read_code(wrong) == (code if wrong == code else None)


def test_what_a_hand_writes_is_read_as_it_was_meant() -> None:
    code = next(c for c in map(code_of, _usual_ids()) if "0" in c and "1" in c)
    for written in (code.lower(), f" {code[:2]} {code[2:]} ", code.replace("0", "o").replace("1", "l")):
        assert read_code(written) == code
    assert read_code("") is None and read_code(code + "0") is None and read_code("é000") is None


def test_questions_beside_each_other_have_codes_that_look_unlike() -> None:
    for a, b in itertools.pairwise(f"m2-q{n}" for n in range(1, 40)):
        assert sum(x != y for x, y in zip(code_of(a), code_of(b), strict=True)) >= 2
