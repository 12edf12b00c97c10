"""What the text cases cannot show: formulas, counts, and that the shipped content is clean."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from elearn.document import course
from elearn.document.nodes import Reference
from elearn.source.check import check_against, check_course, check_parity, review_of
from elearn.source.check_coverage import check_bank, coverage
from elearn.source.check_questions import check_places_of_right, check_questions
from elearn.source.check_sizes import minutes_of
from elearn.source.courses import find_course_files, load_rules
from elearn.source.load import load_course
from elearn.source.review import Review
from tests.factories.content import UNIT, small_content
from tests.factories.courses import one

ROOT = Path(__file__).resolve().parents[2]


def _words(count: int) -> str:
    return "\n".join("one two three four five six seven eight nine ten" for _ in range(count // 10))


def _review(root: Path, unit: str, **files: str) -> Review:
    made = small_content(root, {UNIT: unit, **files})
    loaded = load_course(made.content_dir, made.rules(), "en")
    assert not loaded.problems
    review = review_of(loaded, made.content_dir)
    assert review is not None
    return review


def _question(id_: str = "m1-q1", feedback: int = 90) -> str:
    told = "\n".join(f"  > {line}" for line in _words(feedback).splitlines())
    return (f"::: question {{#{id_} cites=\"bp 2.5\"}}\nWhat now?\n\n- [ ] Nothing. {{#a risky}}\n{told}\n"
            f"- [x] Something. {{#b sound}}\n  > Because.\n:::\n")


def test_minutes_count_words_the_longest_feedback_and_45_seconds_a_question(tmp_path: Path) -> None:
    review = _review(tmp_path, f"{_words(266)}\n\n{_question()}\n")
    # 260 words of text, 4 of question and options, 90 of the longest feedback, and 0.75 for the question.
    assert minutes_of(review.units[0]) == pytest.approx((260 + 4 + 90) / 180 + 0.75)


def test_minutes_leave_out_what_the_web_does_not_show(tmp_path: Path) -> None:
    hidden = (f"::: trainer\n{_words(100)}\n:::\n\n"
              f'::: only {{for=self-directed reason="To print."}}\n{_words(100)}\n:::\n\n'
              f"::: reflection {{#m1-r1}}\nWhich?\n\n::: model\n{_words(100)}\n:::\n:::\n")
    assert minutes_of(_review(tmp_path, hidden).units[0]) == pytest.approx(1 / 180)


def test_a_scenario_counts_with_its_longest_way(tmp_path: Path) -> None:
    def step(name: str, words: int, *targets: str) -> str:
        ending = " ending=sound" if not targets else ""
        ways = "".join(
            f"- Go. {{#{key} risky}} -> m1-s1-{to}\n" for key, to in zip("abc", targets, strict=False))
        debrief = "" if targets else "\n::: debrief\nWhy.\n:::\n"
        return f"::: step {{#m1-s1-{name}{ending}}}\n{_words(words)}\n\n{ways}{debrief}:::\n\n"

    steps = step("a", 50, "b", "c") + step("b", 100, "d") + step("c", 20, "d") + step("d", 30)
    review = _review(tmp_path, f'::: scenario {{#m1-s1 title="A way"}}\nOnce.\n\n{steps}:::\n')
    # 1 word before; 50 and 2 choices; 100 and 1 choice; 30 and 1 word of debrief.
    assert minutes_of(review.units[0]) == pytest.approx((1 + 52 + 101 + 31) / 180 + 0.75)


@pytest.mark.parametrize(("words", "is_told"), [(24, True), (25, False)])
def test_feedback_in_a_story_is_as_long_as_elsewhere(tmp_path: Path, words: int, is_told: bool) -> None:
    steps = (f"::: step {{#m1-s1-a}}\nOnce.\n\n- Go. {{#a risky}} -> m1-s1-end\n"
             f"  > {' '.join(['word'] * words)}\n"
             "- Stay. {#b sound} -> m1-s1-end\n:::\n\n::: step {#m1-s1-end ending=sound}\nThere.\n:::\n")
    review = _review(tmp_path, f'::: scenario {{#m1-s1 title="A way"}}\nOnce.\n\n{steps}:::\n')
    found = [each.code for each in check_questions(review) if each.code == "feedback-short"]
    assert found == (["feedback-short"] if is_told else [])


def test_coverage_names_where_a_paragraph_is_taught_practised_and_tested(tmp_path: Path) -> None:
    bank = "---\nid: bank-{0}\ntitle: Items\npool: {0}\nvalue: 1\n---\n\n"
    review = _review(
        tmp_path, f"As said [@bp 2.5.1].\n\n{_question()}\n::: trainer\nSee [@bp 1.1].\n:::\n",
        **{f"en/test-bank/{pool}.md": bank.format(pool) + _question(f"t-{pool}")
           for pool in ("final", "entry")})
    rows = {row.reference: row for row in coverage(review.course, review.bank)}
    assert list(rows) == [Reference("bp", "1.1"), Reference("bp", "2.5")]
    row = rows[Reference("bp", "2.5")]
    assert (row.taught, row.practised, row.tested) == (("m1-unit",), ("m1-q1",), ("t-final",))
    assert rows[Reference("bp", "1.1")].taught == ()


def test_moving_an_option_or_rewording_it_changes_no_key(tmp_path: Path) -> None:
    old = _review(tmp_path / "old", _question())
    first, second = _question().split("- [x]")
    opening, wrong = first.split("- [ ]")
    moved = f"{opening}- [x]{second.removesuffix(':::' + chr(10))}- [ ]{wrong}"
    new = _review(tmp_path / "new", moved.replace("Nothing.", "Nothing at all.") + ":::\n")
    assert new.course != old.course
    assert check_against((old.course, old.bank), (new.course, new.bank)) == ()
    assert check_parity(old, new) == ()


@pytest.mark.parametrize(("rights", "is_told"), [("bbbbba", True), ("bbabab", False), ("bbbbb", False)])
def test_a_pool_in_which_one_place_is_nearly_always_right_is_told(
    tmp_path: Path, rights: str, is_told: bool,
) -> None:
    swap = {"- [ ]": "- [x]", "- [x]": "- [ ]", "{#a risky}": "{#a sound}", "{#b sound}": "{#b risky}"}
    items = ""
    for number, right in enumerate(rights):
        item = _question(f"t-{number}", 30)
        if right == "a":
            item = re.sub("|".join(map(re.escape, swap)), lambda found: swap[found.group()], item)
        items += f"{item}\n"
    bank = f"---\nid: bank\ntitle: Items\npool: final\nvalue: 1\n---\n\n{items}"
    review = _review(tmp_path, "Text.\n", **{"en/test-bank/one.md": bank})
    found = [problem.line for problem in check_places_of_right(review)]
    assert found == ([8] if is_told else [])


@pytest.mark.parametrize(("held", "told"), [
    (3, "asks 3 instead of 5 items and passes with 3 instead of 4"),
    (2, "with 2 of 5 items, less than half, the test is not held; completion rests on the units alone"),
])
def test_a_short_bank_is_told_with_what_becomes_of_the_test(tmp_path: Path, held: int, told: str) -> None:
    review = _review(tmp_path, "A sentence of text.\n")
    asked = replace(review.course.rules, final_test=course.TestRule(4, (("1", 4), ("2", 1))))
    items = tuple(course.TestItem("final", "1", one(f"t-{place}")) for place in range(held))
    short = replace(review, course=replace(review.course, rules=asked), bank=course.TestBank(items))
    [found] = [each for each in check_bank(short) if "final pool" in each.message]
    assert (found.code, found.is_warning) == ("bank-short", True)
    assert f"{held} of 4 for value 1, 0 of 1 for value 2" in found.message and told in found.message


def test_an_agenda_may_name_nothing_but_a_session(tmp_path: Path) -> None:
    text = (f'{_question()}\n::: agenda {{#m1-day title="A day" minutes=5}}\n'
            "::: step {session=m1-q1 minutes=5}\nNow.\n:::\n:::\n")
    made = small_content(tmp_path, {UNIT: text})
    loaded = load_course(made.content_dir, made.rules(), "en")
    found = [p.line for p in check_course(loaded, made.content_dir) if p.code == "agenda-session"]
    assert found == [text[:text.index("session=")].count("\n") + 1 + made.shifts[UNIT]]


def test_a_file_that_cannot_be_read_does_not_hide_the_problems_of_others(tmp_path: Path) -> None:
    made = small_content(tmp_path, {
        UNIT: _question(feedback=10), "en/01-first/02-broken.md": "::: tip\n",
        "en/glossary.md": "## Bias {#g-bias}\n\nSee [why](#m1-broken).\n"})
    loaded = load_course(made.content_dir, made.rules(), "en")
    found = {(problem.file, problem.code) for problem in check_course(loaded, made.content_dir)}
    assert loaded.course is None
    assert {("en/01-first/02-broken.md", "unclosed-block"), (UNIT, "feedback-short"),
            ("en/glossary.md", "link-target")} <= found
    assert not {code for _, code in found if code.startswith(("coverage", "bank"))}


def test_the_shipped_content_has_no_error() -> None:
    for path in find_course_files(ROOT / "courses"):
        rules, problems = load_rules(path)
        assert rules is not None
        folder = ROOT / "content" / rules.content
        for lang in rules.published:
            problems += check_course(load_course(folder, rules, lang), folder)
        assert [str(problem) for problem in problems if not problem.is_warning] == []
