"""Cases, questions, scenarios and reflections with their keys and reasons, for trainers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.document import blocks as b
from elearn.document.questions import Option, Question, QuestionKey, QuestionKind, Verdict, question_key
from elearn.render.answers import option_signs, right_answer
from elearn.render.docx.ooxml import Elements, link_inside, styled, text_runs
from elearn.render.docx.prose import ProseRenderer
from elearn.render.docx.tables import Table
from elearn.render.docx.writing import TRAINER
from elearn.render.numbering import Numbering, letter
from elearn.render.paragraphs import ParagraphIndex, Place

_SHAPES = {"sound": "✓", "defensible": "○", "risky": "▲", "breach": "■"}


class ItemRenderer(ProseRenderer):
    """What asks for an act. `bank` gathers cases by paragraph, `numbers` are those of the printed text."""

    numbers: Numbering
    bank: ParagraphIndex

    @property
    def arrow(self) -> str:
        """The sign from one thing to the next; no letter of Arabic would turn it round."""
        return "←" if self.writing.is_rtl else "→"

    def number(self, item_id: str) -> str:
        return str(self.numbers.items.get(item_id, ""))

    def item_head(self, node_id: str, name: str, how: str) -> Elements:
        """Return the line above an item: what it is, and in softer letters what is asked."""
        runs = [*text_runs(f"{name.strip()}  "), *text_runs(how, styled("Soft"))]
        return [self.writing.paragraph("ItemHead", runs, names=[node_id])]

    def verdict(self, verdict: Verdict | None) -> Elements:
        """Return the cell of a verdict: a shape and a word, never colour alone."""
        runs = []
        if verdict is not None:
            said = f"{_SHAPES[verdict]} {self.verdict_word(verdict)}"
            runs = text_runs(said, styled(f"Verdict{verdict.title()}"))
        return [self.writing.paragraph("TableText", runs)]

    def verdict_word(self, verdict: Verdict) -> str:
        said: Mapping[Verdict, str] = {
            Verdict.SOUND: self.words.pgettext("verdict", "Sound"),
            Verdict.DEFENSIBLE: self.words.pgettext("verdict", "Defensible"),
            Verdict.RISKY: self.words.pgettext("verdict", "Risky"),
            Verdict.BREACH: self.words.pgettext("verdict", "Breach"),
        }
        return said[verdict]

    def case(self, node: b.Case[Any]) -> Elements:
        place = Place(node.id, node.title)
        self.bank.add(node.cites, place)
        head = self.writing.heading(self.depth, node.title, node.id)
        with self.within(place, 1):
            return [head, *self.cites(node.cites), *self.blocks(node.body)]

    def question(self, node: Question) -> Elements:
        """Return a question with its key: what is right, then each option with its reasons."""
        gettext, key = self.words.gettext, question_key(node)
        name = gettext("Question %(number)s") % {"number": self.number(node.id)}
        right = right_answer(key)
        with self.within(Place(node.id, name), 1):
            title = [self.writing.line("ItemTitle", node.title)] if node.title else []
            told = gettext("Right: %(right)s") % {"right": right}
            return [
                *self.item_head(node.id, name, self._asked(node.kind)), *title, *self.blocks(node.stem),
                *([self.writing.line("KeyLine", told)] if right else []),
                *self._options(name, key), *self.blocks(node.explanation),
                *self.cites(node.cites, gettext("Practises %(places)s"))]

    def _asked(self, kind: QuestionKind) -> str:
        gettext = self.words.gettext
        return {
            QuestionKind.ONE: gettext("One is to be chosen."),
            QuestionKind.ALL: gettext("All that apply are to be chosen."),
            QuestionKind.ORDER: gettext("To be put in order."),
            QuestionKind.MATCH: gettext("To be matched."),
            QuestionKind.SPOT: gettext("Sentences are to be marked."),
            QuestionKind.SCALE: gettext("One place on a scale."),
        }[kind]

    def _options(self, name: str, key: QuestionKey) -> Elements:
        gettext, signs = self.words.gettext, option_signs(key)
        spare = {each: letter(place) for place, each in enumerate(key.counterparts, start=1)}
        has_verdict = key.kind in (QuestionKind.ONE, QuestionKind.ALL, QuestionKind.SPOT)
        rows = []
        for option in key.options:
            sign = signs[option.key] or spare.get(option.key, "")
            row = [[self.writing.line("RowHead", sign)], self._told(option)]
            rows.append([*row, self._judged(option, key.kind)] if has_verdict else row)
        heads = ["", gettext("Option and reason"), *([gettext("Verdict")] if has_verdict else [])]
        widths = (6, 74, 20) if has_verdict else (6, 94)
        return self.writing.table(Table(name, widths, self.writing.heads(*heads), rows))

    def _told(self, option: Option) -> Elements:
        """Return the words of an option as a whole line, its feedback below."""
        sides = [side for side in (option.text, option.counterpart) if side]
        said = [x for place, side in enumerate(sides)
                for x in (*(text_runs(f" {self.arrow} ") if place else []), *self._looking("Strong", side))]
        return [self.writing.paragraph("TableText", said), *self.cell(option.feedback)]

    def _judged(self, option: Option, kind: QuestionKind) -> Elements:
        if kind is QuestionKind.SPOT and option.verdict is None:
            gettext = self.words.gettext
            return [self.writing.line(
                "TableText", gettext("to be marked") if option.is_right else gettext("may stand"))]
        return self.verdict(option.verdict)

    def scenario(self, node: b.Scenario) -> Elements:
        """Return a scenario: its paragraphs in the order of the printed text, each with its decisions."""
        gettext, place = self.words.gettext, Place(node.id, node.title)
        self.bank.add(node.cites, place)
        steps = sorted(node.steps, key=lambda step: self.numbers.steps.get(step.id, 0))
        head = self.writing.heading(self.depth, node.title, node.id)
        name = gettext("Scenario %(number)s") % {"number": self.number(node.id)}
        how = gettext("The numbers are those of the self-directed text.")
        with self.within(place, 1):
            return [head, *self.cites(node.cites), *self.item_head(f"{node.id}-head", name, how),
                    *self.blocks(node.body), *self._ways(node, steps),
                    *(x for step in steps for x in self.step(step))]

    def _ways(self, node: b.Scenario, steps: list[b.Step]) -> Elements:
        """Return the map of a scenario as a table: from each paragraph, where each choice leads."""
        gettext = self.words.gettext
        rows = []
        for step in steps:
            on = [self.writing.paragraph("TableText", self._way(place, choice))
                  for place, choice in enumerate(step.choices, start=1)]
            number = self.writing.paragraph("TableText", [self._to(step.id)])
            rows.append([[number], on or self._ending(step)])
        head = self.writing.heads(gettext("Paragraph"), gettext("Ways on"))
        title = gettext("Map of %(title)s") % {"title": node.title}
        return [self.writing.line("Label", title),
                *self.writing.table(Table(title, (14, 86), head, rows))]

    def _way(self, place: int, choice: b.Choice) -> Elements:
        said = text_runs(f"{letter(place)} {self.arrow} ")
        mark = text_runs(f"  {_SHAPES[choice.verdict]} {self.verdict_word(choice.verdict)}",
                         styled(f"Verdict{choice.verdict.title()}"))
        return [*said, self._to(choice.target), *mark]

    def _to(self, step_id: str) -> Any:
        return link_inside(step_id, text_runs(str(self.numbers.steps[step_id]), styled("Number")))

    def _ending(self, step: b.Step) -> Elements:
        word = self.words.gettext("Ending")
        [cell] = self.verdict(step.ending)
        cell.insert(1, text_runs(f"{word}  ")[0])
        return [cell]

    def step(self, step: b.Step) -> Elements:
        """Return a paragraph of a scenario with its decision table, or an ending with its debrief."""
        number = text_runs(str(self.numbers.steps.get(step.id, "")), styled("Number"))
        if step.ending:
            number += [*text_runs(f"  {self.words.gettext('Ending')}: ", styled("Soft")),
                       *text_runs(self.verdict_word(step.ending), styled(f"Verdict{step.ending.title()}"))]
        debrief = step.debrief
        said = self.words.gettext("Debriefs %(places)s")
        return [
            self.writing.paragraph("ItemHead", number, names=[step.id]), *self.blocks(step.body),
            *self.blocks(step.feedback), *self._decisions(step),
            *(self.blocks(debrief.body) + self.cites(debrief.cites, said) if debrief else [])]

    def _decisions(self, step: b.Step) -> Elements:
        if not step.choices:
            return []
        gettext = self.words.gettext
        rows = [
            [[self.writing.line("RowHead", letter(place))],
             [self.writing.paragraph("TableText", self._looking("Strong", choice.text)),
              *self.cell(choice.feedback)],
             self.verdict(choice.verdict), [self.writing.paragraph("TableText", [self._to(choice.target)])]]
            for place, choice in enumerate(step.choices, start=1)]
        head = self.writing.heads("", gettext("Choice"), gettext("Verdict"), gettext("Next"))
        title = gettext("Paragraph %(number)s") % {"number": self.numbers.steps.get(step.id, "")}
        return self.writing.table(Table(title, (6, 64, 20, 10), head, rows))

    def reflection(self, node: b.Reflection) -> Elements:
        gettext = self.words.gettext
        name = gettext("Reflection %(number)s") % {"number": self.number(node.id)}
        how = gettext("Private: it is neither collected nor read aloud.")
        with self.within(Place(node.id, node.title or gettext("Reflection")), 1):
            title = [self.writing.line("ItemTitle", node.title)] if node.title else []
            model = [self.writing.line("Label", gettext("What other judges mention")),
                     *self.blocks(node.model)] if node.model else []
            return [*self.item_head(node.id, name, how), *title, *self.blocks(node.body), *model]

    def trainer(self, node: b.Trainer) -> Elements:
        title = self.words.gettext("For the trainer")
        if node.minutes:
            minutes = self.words.ngettext("%(num)s minute", "%(num)s minutes", node.minutes)
            title += f" · {minutes % {'num': node.minutes}}"
        return self.boxed(TRAINER, title, node.body)
