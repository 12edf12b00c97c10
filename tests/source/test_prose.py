"""Prose into nodes; and all that Markdown would read in a way that no author meant."""

from __future__ import annotations

import pytest

from elearn.document import nodes as n
from elearn.source.findings import Findings, Line
from elearn.source.prose import inlines
from elearn.source.reading import Reading
from tests.source.one_file import messages_of, nodes_of, problems_of

LIST = "- one\n- two\n  goes on\n  - in two\n  - and more\n\n  A new paragraph.\n\n- three\n"


def test_spans() -> None:
    (text,) = nodes_of("A *b* **c** `d*` [e](https://x.org/f_g_h) [@bp 2.5; uncac 11.1].\n")
    assert [type(child) for child in text.children if not isinstance(child, n.Text)] == [
        n.Emphasis,
        n.Strong,
        n.Code,
        n.Link,
        n.Citation,
    ]
    assert text.children[-2].references == (n.Reference("bp", "2.5"), n.Reference("uncac", "11.1"))


def test_a_line_goes_on_and_a_citation_may_wrap() -> None:
    (text,) = nodes_of("One\ntwo [@bp 2.5;\nuncac 11.1] three\nfour.\n")
    assert text.children[0].text == "One two "
    assert text.children[-1].text == " three four."


def test_lists_keep_their_depth_and_paragraphs() -> None:
    (found,) = nodes_of(LIST)
    assert [len(item.body) for item in found.items] == [1, 3, 1]
    assert isinstance(found.items[1].body[1], n.BulletList)
    (numbered,) = nodes_of("3. three\n4. four\n")
    assert (numbered.start, len(numbered.items)) == (3, 2)


def test_tables_and_quotes() -> None:
    table, quote, rule = nodes_of(
        "| a | b |\n|:--|--:|\n| 1 | [@bp 2.5] |\n\n> Quote\n> goes on.\n>\n> Two.\n\n---\n"
    )
    assert table.alignments == ("start", "end")
    assert len(quote.body) == 2
    assert isinstance(rule, n.Rule)


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("Text\n- item\n", 2, "list-without-blank-line"),
        ("- a\ntext\n", 2, "list-continuation"),
        ("- a\n   - b\n", 2, "list-indent"),
        ("- a\n    - b\n", 2, "list-indent"),
        ("- a\n1. b\n", 2, "list-kind"),
        ("- a\n  - b\n    - c\n      - d\n        - e\n", 5, "list-too-deep"),
        ("- a\n\n  b\n- c\n", 4, "list-without-blank-line"),
        ("* a\n", 1, "odd-line"),
        ("+ a\n", 1, "odd-line"),
        ("1) a\n", 1, "odd-line"),
        ("-a\n", 1, "odd-line"),
        ("- - a\n", 1, "odd-line"),
        ("Text\n---\n", 2, "odd-line"),
        ("Text\n===\n", 2, "odd-line"),
        ("***\n", 1, "odd-line"),
        ("Text\n> quote\n", 2, "no-blank-line"),
        ("> quote\ntext\n", 2, "no-blank-line"),
        (">quote\n", 1, "bad-quote"),
        ("> > quote\n", 1, "stray-quote"),
        ("  > quote\n", 1, "stray-quote"),
        ("- a\n\n  > quote\n", 3, "stray-quote"),
        ("    code\n", 1, "indented-text"),
        (" text\n", 1, "indented-text"),
        ("```\n", 1, "stray-mark"),
        ("| a | b |\n| 1 | 2 |\n", 1, "bad-table"),
        ("| a | b |\n|---|---|\n| 1 |\n", 1, "bad-table"),
        ("Text\n| a |\n|---|\n", 2, "no-blank-line"),
        ("a | b\n", 1, "stray-mark"),
        ("<b>a</b>\n", 1, "raw-html"),
        ("<!-- a -->\n", 1, "raw-html"),
        ("<https://x.org>\n", 1, "raw-html"),
        ("a &amp; b\n", 1, "entity"),
        ("a &#60; b\n", 1, "entity"),
        ("1 < 2\n", 1, "stray-mark"),
        ("a -> b\n", 1, "stray-mark"),
        ("![a](b.png)\n", 1, "inline-image"),
        ("a [^1] b\n", 1, "footnote"),
        ("[a]: https://x.org\n", 1, "reference-definition"),
        ("[a][b]\n", 1, "stray-mark"),
        ("[sic]\n", 1, "stray-mark"),
        ("[x] done\n", 1, "stray-box"),
        ("- [ ] a\n", 1, "stray-box"),
        ("a {#b} c\n", 1, "stray-brace"),
        ("a } c\n", 1, "stray-brace"),
        ("a \\* c\n", 1, "stray-mark"),
        ("~~a~~\n", 1, "stray-mark"),
        ("[a](http://x.org)\n", 1, "bad-link"),
        ("[a](javascript:alert)\n", 1, "bad-link"),
        ("[a](b.md)\n", 1, "bad-link"),
        ("[a](#B)\n", 1, "bad-link"),
        ("[a](data:text/html,x)\n", 1, "bad-link"),
        ("[a]()\n", 1, "bad-link"),
        ('[a](https://x.org "t")\n', 1, "stray-mark"),
        ("Text *a\n", 1, "odd-markup"),
        ("Good *a* text.\n\n**b\n", 3, "odd-markup"),
        ("`a\n", 1, "stray-mark"),
        ("[@bp 2.55]\n", 1, "citation-unknown"),
        ("[@2.5]\n", 1, "bad-citation"),
        ("[@bp]x[@bq 2]\n", 1, "citation-unknown"),
        ("[@bp 2,5]\n", 1, "bad-citation"),
        ("[@bp ٢.٥]\n", 1, "bad-citation"),
        ("Text\n\n[@bp 2.5\n\nuncac]\n", 3, "stray-mark"),
        ("a " * 1001 + "\n", 1, "line-too-long"),
        (("word " * 20 + "\n") * 81, 1, "run-too-long"),
        ("[a](#b) " * 101 + "\n", 1, "too-many-brackets"),
        ("*a* " * 250 + "\n", 1, "too-much-emphasis"),
        ("a:: b\n", 1, "near-fence"),
        (": a\n", 1, "near-fence"),
    ],
)
def test_what_could_be_misread_is_refused_at_its_line(body: str, line: int, code: str) -> None:
    assert (line, code) in problems_of(body)


def test_a_citation_is_guessed_from_the_paragraphs_there_are() -> None:
    assert "2.5" in messages_of("[@bp 2.55]\n")
    assert "“bp”" in messages_of("[@bpp 2.5]\n")
    assert "whole" in messages_of("[@nauru 3]\n")


def test_the_words_of_an_option_are_never_a_list() -> None:
    reading = Reading("f", None, Findings("f"))
    assert inlines([Line(1, "1. one"), Line(2, "- two")], reading) == (n.Text("1. one - two"),)
