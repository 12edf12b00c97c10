"""Prose becomes safe HTML, and cited places get the names judges know them by."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from elearn.document import nodes as n
from elearn.document.sources import Source, SourceCatalogue, SourceParagraph
from elearn.render.base import UnknownNode
from elearn.render.citations import Citations
from elearn.render.html import HtmlRenderer


def _source(key: str, short: str, *paragraphs: SourceParagraph, of: str = "") -> Source:
    return Source(key, short, short, "A body", 2002, "https://example.org/", paragraphs, of)


SOURCES = SourceCatalogue((
    _source("bp", "Bangalore Principles", SourceParagraph("2.5", "Step aside."),
            SourceParagraph("def", "Court staff are …", name="Definitions")),
    _source("commentary", "Commentary", of="bp"),
    _source("measures", "Measures", SourceParagraph("3", "Case assignment.")),
    _source("uncac", "Convention against Corruption", SourceParagraph("11.1", "Integrity.")),
    _source("iccpr", "ICCPR", SourceParagraph("14", "Fair trial.")),
    _source("guide11", "Article 11 Guide", SourceParagraph("disclosure", "…", name="Financial disclosure")),
    _source("nauru", "Nauru Declaration"),
))


def _renderer(known: tuple[str, ...] = ()) -> HtmlRenderer:
    return HtmlRenderer(SOURCES, NullTranslations(), lambda name: f"#{name}" if name in known else None)


@pytest.mark.parametrize(("source", "paragraph", "label"), [
    ("bp", "2.5", "§ 2.5"),
    ("bp", "def", "Bangalore Principles: Definitions"),
    ("commentary", "2.5", "Commentary on § 2.5"),
    ("measures", "3", "Measure 3"),
    ("uncac", "11.1", "UNCAC art. 11(1)"),
    ("iccpr", "14", "ICCPR art. 14"),
    ("guide11", "disclosure", "Article 11 Guide: Financial disclosure"),
    ("nauru", "", "Nauru Declaration"),
])
def test_a_cited_place_has_its_usual_name(source: str, paragraph: str, label: str) -> None:
    assert Citations(SOURCES, NullTranslations()).label(n.Reference(source, paragraph)) == label


def test_markup_in_text_is_escaped_everywhere() -> None:
    bad = "<img src=x onerror=alert(1)>&\"'"
    for node in (
        n.Paragraph((n.Text(bad),)), n.Paragraph((n.Code(bad),)), n.CodeBlock(bad),
        n.Paragraph((n.Link(f"https://example.org/{bad}", (n.Text(bad),)),)),
        n.Table(((n.Text(bad),),), (((n.Text(bad),),),), ("start",)),
    ):
        assert "<img" not in _renderer().blocks((node,))
        assert 'x onerror=alert(1)>&"' not in _renderer().blocks((node,))


def test_a_citing_passage_carries_its_notes_once() -> None:
    cited = n.Citation((n.Reference("bp", "2.5"),))
    made = _renderer(("src-bp-2.5",)).blocks((n.Paragraph((n.Text("So "), cited, n.Text(" and "), cited)),))
    assert made.count("<li>") == 1
    assert made.count('href="#src-bp-2.5"') == 3


def test_notes_of_a_list_follow_the_list_not_its_items() -> None:
    item = n.ListItem((n.Paragraph((n.Text("So "), n.Citation((n.Reference("measures", "3"),)))),))
    made = _renderer().blocks((n.BulletList((item,)),))
    assert made.index("</ul>") < made.index("margin-notes")


def test_feedback_leaves_no_notes_behind() -> None:
    renderer = _renderer()
    cited = n.Paragraph((n.Citation((n.Reference("bp", "2.5"),)),))
    assert "margin-notes" not in renderer.plain((cited,))
    assert "margin-notes" not in renderer.blocks((n.Paragraph((n.Text("Nothing cited."),)),))


def test_a_link_to_an_id_that_is_not_there_is_plain_words() -> None:
    made = _renderer().inline((n.Link("#gone", (n.Text("words"),)),))
    assert made == "words"


def test_an_unknown_node_is_an_error() -> None:
    with pytest.raises(UnknownNode, match="Reference"):
        _renderer().render(n.Reference("bp", "2.5"))
