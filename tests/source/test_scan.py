"""Fences and headings: exactly written, or refused at their line."""

from __future__ import annotations

import pytest

from tests.source.one_file import messages_of, nodes_of, problems_of, unit_of

TRAINER = "::: trainer\nHidden.\n:::\n"


def test_a_close_closes_the_innermost() -> None:
    body = '::: case {#m2-c1 title="A"}\nOpen.\n\n::: trainer\nHidden.\n:::\n:::\n\nAfter.\n'
    case, after = nodes_of(body)
    assert [type(child).__name__ for child in case.body] == ["Paragraph", "Trainer"]
    assert after.children[0].text == "After."


@pytest.mark.parametrize(
    "fence",
    [
        "::trainer",
        ":: trainer",
        ":::: trainer",
        ":::trainer",
        " ::: trainer",
        "::: Trainer",
        "::: trainer:",
        "：：： trainer",
        "::：trainer",
        "::: тrainer",
        "::: trainer {",
        "::: trainer}",
        "> ::: trainer",
        ": : : trainer",
        "\u2236\u2236\u2236 trainer",
        "::: trainer trainer",
        ":::\u00a0trainer",
    ],
)
def test_a_near_miss_of_an_opening_is_refused_at_its_line(fence: str) -> None:
    found = problems_of(TRAINER.replace("::: trainer", fence))
    assert (1, "near-fence") in found


@pytest.mark.parametrize(
    "fence", ["::", "::::", " :::", "::: :", "：：：", "::：", "a:::", "> :::", ":::."]
)
def test_a_near_miss_of_a_close_is_refused_at_its_line(fence: str) -> None:
    assert (3, "near-fence") in problems_of("::: trainer\nHidden.\n" + fence + "\n")


def test_one_slip_in_a_fence_gives_one_problem() -> None:
    assert problems_of(TRAINER.replace("::: trainer", ":: trainer")) == [(1, "near-fence")]
    assert problems_of("::: trainer\nHidden.\n::::\n") == [(1 + 2, "near-fence")]


def test_an_unclosed_block_is_named_at_its_opening() -> None:
    assert problems_of("Open.\n\n::: trainer\nHidden.\n") == [(3, "unclosed-block")]
    assert problems_of("::: trainer\nHidden.\n\n## Next {#m2-n}\n\nText.\n") == [(1, "unclosed-block")]


def test_a_stray_close_is_named() -> None:
    assert problems_of("Open.\n\n:::\n") == [(3, "stray-close")]


def test_an_unknown_block_is_guessed() -> None:
    assert problems_of(TRAINER.replace("trainer", "trainr")) == [(1, "unknown-block")]
    assert "“trainer”" in messages_of(TRAINER.replace("trainer", "trainr"))


def test_a_block_in_the_wrong_place_says_where_it_may_stand() -> None:
    assert problems_of("::: model\nHidden.\n:::\n") == [(1, "wrong-place")]
    assert "“reflection”" in messages_of("::: model\nHidden.\n:::\n")


@pytest.mark.parametrize(
    "heading",
    [
        "# One {#m2-a}",
        "## Two",
        "## Two{#m2-a}",
        "##Two {#m2-a}",
        "## Two {#M2}",
        "## Two {#m2-a} x",
        "#### Four {#m2-a}",
        " ## Two {#m2-a}",
        "## {#m2-a}",
        "## Two {m2-a}",
    ],
)
def test_a_heading_that_is_not_exact_is_refused(heading: str) -> None:
    assert problems_of(heading + "\n\nText.\n")[0] == (1, "bad-heading")


def test_a_heading_cannot_stand_in_a_block() -> None:
    assert problems_of("::: trainer\nText.\n\n## Two {#m2-a}\n:::\n") == [(4, "heading-in-block")]


def test_sections_go_from_heading_to_heading() -> None:
    unit = unit_of("Above.\n\n## Two *em* {#m2-a}\n\nText.\n\n### Three {#m2-b}\n\nMore.\n")
    assert [(s.id, s.level) for s in unit.sections] == [("m2-u", 1), ("m2-a", 2), ("m2-b", 3)]
    assert problems_of("### Three {#m2-b}\n\nText.\n") == [(1, "heading-level")]


def test_blocks_too_deep_in_each_other_are_refused_quickly() -> None:
    assert (9, "nested-too-deep") in problems_of("::: aside {title=a}\n" * 5000)
