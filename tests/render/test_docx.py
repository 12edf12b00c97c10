"""The manual as a document: headings, contents, tables and forms that word processors take for theirs."""

from __future__ import annotations

import dataclasses
import itertools
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.walk import descendants
from elearn.render.base import UnknownNode
from elearn.render.described import things
from elearn.render.docx.manual import ManualDocument, manual_document
from elearn.render.docx.ooxml import bookmark_name
from elearn.render.docx.package import Package
from tests.factories import courses as small
from tests.factories.constructs import every_revision
from tests.render.office import W, dates, opened, paragraphs, part, parts, words

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def revision() -> Revision:
    return every_revision()


@pytest.fixture(scope="module")
def made(revision: Revision) -> bytes:
    return manual_document(revision)


@pytest.fixture(scope="module")
def body(made: bytes) -> Any:
    return part(made, "word/document.xml")[0]


def _styled(body: Any, *styles: str) -> list[str]:
    return [said for style, said in paragraphs(body) if style in styles]


def test_everything_but_the_bank_is_in_it(body: Any) -> None:
    said = words(body)
    for word in small.PLANTED:
        assert (word in said) == (word != small.PLANTED_BANK), word


def test_nothing_an_author_wrote_for_the_manual_is_missing(body: Any, revision: Revision) -> None:
    said = words(body)
    told = [*(shape.get("descr") for shape in body.iter(f"{WP}docPr"))]
    lost = [(thing.name, word) for thing in things(revision.course)
            if not {"manual"} & (thing.excused.keys() | thing.stands_for.keys())
            for text in thing.words for word in text.splitlines() if word not in said and word not in told]
    assert not lost


def test_chapters_modules_and_units_are_real_headings(made: bytes, revision: Revision) -> None:
    document = opened(made)
    headings = {(p.style.name, p.text) for p in document.paragraphs}
    for module in revision.course.modules:
        assert ("Heading 1", module.title) in headings
        for unit in module.units:
            assert any(name.startswith("Heading 2") and unit.title in text for name, text in headings)
    for chapter in revision.course.chapters:
        assert ("Heading 1", chapter.title) in headings


def test_no_level_of_heading_is_skipped(made: bytes) -> None:
    sheet = part(made, "word/styles.xml")
    based = {s.get(f"{W}styleId"): s.find(f"{W}basedOn") for s in sheet.iter(f"{W}style")}
    own = {s.get(f"{W}styleId"): s.find(f"{W}pPr/{W}outlineLvl") for s in sheet.iter(f"{W}style")}

    def level(style: str) -> int | None:
        while style and own.get(style) is None:
            style = based[style].get(f"{W}val") if based.get(style) is not None else ""
        return int(own[style].get(f"{W}val")) if style else None

    held = part(made, "word/document.xml")[0]
    levels = [found for style, _ in paragraphs(held) if style and (found := level(style)) is not None]
    assert levels and levels[0] == 0
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


def test_the_contents_are_written_in_and_lead_to_the_headings(body: Any) -> None:
    entries = [p for p in body.iter(f"{W}p")
               if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val", "").startswith("TOC")
               and s.get(f"{W}val") != "TOCHeading"]
    written = [words(entry).removesuffix("…") for entry in entries]
    headings = _styled(body, "Heading1", "Heading2", "Heading2Page", "Heading3", "Heading3Page", "Session",
                       "SessionPage", "FormPage")
    assert written == headings
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    for entry in entries:
        [link] = entry.iter(f"{W}hyperlink")
        assert link.get(f"{W}anchor") in marks
        codes = [code.text for code in entry.iter(f"{W}instrText")]
        assert any("PAGEREF " + link.get(f"{W}anchor") in code for code in codes)


def test_the_contents_are_a_field_that_word_makes_anew(body: Any) -> None:
    codes = [code.text.strip() for code in body.iter(f"{W}instrText")]
    assert codes[0].startswith('TOC \\o "1-3"')
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    first = next(body.iter(f"{W}fldChar"))
    assert first.get(f"{W}dirty") == "true"


def test_every_link_inside_lands_on_a_bookmark_that_stands_once(body: Any) -> None:
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", mark) for mark in marks)
    wanted = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} - {None}
    assert wanted <= set(marks)


def test_everything_with_an_id_can_be_linked_to(body: Any, revision: Revision) -> None:
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    course = revision.course
    named = [x.id for x in descendants((course.modules, course.chapters, course.glossary))
             if getattr(x, "id", "") and not (hasattr(x, "level") and not x.title)]
    assert not [name for name in named if bookmark_name(name) not in marks]


def test_names_that_word_would_confuse_differ() -> None:
    assert bookmark_name("src-bp-2.5") != bookmark_name("src-bp-2-5")
    assert len(bookmark_name("a" * 90)) <= 40
    assert bookmark_name("a" * 90) != bookmark_name("a" * 91)


def test_header_rows_repeat_and_tables_have_names(body: Any) -> None:
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) > 10
    assert all(table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for table in tables)
    for table in tables:
        is_headed = table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
        repeats = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        assert repeats[0] is is_headed and not any(repeats[1:])


def test_two_tables_never_grow_into_one(body: Any) -> None:
    assert not [1 for one, two in itertools.pairwise(body) if one.tag == two.tag == f"{W}tbl"]


def test_pictures_tell_what_they_show(made: bytes, revision: Revision) -> None:
    figures = [x for x in descendants(revision.course) if isinstance(x, b.Figure)]
    shown = opened(made).inline_shapes
    assert figures and [shape._inline.docPr.get("descr") for shape in shown] == [f.alt for f in figures]
    assert all(shape.width <= 9298 * 635 for shape in shown)
    assert "SEQ Figure" in " ".join(
        code.text for code in part(made, "word/document.xml").iter(f"{W}instrText"))


def test_a_session_begins_on_a_new_page_under_a_clock(made: bytes) -> None:
    document = opened(made)
    session = next(p for p in document.paragraphs if p.text == "The dinner, together")
    before = document.paragraphs[[p.text for p in document.paragraphs].index("The dinner, together") - 1]
    breaking = {s.get(f"{W}styleId") for s in part(made, "word/styles.xml").iter(f"{W}style")
                if s.find(f"{W}pPr/{W}pageBreakBefore") is not None}
    assert session.style.style_id in breaking or before.style.style_id in breaking
    plan = next(t for t in document.tables if t.cell(0, 0).text == "Start")
    assert [row.cells[0].text for row in plan.rows] == ["Start", "0:00", "0:10", "0:25", "0:30"]
    assert sum(int(row.cells[1].text or 0) for row in plan.rows[1:]) == 30


def test_a_checklist_is_a_form_with_boxes_and_room(made: bytes, body: Any) -> None:
    form = next(t for t in opened(made).tables if t.cell(0, 0).text == "Done")
    boxes = list(form._tbl.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"))
    assert len(boxes) == len(form.rows) - 1 == 1
    assert form.cell(1, 2).text == ""
    assert form._tbl.findall(f"{W}tr")[1].find(f"{W}trPr/{W}trHeight") is not None


def test_a_question_tells_its_key_and_reasons(made: bytes, body: Any) -> None:
    assert "Right: B" in _styled(body, "KeyLine")
    table = next(t for t in opened(made).tables if "Disclose and hear the parties." in t.cell(2, 1).text)
    assert [row.cells[2].text for row in table.rows[1:]] == ["▲ Risky", "✓ Sound", "○ Defensible"]
    assert small.PLANTED_FEEDBACK in table.cell(1, 1).text


def test_a_story_has_a_map_in_words(made: bytes) -> None:
    ways = next(t for t in opened(made).tables if t.cell(0, 1).text == "Ways on")
    assert len(ways.rows) == 5
    assert "A → 2" in ways.cell(1, 1).text and "Risky" in ways.cell(1, 1).text
    assert sum("Ending" in row.cells[1].text for row in ways.rows) == 2


def test_looks_are_styles(body: Any) -> None:
    known = {"rStyle", "rtl", "rFonts"}
    found = {x.tag.removeprefix(W) for props in body.iter(f"{W}rPr") for x in props}
    assert found <= known
    shape = {x.tag.removeprefix(W) for props in body.iter(f"{W}pPr") for x in props}
    assert shape <= {"pStyle", "numPr", "bidi", "sectPr"}


def test_every_style_that_is_named_is_there(made: bytes, body: Any) -> None:
    held = {style.get(f"{W}styleId") for style in part(made, "word/styles.xml").iter(f"{W}style")}
    named = {x.get(f"{W}val") for x in body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert named <= held


def test_properties_come_from_the_release_alone(made: bytes) -> None:
    told = opened(made).core_properties
    assert told.created == told.modified == datetime(2026, 1, 15, tzinfo=UTC)
    assert told.title == "A small course: Trainers’ manual"
    assert (told.author, told.language, told.revision) == ("A small course", "en-GB", 1)
    assert not [name for name in parts(made) if "thumbnail" in name or "customXml" in name]


def test_the_foot_has_the_page_and_the_revision(made: bytes, revision: Revision) -> None:
    section = opened(made).sections[0]
    assert section.different_first_page_header_footer
    foot = section.footer._element
    assert revision.id[:12] in words(foot)
    assert "PAGE" in "".join(code.text for code in foot.iter(f"{W}instrText"))


def test_the_same_revision_gives_the_same_bytes(made: bytes, revision: Revision) -> None:
    assert manual_document(revision) == made
    assert dates(made) == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_stands_over_the_character_styles_of_a_table(made: bytes) -> None:
    # LibreOffice puts what the defaults say over every character style inside a table.
    [defaults] = part(made, "word/styles.xml").iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert [each.tag for each in defaults] == [f"{W}lang"]


def test_a_node_nobody_decided_about_is_an_error(revision: Revision) -> None:
    course = revision.course
    package = Package(course.header, course.rules.content, "", "")
    with pytest.raises(UnknownNode, match="no method for OpenQuestion"):
        ManualDocument(course, revision, package).blocks([
            x for x in descendants(revision.open) if type(x).__name__ == "OpenQuestion"])


def test_a_numbered_list_counts_from_its_own_start(revision: Revision) -> None:
    lists = (n.NumberedList((n.ListItem(small.prose("One")),)),
             n.NumberedList((n.ListItem(small.prose("Seven")),), start=7))
    course = small.small_course()
    chapter = dataclasses.replace(course.chapters[0], sections=(
        dataclasses.replace(course.chapters[0].sections[0], body=lists),))
    changed = dataclasses.replace(course, chapters=(chapter,))
    made = manual_document(revision_of(changed, small.small_bank()))
    starts = [x.get(f"{W}val") for x in part(made, "word/numbering.xml").iter(f"{W}startOverride")]
    assert starts[:2] == ["1", "7"]
