"""The table of blocks: whole, consistent, and far enough apart that no single slip makes one of another."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.source.blocks import BLOCKS, FILES, NAMES, PUBLICATIONS, VERDICTS, children_of, rule_in, table
from elearn.source.build import BUILDERS
from tests.source.one_file import messages_of, nodes_of, problems_of


def test_every_shape_has_a_builder_and_known_parents() -> None:
    kinds = {rule.kind for rule in BLOCKS}
    assert set(BUILDERS) == kinds
    assert {parent for rule in BLOCKS for parent in rule.parents} <= kinds | set(FILES)


def test_a_name_has_one_shape_in_each_place() -> None:
    for rule in BLOCKS:
        for parent in rule.parents:
            assert rule_in(rule.name, parent) is rule


@pytest.mark.parametrize("words", [sorted(NAMES), VERDICTS, PUBLICATIONS])
def test_no_single_slip_makes_one_word_of_another(words: list[str]) -> None:
    for one, other in combinations(words, 2):
        assert _distance(one, other) > 1, (one, other)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, c in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != c))
    return row[-1]


def test_the_table_is_printed_for_authors() -> None:
    printed = table()
    assert all(f"| {name} |" in printed for name in NAMES)
    assert "kind=all/spot/scale" in printed
    assert "question" in children_of("case")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("::: aside {title=A}\nText.\n:::\n", b.Aside),
        ("::: tip\nText.\n:::\n", b.Tip),
        ("::: trainer {minutes=5}\nText.\n\n::: checklist {#m2-k title=A}\n- a\n:::\n:::\n", b.Trainer),
        ("::: checklist {#m2-k title=A}\nDo:\n\n1. a\n:::\n", b.Checklist),
        ("::: take-away\nText.\n:::\n", b.TakeAway),
        ('::: figure {#m2-f src=a-b.svg alt="A b"}\nText.\n:::\n', b.Figure),
        ('::: slot {#m2-l note="N."}\nText.\n:::\n', b.Slot),
        ('::: only {for=manual reason="R."}\n## no\n:::\n'.replace("## no", "Text."), b.Only),
        ("Text.\n", n.Paragraph),
        ("::: reflection {#m2-r lines=8}\nText?\n\n::: model\nText.\n:::\n:::\n", b.Reflection),
        ("::: agenda {#m2-a title=A minutes=5}\n::: step {minutes=5 title=A}\n:::\n:::\n", b.Agenda),
        (
            "::: session {#m2-s title=A minutes=5 aim=A method=A}\n"
            "::: step {title=A minutes=5}\nText.\n:::\n:::\n",
            b.Session,
        ),
    ],
)
def test_each_block_becomes_its_node(body: str, kind: type[Any]) -> None:
    (found,) = nodes_of(body)
    assert isinstance(found, kind)


def test_an_agenda_may_say_when_it_begins() -> None:
    steps = "::: step {minutes=5 title=A}\n:::\n:::\n"
    (timed,) = nodes_of("::: agenda {#m2-a title=A minutes=5 begins=9:05}\n" + steps)
    (open_,) = nodes_of("::: agenda {#m2-b title=A minutes=5}\n" + steps)
    assert (timed.begins, open_.begins) == (545, 0)


def test_what_a_session_says_of_itself() -> None:
    (session,) = nodes_of(
        '::: session {#m2-s title="A b" minutes=30 aim=C method=D materials=E outcomes="F; G"}\nText.\n\n'
        "::: step {title=H minutes=20}\nText.\n:::\n::: debrief {minutes=10}\nText.\n:::\n:::\n"
    )
    assert (session.minutes, session.outcomes, session.materials) == (30, ("F", "G"), "E")
    assert (session.steps[0].minutes, session.debrief.minutes) == (20, 10)


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("::: aside {title=A}\n:::\n", 1, "empty-block"),
        ("::: trainer\n\n:::\n", 1, "empty-block"),
        ("::: checklist {#m2-k title=A}\nText.\n:::\n", 1, "checklist-list"),
        ("::: checklist {#m2-k title=A}\n- a\n\nText.\n\n- b\n:::\n", 1, "checklist-list"),
        ("::: figure {#m2-f src=../a.svg alt=A}\n:::\n", 1, "media-kind"),
        ("::: figure {#m2-f src=a.exe alt=A}\n:::\n", 1, "media-kind"),
        (
            "::: agenda {#m2-a title=A minutes=5 begins=25:00}\n::: step {minutes=5 title=A}\n:::\n:::\n",
            1,
            "bad-value",
        ),
        ("::: figure {#m2-f src=https://x.org/a.svg alt=A}\n:::\n", 1, "media-kind"),
        ("::: only {for=web reason=A}\nText.\n:::\n", 1, "bad-value"),
        ("::: only {for=course reason=A}\n::: model\nText.\n:::\n:::\n", 2, "wrong-place"),
        ("::: reflection {#m2-r}\nText?\n\n::: model\nText.\n:::\n\nMore.\n:::\n", 8, "text-after-end"),
        (
            "::: reflection {#m2-r}\nText?\n\n::: model\nText.\n:::\n::: model\nText.\n:::\n:::\n",
            1,
            "block-twice",
        ),
        ("::: scenario {#m2-s title=A}\nText.\n:::\n", 1, "empty-block"),
        (
            "::: scenario {#m2-s title=A}\n::: step {#m2-s-a}\nText.\n\n"
            "::: debrief\nText.\n:::\n:::\n:::\n",
            5,
            "wrong-place",
        ),
        ("::: scenario {#m2-s title=A}\n::: step {#m2-s-a ending=good}\nText.\n:::\n:::\n", 2, "bad-value"),
    ],
)
def test_a_block_that_lacks_its_sense_is_refused(body: str, line: int, code: str) -> None:
    assert problems_of(body) == [(line, code)]


def test_only_may_hold_what_its_parent_may_hold() -> None:
    (only,) = nodes_of('::: only {for=course reason="R."}\n::: trainer\nText.\n:::\n:::\n')
    assert isinstance(only.body[0], b.Trainer)
    assert "a unit" in messages_of("::: only {for=course reason=R}\n::: step {#m2-x}\nText.\n:::\n:::\n")
