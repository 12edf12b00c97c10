"""No text of 100 KB keeps the reader busy for much longer than a good one, and none makes it fail."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.source.load import parse_unit
from tests.source.one_file import HEAD, SOURCES

SIZE = 100_000
OPEN = '::: question {#m2-q1 cites="bp 2.5"}\nWhy?\n\n'


def _runs(words: str) -> str:
    """Return runs of about 7,000 characters made of `words`, each below a heading of its own."""
    line = (words * 1800)[:1800]
    return "".join(f"## A {{#m2-{n}}}\n\n{n}{line}\n{line}\n{line}\n\n" for n in range(18))


TRAPS = {
    "brackets": "[" * SIZE,
    "brackets in runs": _runs("[a](#b) " * 20 + "word " * 400),
    "links": _runs("[a]("),
    "stars": _runs("*"),
    "opened": _runs("**a " * 60 + "b" * 1600),
    "marks": _runs("*_" * 60 + "c" * 1600),
    "strong": _runs("**a** " * 25 + "d " * 900),
    "underscores": _runs("_a " * 90 + "e" * 1600),
    "ticks": _runs("`"),
    "code": _runs("`a` "),
    "backslashes": _runs("\\"),
    "tags": _runs("<a "),
    "entities": _runs("&a;"),
    "quotes": ">" * SIZE,
    "quote lines": "> a\n" * (SIZE // 4),
    "deep list": "\n".join("  " * n + "- a" for n in range(400)),
    "list": "- a\n" * (SIZE // 4),
    "numbers": "1. a\n" * (SIZE // 5),
    "bars": ("|" * 1900 + "\n") * 50,
    "table": "|a" * 900 + "|\n" + "|-" * 900 + "|\n" + ("|a" * 900 + "|\n") * 2,
    "closes": ":::\n" * (SIZE // 4),
    "opens": "::: case\n" * (SIZE // 9),
    "names": "\n".join(f"::: {'a' * (n % 40 + 1)}b" for n in range(4000)),
    "colons": ":" * SIZE,
    "hashes": "#" * SIZE,
    "headings": "\n".join(f"## a {{#a{n}}}" for n in range(7000)),
    "braces": OPEN + "- [ ] " + "{#a " * (SIZE // 4) + "\n:::\n",
    "options": OPEN + "- [ ] a {#a risky}\n" * 5000 + ":::\n",
    "keyless": OPEN + "- [ ] a\n  b\n" * 8000 + ":::\n",
    "attributes": "::: case {" + "a=b " * 25000 + "}\n:::\n",
    "attribute": '::: case {#a title="' + "a" * SIZE + "}\n:::\n",
    "spaces": "a" + " " * SIZE + "b",
    "blanks": "\n" * SIZE,
    "citations": _runs("[@bp 2.5] " * 20 + "word " * 320),
    "citation": "[@" + "bp 2.5;" * 280 + "]",
    "invisible": "\u200b" * SIZE,
    "combining": "a" + "\u0301" * SIZE,
    "good": _runs("*word* and `code` word word word word word word word word word "),
}


def _seconds(text: str) -> float:
    """Return the CPU seconds that reading `text` takes, without a sweep through the rest of the heap."""
    gc.collect()
    gc.freeze()
    start = time.process_time()
    parse_unit(HEAD + text[:SIZE], "u.md", SOURCES)
    return time.process_time() - start


@pytest.mark.parametrize("name", TRAPS)
def test_no_text_takes_much_longer_than_a_good_one(name: str) -> None:
    """A trap that is read in its square takes some hundred times as long; on any machine."""
    assert any(_seconds(TRAPS[name]) < 40 * _seconds(TRAPS["good"]) for _ in range(3))


def test_a_file_beyond_any_unit_is_not_read() -> None:
    parsed = parse_unit(HEAD + "a\n" * 250_000, "u.md", SOURCES)
    assert [problem.code for problem in parsed.problems] == ["file-too-large"]


PIECES = st.sampled_from(
    [
        '::: case {#m2-c title="A"}\n',
        OPEN,
        "::: scenario {#m2-s title=A}\n",
        "::: step {#m2-s-a}\n",
        ":::\n",
        "\n",
        "text\n",
        "- [ ] a {#a risky}\n",
        "- [x] b {#b sound}\n",
        "  > told\n",
        "> told\n",
        "- go {#a risky} -> m2-s-a\n",
        "1. a {#a}\n",
        "- a => b {#b}\n",
        "- x\n",
        "  - y\n",
        "| a |\n",
        "|---|\n",
        "## H {#m2-h}\n",
        "::: trainer\n",
        "::: debrief\n",
        "---\n",
        "::: reflection {#m2-r}\n",
        "::: model\n",
        "*",
        "**",
        "`",
        "_",
        "[a](#m2-h)",
        "[@bp 2.5]",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        "::: session {#m2-t title=A minutes=5 aim=A method=A}\n",
        "::: step {title=A minutes=5}\n",
        " ",
        "    ",
        "\\",
        "\r",
        "\x02",
        "\ue000",
        "::: only {for=course reason=A}\n",
        "::: checklist {#m2-k title=A}\n",
        "a  \n",
        "法官\n",
        "&",
        "<",
        "!",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_pieces_in_any_order_are_read_or_refused(pieces: list[str]) -> None:
    parsed = parse_unit(HEAD + "".join(pieces), "u.md", SOURCES)
    assert (parsed.unit is None) == bool(parsed.problems)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, HEAD + text):
        parsed = parse_unit(whole, "u.md", None)
        lines = whole.count("\n") + 1
        assert all(1 <= problem.line <= lines for problem in parsed.problems)
