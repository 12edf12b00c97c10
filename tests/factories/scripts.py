"""A very small Arabic course, to see that right-to-left goes through every publication."""

from __future__ import annotations

import dataclasses

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document import questions as q
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Module, Section, Unit
from elearn.document.questions import QuestionKind, Verdict
from tests.factories.courses import BP_2_5, prose, reflection, scenario, small_bank, small_course, words

TITLE = "السلوك القضائي"
SENTENCE = "يتنحى القاضي عن النظر في الدعوى متى تعذر عليه الفصل فيها بنزاهة"
OPTION = "يفصح القاضي عن العلاقة ويستمع إلى الأطراف"


def arabic_revision() -> Revision:
    """Return the small course with one unit of Arabic prose, a question, a scenario and a reflection."""
    course = small_course("ar")
    cited = n.Paragraph((n.Text(SENTENCE + " "), n.Citation((BP_2_5,)), n.Text(".")))
    question = q.Question(
        "m1-q1", QuestionKind.ONE, "", (BP_2_5,), prose("ماذا يفعل القاضي أولا؟"), (
            q.Option("a", words("يلتزم الصمت"), verdict=Verdict.RISKY, feedback=prose("الصمت لا يكفي")),
            q.Option("b", words(OPTION), is_right=True, verdict=Verdict.SOUND,
                     feedback=prose("هذا هو الصواب")),
        ))
    case = b.Case("m1-c1", "العشاء", (BP_2_5,), (*prose(SENTENCE), question))
    table = n.Table((words("السنة"), words("النص")), ((words("2002"), words("مبادئ بنغالور")),), ("", ""))
    unit = Unit("m1-choose", "متى يتنحى القاضي", 8, ("يميز بين الإفصاح والتنحي",), (
        Section("m1-choose", 1, (), (cited,)),
        Section("m1-choose-work", 2, words("لماذا المظهر مهم"), (
            case, table, scenario("m1-s1"), reflection("m1-r1"))),
    ))
    module = Module("m1", "الحياد", "كيف نبدأ", False, prose(SENTENCE), (unit,))
    header = dataclasses.replace(course.header, title=TITLE)
    return revision_of(dataclasses.replace(course, header=header, modules=(module,)), small_bank())
