"""A small course that holds every construct an author can write, for golden files and other scripts."""

from __future__ import annotations

import dataclasses

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Course, Module, Section, Unit
from tests.factories import courses as small
from tests.factories.courses import BP_2_5, prose, words

PRINCIPLES = n.Reference("bp")
CONVENTION = n.Reference("uncac", "11.1")


def every_revision(lang: str = "en") -> Revision:
    """Return the small course with a third module of every kind of prose and furniture."""
    return revision_of(every_course(lang), small.small_bank())


def every_course(lang: str = "en") -> Course:
    course = small.small_course(lang)
    # The one shipped picture stands for all pictures: a publication reads its file.
    rules = dataclasses.replace(course.rules, content="bangalore_principles")
    return dataclasses.replace(course, rules=rules, modules=(*course.modules, _third_module()))


def _third_module() -> Module[b.Block]:
    return Module("m3", "Third module", "Every construct", True, prose("Welcome to the third module."), (
        Unit("m3-prose", "Prose", 5, (), (
            Section("m3-prose", 1, (), _prose()),
            Section("m3-lists", 2, words("Lists"), _lists()),
            Section("m3-deeper", 3, words("Tables"), (_table(),)))),
        Unit("m3-furniture", "Furniture", 5, ("See it",), (
            Section("m3-furniture", 1, (), _furniture()),))))


def _prose() -> tuple[n.Prose, ...]:
    inside = n.Link("#g-recusal", words("inside"))
    outside = n.Link("https://example.org/a?b=1&c=2", words("outside"))
    return (
        n.Paragraph((
            n.Text("Plain, "), n.Emphasis(words("emphasised")), n.Text(", "),
            n.Strong((n.Text("strong and "), n.Emphasis(words("both")))), n.Text(", "), n.Code("code <b>"),
            n.Text(", "), inside, n.Text(", "), outside, n.LineBreak(), n.Text("on a new line "),
            n.Citation((BP_2_5, n.Reference("bp", "2.5.1"), CONVENTION)), n.Text("."))),
        n.Quote((*prose("Quoted words."), n.BulletList((n.ListItem(prose("A point in a quotation.")),)))),
        n.Rule(),
        n.CodeBlock("a line of code\n  another line"),
        n.Paragraph((n.Text("A whole instrument "), n.Citation((PRINCIPLES,)), n.Text("."))))


def _lists() -> tuple[n.Prose, ...]:
    deeper = n.BulletList((n.ListItem(prose("Deeper one.")), n.ListItem(prose("Deeper two."))))
    return (
        n.BulletList((n.ListItem((*prose("First point."), deeper)),
                      n.ListItem((*prose("Second point."), *prose("Its second paragraph."))))),
        n.NumberedList(
            (n.ListItem(prose("Third in order.")), n.ListItem(prose("Fourth in order."))), start=3))


def _table() -> n.Table:
    cited = (n.Text("Disclose "), n.Citation((BP_2_5,)))
    return n.Table(
        (words("Tie"), words("Years"), words("Step")),
        ((words("Former partner"), words("12"), cited), (words("Neighbour"), words("3"), words("Say so"))),
        ("start", "end", "center"))


def _form() -> b.Form:
    """Return a form with every kind of field, on paper that lies on its side."""
    points = n.BulletList(tuple(n.ListItem(prose(each)) for each in ("Too long.", "Too short.")))
    table = n.Table((words("Row"), words("Yes")), ((words("Heard"), ()), (words("Asked"), ())), ("", ""))
    return b.Form("m3-form", "After the day", True, (
        *prose("Write no name."),
        b.Field(0, "one", (), (*prose("How long was it?"), points)),
        b.Field(0, "all", (3, 1), (table,)),
        b.Field(2, "", (), (table,)),
        b.Field(3, "", (), prose("What will you do?"))))


def _furniture() -> tuple[b.Block, ...]:
    figure = b.Figure("m3-f1", "recusal-path.svg", "A path with three gates.", prose("Three gates."))
    return (
        figure,
        b.Aside("A word aside", (*prose("Said aside."),)),
        b.Tip("A tip", prose("Try it.")), b.Tip("", prose("A tip without a title.")),
        b.Only("course", "Only a screen can do it", (*prose("On the screen."),)),
        b.Only("self-directed", "A pen works by numbers", (*prose("On paper."),)),
        _form(),
        b.Only("manual", "For a room", (*prose("In the room."),)),
        b.Slot("disclosure-form", small.PLANTED_SLOT_NOTE, prose("Write to the registrar.")),
        b.Case("m3-c1", "A case of its own", (BP_2_5, CONVENTION), (
            *prose("Judge Ana Duarte reads a letter."), small.reflection("m3-r1"), small.trainer())))
