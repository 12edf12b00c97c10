"""A new unit to start from: every part a unit needs, ready to be written over."""

from __future__ import annotations

from string import Template

_FEEDBACK = """  > Say here why a colleague might choose this and what a fair observer would think of it,
  > with the paragraph that carries the reason; twenty-five words are the least that helps. [@$cite]"""

_UNIT = """---
id: $id
title: $title
minutes: 1
objectives: Say what the reader can decide better afterwards; Say a second such thing
---

::: case {#$id-c1 title="A name for the dilemma" cites="$cite"}
A named judge meets a situation that a real judge could meet tomorrow. Tell it in a hundred words,
and stop where the judge must decide.

::: question {#$id-q1 cites="$cite"}
What should the judge do first?

- [ ] The quick way out, which many would take. {#a risky}
$feedback
- [x] What the paragraph asks for. {#b sound}
$feedback
- [ ] What can be defended, though it carries a greater risk. {#c defensible}
$feedback
:::

::: trainer {minutes=15}
Say how long each part takes, how to run it, which answers to expect and how to handle disagreement.
:::
:::

## Why it matters {#$id-why}

Reason from the dilemma through the paragraph [@$cite], in at most 300 words before the next thing
to do.

::: reflection {#$id-r1 title="Your own court" lines=8}
Which situation of your own does this remind you of?

::: model
Points that many judges mention.
:::

::: trainer {minutes=5}
Say that nobody needs to share what was written.
:::
:::

::: take-away
Two sentences that the reader keeps.
:::
"""


def new_unit(unit_id: str, title: str, cite: str) -> str:
    """Return the source of a unit that passes every check; `cite` is a paragraph such as `bp 2.1`."""
    whole = _UNIT.replace("$feedback", _FEEDBACK)
    return Template(whole).substitute(id=unit_id, title=title, cite=cite)
