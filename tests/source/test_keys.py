"""Option keys: what is written, and that nothing else is touched."""

from __future__ import annotations

import re
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.document.problems import ContentError
from elearn.source.keys import with_keys

_KEY = re.compile(r"\{#([a-z])")


def _question(keys: list[str], end: str = "\n") -> str:
    lines = ["Before.", "", '::: question {#m1-q1 cites="bp 2.5"}', "Ask.", ""]
    for key in keys:
        lines += [f"- [ ] Words {{#{key} risky}}" if key else "- [ ] Words", "  > Told."]
    return end.join([*lines, ":::", "After"])


@given(st.lists(st.sampled_from(("", *ascii_lowercase[:10])), min_size=1, max_size=8),
       st.sampled_from(("\n", "\r\n")), st.sets(st.sampled_from(ascii_lowercase[:10])))
def test_every_option_gets_a_key_of_its_own_and_all_else_stays(
    keys: list[str], end: str, gone: set[str],
) -> None:
    keys = [key if key not in keys[:place] else "" for place, key in enumerate(keys)]
    text = _question(keys, end)
    new, written = with_keys(text, "a.md", frozenset(f"m1-q1 {key}" for key in gone))
    after = _KEY.findall(new.partition("Ask.")[2])
    given_now = [each.key for each in written]
    assert len(set(after)) == len(after) == len(keys)
    assert [key for key in after if key not in given_now] == [key for key in keys if key]
    assert not set(given_now) & gone
    for key in given_now:
        new = new.replace(f" {{#{key}}}", "", 1)
    assert new == text


def test_a_list_outside_a_question_gets_no_keys() -> None:
    text = "Bring:\n\n- the file\n- the oath\n\n::: tip\n- Breathe.\n:::\n"
    assert with_keys(text, "a.md", frozenset()) == (text, ())


def test_the_steps_of_a_session_get_no_keys() -> None:
    text = "::: session {#m1-s}\n::: step {title=A minutes=5}\n- Vote.\n:::\n:::\n"
    assert with_keys(text, "a.md", frozenset())[1] == ()


def test_a_question_without_a_letter_left_is_refused() -> None:
    with pytest.raises(ContentError, match="no letter is left"):
        with_keys(_question(["z", ""]), "a.md", frozenset())
