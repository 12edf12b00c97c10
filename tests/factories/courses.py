"""A small course by hand: two modules of two units, every kind of item, and words planted to be found.

`m1-choose` holds a case with a `one` and an `all`; `m1-arrange` an `order`, a `match`, a `spot` and a
`scale`; `m2-story` a scenario with two endings and a reflection with a model; `m2-read` asks for
nothing but "I have read this". Each planted word may appear only where its cut allows it.
"""

from __future__ import annotations

from datetime import date

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document import questions as q
from elearn.document import sources as s
from elearn.document.catalogue import Catalogue, Revision, revision_of
from elearn.document.course import (
    Chapter,
    Course,
    CourseHeader,
    CourseRules,
    GlossaryEntry,
    Module,
    ModuleRule,
    Section,
    TestBank,
    TestItem,
    TestRule,
    Unit,
)
from elearn.document.questions import QuestionKind, Verdict

PLANTED_TRAINER = "planted-trainer-word"
PLANTED_FEEDBACK = "planted-feedback-word"
PLANTED_EXPLANATION = "planted-explanation-word"
PLANTED_MODEL = "planted-model-word"
PLANTED_DEBRIEF = "planted-debrief-word"
PLANTED_SLOT_NOTE = "planted-slot-note-word"
PLANTED_BANK = "planted-bank-word"
PLANTED = (PLANTED_TRAINER, PLANTED_FEEDBACK, PLANTED_EXPLANATION, PLANTED_MODEL, PLANTED_DEBRIEF,
           PLANTED_SLOT_NOTE, PLANTED_BANK)

COURSE_KEY = "small_course"
BP_2_5 = n.Reference("bp", "2.5")


def small_revision(lang: str = "en", edition: str = "international") -> Revision:
    """Return the small course in one language, as it would be activated."""
    return revision_of(small_course(lang, edition), small_bank())


def small_catalogue(*langs: str) -> Catalogue:
    """Return the small course as served in `langs` (English where none is named)."""
    revisions = [small_revision(lang) for lang in langs or ("en",)]
    return Catalogue(
        {each.id: each for each in revisions},
        {(each.key, each.lang): each.id for each in revisions})


def small_course(lang: str = "en", edition: str = "international") -> Course:
    """Return the small course with everything in it."""
    header = CourseHeader(
        key=COURSE_KEY, edition=edition, lang=lang, direction="rtl" if lang == "ar" else "ltr",
        title="A small course", released=date(2026, 1, 15))
    return Course(
        header=header, rules=small_rules(edition), modules=(_first_module(), _second_module()),
        chapters=(_chapter(),), glossary=(GlossaryEntry("g-recusal", "Recusal", prose("Stepping aside.")),),
        sources=small_sources())


def small_rules(edition: str = "international") -> CourseRules:
    test = TestRule(pass_mark=4, blueprint=(("2", 4), ("11", 1)), attempts_per_day=3)
    return CourseRules(
        key=COURSE_KEY, edition=edition, titles=(("en", "A small course"),), source_language="en",
        published=("en",), drafts=("ar",), released=date(2026, 1, 15), content="small",
        modules=(ModuleRule("m1", "01-first"), ModuleRule("m2", "02-second")),
        routes=("e-learning", "self-directed", "workshop"), final_test=test, entry_test=test)


def small_sources() -> s.SourceCatalogue:
    """Return two instruments with three counted paragraphs."""
    principles = s.Source(
        "bp", "Principles of Judicial Conduct", "Principles", "A body of judges", 2002, "https://example.org/bp",
        (s.SourceParagraph("2", "Impartiality is essential.", name="Impartiality"),
         s.SourceParagraph("2.5", "Step aside where a reasonable observer would doubt you."),
         s.SourceParagraph("2.5.1", "Actual bias.", part_of="2.5"),
         s.SourceParagraph("4.2", "Accept restrictions freely.")))
    convention = s.Source(
        "uncac", "Convention against Corruption", "Convention", "An assembly", 2003, "https://example.org/uncac",
        (s.SourceParagraph("11.1", "Strengthen integrity."),))
    return s.SourceCatalogue((principles, convention))


def small_bank() -> TestBank:
    """Return one final item for each value: too few for a test to be held."""
    return TestBank(tuple(
        TestItem("final", value, one(f"t-{value}", f"A test item with the {PLANTED_BANK}."))
        for value in ("2", "11")))


def words(text: str) -> n.Inlines:
    return (n.Text(text),)


def prose(text: str) -> tuple[n.Prose, ...]:
    return (n.Paragraph(words(text)),)


def option(key: str, text: str, verdict: Verdict | None = None, *, is_right: bool = False) -> q.Option:
    """Return an option whose feedback carries the planted word and its key."""
    return q.Option(
        key, words(text), is_right=is_right, verdict=verdict,
        feedback=prose(f"Feedback on {key}: {PLANTED_FEEDBACK}."))


def one(item_id: str, stem: str = "What do you do first?") -> q.Question:
    """A choose-one question: `a` risky, `b` right, `c` defensible."""
    return question(item_id, QuestionKind.ONE, stem, (
        option("a", "Say nothing.", Verdict.RISKY),
        option("b", "Disclose and hear the parties.", Verdict.SOUND, is_right=True),
        option("c", "Recuse at once.", Verdict.DEFENSIBLE)))


def every(item_id: str) -> q.Question:
    """A choose-all question: `a` and `c` are right."""
    return question(item_id, QuestionKind.ALL, "Which of these apply?", (
        option("a", "Write it down.", Verdict.SOUND, is_right=True),
        option("b", "Accept the gift.", Verdict.BREACH),
        option("c", "Tell the president of the court.", Verdict.DEFENSIBLE, is_right=True),
        option("d", "Wait and see.", Verdict.RISKY)))


def order(item_id: str) -> q.Question:
    """An ordering question: a, b, c, d is the right order."""
    steps = ("Notice the tie", "Disclose it", "Hear the parties", "Decide")
    return question(item_id, QuestionKind.ORDER, "Put these in order.", tuple(
        option(key, text) for key, text in zip("abcd", steps, strict=True)))


def match(item_id: str) -> q.Question:
    """A matching question: a, b and c with their own right sides, and a spare right side z."""
    pairs = (("a", "Impartiality", "No favour"), ("b", "Propriety", "Appearance"),
             ("c", "Equality", "No prejudice"))
    options = tuple(
        q.Option(key, words(left), counterpart=words(right), feedback=prose(f"{key}: {PLANTED_FEEDBACK}"))
        for key, left, right in pairs)
    return question(item_id, QuestionKind.MATCH, "Match each value.", (
        *options, q.Option("z", (), counterpart=words("A spare right side"))))


def spot(item_id: str) -> q.Question:
    """A spotting question: the sentences `b` and `d` are the ones to mark."""
    sentences = ("He opened the hearing.", "He greeted counsel by her first name.", "He read the file.",
                 "He told the press what he thought.")
    return question(item_id, QuestionKind.SPOT, "Mark what troubles you.", tuple(
        option(key, text, is_right=key in "bd") for key, text in zip("abcd", sentences, strict=True)))


def scale(item_id: str) -> q.Question:
    """A question of degree: no position is right."""
    return question(item_id, QuestionKind.SCALE, "How comfortable would you be?", tuple(
        option(key, text) for key, text in zip("abc", ("Not at all", "Somewhat", "Fully"), strict=True)))


def question(item_id: str, kind: QuestionKind, stem: str, options: tuple[q.Option, ...]) -> q.Question:
    """Return a question that cites bp 2.5 and explains itself with a planted word."""
    return q.Question(
        id=item_id, kind=kind, title="", cites=(BP_2_5,), stem=prose(stem), options=options,
        explanation=prose(f"What every reader is told: {PLANTED_EXPLANATION}."))


def scenario(item_id: str) -> b.Scenario:
    """A wedding: from `-start` by `a` to `-gift`, by `b` to the sound end; from `-gift` to either end."""
    def choice(key: str, text: str, verdict: Verdict, target: str) -> b.Choice:
        return b.Choice(key, words(text), verdict, f"{item_id}-{target}",
                        feedback=prose(f"{key}: {PLANTED_FEEDBACK}"))

    steps = (
        b.Step(f"{item_id}-start", prose("You are invited to a wedding."), (
            choice("a", "Accept.", Verdict.RISKY, "gift"), choice("b", "Decline.", Verdict.SOUND, "end"))),
        b.Step(f"{item_id}-gift", prose("A gift is handed to you."), (
            choice("a", "Keep it.", Verdict.BREACH, "bad"),
            choice("b", "Return it.", Verdict.SOUND, "end")),
            feedback=prose(f"On arriving: {PLANTED_FEEDBACK}")),
        _ending(f"{item_id}-end", Verdict.SOUND), _ending(f"{item_id}-bad", Verdict.BREACH))
    return b.Scenario(item_id, "The wedding", (BP_2_5,), (*prose("An invitation comes."), trainer()), steps)


def _ending(step_id: str, verdict: Verdict) -> b.Step:
    return b.Step(step_id, prose("The story ends."), (), ending=verdict,
                  debrief=b.Debrief((BP_2_5,), prose(f"Looking back: {PLANTED_DEBRIEF}.")))


def reflection(item_id: str) -> b.Reflection:
    """A private question with a model."""
    return b.Reflection(
        item_id, "Your own ties", 6,
        (*prose("Which of your relationships would a stranger ask about?"), trainer()),
        model=prose(f"Many judges mention: {PLANTED_MODEL}."))


def trainer() -> b.Trainer:
    return b.Trainer(5, prose(f"Ask before showing: {PLANTED_TRAINER}."))


def _unit(unit_id: str, title: str, *body: b.Block) -> Unit[b.Block]:
    return Unit(unit_id, title, 8, ("Recognise it", "Act on it"), (
        Section(unit_id, 1, (), prose("What this unit is about.")),
        Section(f"{unit_id}-work", 2, words("The work"), tuple(body))))


def _first_module() -> Module[b.Block]:
    case = b.Case("m1-c1", "The dinner", (BP_2_5,), (
        *prose("Judge Amara Okello hears commercial cases."), one("m1-q1"), trainer()))
    cited = n.Paragraph((n.Text("It leans on a norm "), n.Citation((BP_2_5,)), n.Text(".")))
    return Module("m1", "First module", "How to begin", False, prose("Welcome to the first module."), (
        _unit("m1-choose", "Choosing", cited, case, every("m1-q2"),
              b.Slot("gift-threshold", PLANTED_SLOT_NOTE, prose("The international default."))),
        _unit("m1-arrange", "Arranging", order("m1-q3"), match("m1-q4"), spot("m1-q5"), scale("m1-q6"))))


def _second_module() -> Module[b.Block]:
    return Module("m2", "Second module", "How to go on", False, prose("Welcome to the second module."), (
        _unit("m2-story", "A story", scenario("m2-s1"), reflection("m2-r1")),
        _unit("m2-read", "Only reading", *prose("Nothing to answer here."),
              b.Checklist("m2-k1", "Before you sign",
                          (n.BulletList((n.ListItem(prose("Read it again.")),)),)),
              b.TakeAway(prose("Keep this in mind.")), trainer())))


def _chapter() -> Chapter:
    session = b.Session(
        "tm-s1", "The dinner, together", 30, "To practise disclosure", ("Say it early",),
        "Small groups", "Pens",
        prose(f"Set the room in tables: {PLANTED_TRAINER}."),
        (b.PlanStep("Read the case", 10, "", prose("Aloud.")),
         b.PlanStep("Discuss", 15, "", prose("In fours."))),
        debrief=b.Debrief((BP_2_5,), prose(f"Close with: {PLANTED_DEBRIEF}."), minutes=5))
    agenda = b.Agenda("tm-a1", "Half a day", 30, (), (b.PlanStep("The dinner", 30, "tm-s1", ()),))
    return Chapter("manual-sessions", "Sessions", 10, (
        Section("manual-sessions", 1, (), prose(f"For trainers: {PLANTED_TRAINER}.")),
        Section("manual-plans", 2, words("Plans"), (session, agenda))))
