"""A guesser who never read the Principles: it chooses options by their form, place and stock words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from elearn.document.questions import Question, QuestionKind
from elearn.document.walk import plain_text

_HEDGES = ("may|might|could|perhaps|if|unless|once|until|when|where|as far as|provided|so far"
           "|possible|ask|asks|likely|usually")
_BOTH_SIDES = ("both|parties|party|sides|side|disclose|discloses|hear|hears|tell|tells|inform"
               "|informs|record|openly|announces|open court|counsel|lawyers")
_ABSOLUTES = ("all|every|each|any|always|never|nobody|nothing|none|no|only|at once|alone|whole"
              "|immediately|everything|everyone")
_REASONS = "because|since|as|so that|so as|for he|for she|therefore"
_CLAUSES = "and|but|because|since|so that|which|who|if|unless|until|before|after"
_LEAVES = "steps aside|step aside|declines|refuses|leaves|hands|colleague|asks to be|stays out"
_WAITS = "waits|wait|until|puts off|postpones|adjourns|later|week|month|once|delays"
_RANKS = "president|council|chief justice|committee|registrar|in writing|written|reports"
_STOP = frozenset(re.findall(r"\w+", (
    "the a an of to in on for and or is it he she his her him that this with as at by be was has have not "
    "are from who which they them their its will would does do what had were one")))


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as the guesser sees it: what is asked, and the options; and which of them are right."""

    name: str
    stem: str
    options: tuple[str, ...]
    right: frozenset[int]

    @property
    def chance(self) -> Fraction:
        return Fraction(len(self.right), len(self.options))


Cue = Callable[[Asked, int], float]


def asked_of(question: Question) -> Asked:
    """Return `question` as the guesser sees it; options in the order written."""
    texts = tuple(plain_text(option.text) for option in question.options)
    right = frozenset(place for place, option in enumerate(question.options) if option.is_right)
    return Asked(question.id, plain_text(question.stem), texts, right)


def is_guessable(question: Question) -> bool:
    """Say whether `question` asks to choose among options that are right or wrong by themselves."""
    return question.kind in (QuestionKind.ONE, QuestionKind.ALL, QuestionKind.SPOT)


def score(item: Asked, cue: Cue) -> Fraction:
    """Return which share of what `cue` picks is right: it picks as many as are right, ties split evenly."""
    values = [cue(item, place) for place in range(len(item.options))]
    wanted = len(item.right)
    limit = sorted(values, reverse=True)[wanted - 1]
    sure = {place for place, value in enumerate(values) if value > limit}
    tied = {place for place, value in enumerate(values) if value == limit}
    share = Fraction(wanted - len(sure), len(tied))
    return (len(sure & item.right) + share * len(tied & item.right)) / wanted


def lead(items: Sequence[Asked], cue: Cue) -> float:
    """Return by how many points of a hundred `cue` does better than chance over `items`."""
    return float(sum(score(item, cue) - item.chance for item in items)) / len(items) * 100


def leads(items: Sequence[Asked]) -> dict[str, float]:
    """Return the lead of every cue over `items`, and of a guesser who has learnt which of them to trust."""
    found = {name: lead(items, cue) for name, cue in CUES.items()}
    return {**found, "all that helped elsewhere": _learnt(items)}


def _learnt(items: Sequence[Asked]) -> float:
    """Return the lead of a vote of all cues, each weighed by its lead over every other item."""
    gains = {name: [float(score(item, cue) - item.chance) for item in items] for name, cue in CUES.items()}
    total = 0.0
    for number, item in enumerate(items):
        weights = {name: max(0.0, sum(gain) - gain[number]) for name, gain in gains.items()}
        total += float(score(item, _vote(item, weights)) - item.chance)
    return total / len(items) * 100


def _vote(item: Asked, weights: dict[str, float]) -> Cue:
    votes = [0.0] * len(item.options)
    for name, weight in weights.items():
        values = [CUES[name](item, place) for place in range(len(item.options))]
        best = [place for place, value in enumerate(values) if value == max(values)]
        for place in best:
            votes[place] += weight / len(best)
    return lambda _, place: round(votes[place], 9)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text.lower())


def _count(phrases: str) -> Cue:
    found = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
    return lambda item, place: len(found.findall(item.options[place]))


def _length(item: Asked, place: int) -> float:
    return len(item.options[place])


def _clauses(item: Asked, place: int) -> float:
    return len(re.findall(r"[,;:–]", item.options[place])) + _count(_CLAUSES)(item, place)


def _echo(item: Asked, place: int) -> float:
    said = set(_words(item.stem)) - _STOP
    words = [word for word in _words(item.options[place]) if word not in _STOP]
    return sum(word in said for word in words) / (len(words) or 1)


def _likeness(item: Asked, place: int) -> float:
    """Return how many words of one option stand in the others, too: what is common looks safe."""
    own = set(_words(item.options[place])) - _STOP
    others = [set(_words(text)) for number, text in enumerate(item.options) if number != place]
    return sum(len(own & other) for other in others) / (len(own) or 1)


def _middling(item: Asked, place: int) -> float:
    lengths = sorted(map(len, item.options))
    return -abs(len(item.options[place]) - lengths[len(lengths) // 2])


def _ranked(rank: int) -> Cue:
    return lambda item, place: len(item.options[place]) == sorted(map(len, item.options))[rank]


def _begins_apart(item: Asked, place: int) -> float:
    begun = [tuple(_words(text)[:2]) for text in item.options]
    return -begun.count(begun[place])


def _middle(item: Asked, place: int) -> float:
    return 0 < place < len(item.options) - 1


def _place(wanted: int) -> Cue:
    return lambda item, place: place == wanted % len(item.options)


def _less(cue: Cue) -> Cue:
    return lambda item, place: -cue(item, place)


CUES: dict[str, Cue] = {
    "longest": _length,
    "shortest": _less(_length),
    "second longest": _ranked(-2),
    "second shortest": _ranked(1),
    "of middling length": _middling,
    "most clauses": _clauses,
    "fewest clauses": _less(_clauses),
    "most hedged": _count(_HEDGES),
    "least hedged": _less(_count(_HEDGES)),
    "both sides": _count(_BOTH_SIDES),
    "not both sides": _less(_count(_BOTH_SIDES)),
    "most absolute": _count(_ABSOLUTES),
    "least absolute": _less(_count(_ABSOLUTES)),
    "gives a reason": _count(_REASONS),
    "gives no reason": _less(_count(_REASONS)),
    "leaves it to others": _count(_LEAVES),
    "leaves nothing to others": _less(_count(_LEAVES)),
    "waits": _count(_WAITS),
    "does not wait": _less(_count(_WAITS)),
    "goes to an authority": _count(_RANKS),
    "goes to no authority": _less(_count(_RANKS)),
    "echoes the story": _echo,
    "says something new": _less(_echo),
    "like the others": _likeness,
    "unlike the others": _less(_likeness),
    "begins apart": _begins_apart,
    "first": _place(0),
    "second": _place(1),
    "third": _place(2),
    "last": _place(-1),
    "in the middle": _middle,
    "most digits": lambda item, place: sum(map(str.isdigit, item.options[place])),
    "most quotation": lambda item, place: sum(item.options[place].count(mark) for mark in "“”"),
}
