"""The course of every construct in other scripts: real words, and numbers of Western digits among them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Any

from elearn.document import nodes as n
from elearn.document.catalogue import Revision, revision_of
from tests.factories import courses as small
from tests.factories.constructs import every_course


@dataclasses.dataclass(frozen=True)
class Script:
    """Words of one language: a title, short names and whole sentences to fill a course with."""

    title: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]


TITLE = "السلوك القضائي"
SENTENCE = "يتنحى القاضي عن النظر في الدعوى متى تعذر عليه الفصل فيها بنزاهة"
OPTION = "يفصح القاضي عن العلاقة ويستمع إلى الأطراف"

SCRIPTS = {
    "ar": Script(TITLE, (
        "متى يتنحى القاضي", "العشاء", "لماذا المظهر مهم", "الحياد", "كيف نبدأ", "السنة", "الإفصاح",
    ), (
        SENTENCE, OPTION, "اعتمدت المبادئ في بنغالور سنة 2002 وصدر القرار 2006/23",
        "الصمت لا يكفي لأن المعيار هو المراقب المعقول", "تبلغ قيمة الهدية 150 دولارا أو 12.5 في المائة",
        "يكتب القاضي إلى رئيس المحكمة (المادة 11) قبل الجلسة", "ينظر في الدعوى رقم 45-B يوم 3 مارس",
    )),
    "zh": Script("司法行为", ("回避", "晚宴", "为何外观重要", "公正", "如何开始", "年份", "披露"), (
        "法官在无法公正裁判时应当回避", "法官披露这一关系并听取各方意见",
        "《班加罗尔原则》于2002年在海牙修订", "沉默是不够的，标准是合理的旁观者",
        "礼物的价值为150美元，占12.5%", "法官在开庭前致函法院院长（第11条）",
    )),
    "ru": Script("Поведение судей", (
        "Когда заявлять самоотвод", "Ужин", "Почему важна видимость", "Объективность", "С чего начать",
        "Год",
    ), (
        "Судья заявляет самоотвод, если не может решить дело беспристрастно", "Судья раскрывает эту связь",
        "Принципы были пересмотрены в Гааге в 2002 году",
        "Молчания мало: мерилом служит разумный наблюдатель",
        "Подарок стоит 150 долларов, или 12,5 процента", "Судья пишет председателю суда (статья 11)",
    )),
}

_NAMES = ("title", "term", "name", "short")
_SENTENCES = ("summary", "objectives", "aim", "outcomes", "method", "materials", "alt", "gist", "body")


def arabic_revision() -> Revision:
    return revision_in("ar")


def revision_in(lang: str) -> Revision:
    """Return the course of every construct with the words of `lang`, every text numbered in its order.

    Code and the links' addresses stay as they are, so that both directions meet in one line.
    """
    script, counter = SCRIPTS[lang], itertools.count(1)
    course = every_course(lang)
    made = _Filler(script, counter).fill(dataclasses.replace(course, rules=None))
    header = dataclasses.replace(course.header, title=script.title)
    return revision_of(dataclasses.replace(made, rules=course.rules, header=header), small.small_bank())


class _Filler:
    def __init__(self, script: Script, counter: Iterator[int]) -> None:
        self.script = script
        self.counter = counter

    def fill(self, node: Any) -> Any:
        """Return `node` with every text replaced; ids, keys and addresses as they were."""
        if isinstance(node, tuple):
            return tuple(self.fill(each) for each in node)
        if isinstance(node, n.Text):
            return n.Text(self._text(node.text))
        if not dataclasses.is_dataclass(node):
            return node
        return dataclasses.replace(node, **{
            field.name: self._field(field.name, getattr(node, field.name))
            for field in dataclasses.fields(node)})

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, str) and value and name in _NAMES:
            return self._next(self.script.names)
        if name in _SENTENCES and isinstance(value, str) and value:
            return self._next(self.script.sentences)
        if name in _SENTENCES and isinstance(value, tuple) and any(isinstance(x, str) for x in value):
            return tuple(self._next(self.script.sentences) for _ in value)
        return self.fill(value)

    def _text(self, text: str) -> str:
        """Keep marks between spans and the spaces around a text; fill what is words."""
        if not any(letter.isalpha() for letter in text):
            return text
        is_short = len(text.split()) < 4
        before, after = (" " if text.startswith(" ") else ""), (" " if text.endswith((" ", ", ")) else "")
        return before + self._next(self.script.names if is_short else self.script.sentences) + after

    def _next(self, words: tuple[str, ...]) -> str:
        number = next(self.counter)
        return f"{words[number % len(words)]} {number}"
