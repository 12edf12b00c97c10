"""Every code that the checks of a whole course can report, each with one sentence for the author."""

from __future__ import annotations

COURSE_CODES: dict[str, str] = {
    "course-toml": "The course file is not TOML, so nothing in it could be read.",
    "course-key": "The course file has a key that means nothing; perhaps it is misspelt.",
    "course-missing": "The course file lacks a key that it must have.",
    "course-value": "A key of the course file says what is not allowed, or what another key contradicts.",
}

ID_CODES: dict[str, str] = {
    "id-retired": "The id or option key was used before and is retired; old answers still hang on it.",
    "id-prefix": "The id does not begin with the key of its module (in the manual with manual- or tm-, "
                 "in the glossary with g-).",
    "retired-line": "A line of retired-ids.txt is neither an id (with or without a key) nor a comment.",
    "link-audience": "A link leads from text that a reader sees to a block that this reader does not see.",
}

MEDIA_CODES: dict[str, str] = {
    "media-missing": "A figure names a file that does not exist in the media folder.",
    "media-unused": "A file in the media folder is shown by no figure.",
}

COVERAGE_CODES: dict[str, str] = {
    "coverage-taught": "Some paragraphs are cited in the text of no unit.",
    "coverage-practised": "Some paragraphs are named by no case, question or scenario of a unit.",
    "coverage-tested": "Some paragraphs are named by no item of the final test.",
    "bank-value": "A test item belongs to a value that no blueprint of the course file draws from.",
    "bank-short": "A pool holds fewer items of a value than one form of the test draws.",
    "bank-scale": "A question of degree stands in the final pool, where nothing about it can be right.",
}

SCENARIO_CODES: dict[str, str] = {
    "step-unreachable": "No choice leads to this step.",
    "step-loop": "From this step a reader can come back to it, and so never reach an ending.",
    "step-without-exit": "The step offers no choice and is not marked as an ending.",
    "step-after-ending": "The step is an ending and still offers choices.",
    "ending-without-debrief": "The ending has no debrief, so the reader is left without reasons.",
    "ending-debrief-differs": "The endings of one scenario come back to different paragraphs.",
    "scenario-deep": "A way through the scenario takes more than 5 decisions.",
    "scenario-endings": "The scenario has more than 3 endings.",
    "scenario-steps": "The scenario has fewer than 4 or more than 12 steps.",
}

QUESTION_CODES: dict[str, str] = {
    "feedback-missing": "An option has no feedback, so its reader is not told why.",
    "feedback-short": "The feedback of an option has fewer than 25 words.",
    "longest-is-right": "The right option is longer than every wrong one, which gives it away.",
    "right-in-one-place": "The right option nearly always stands in the same place.",
    "trainer-missing": "A case, scenario or reflection has no text for trainers beside it.",
    "reflection-missing": "The unit does not end with a reflection and points other judges mention.",
}

SIZE_CODES: dict[str, str] = {
    "unit-long": "The unit takes more than 10 minutes.",
    "unit-minutes": "The minutes that the unit declares are more than 15 % off the minutes it takes.",
    "stretch-long": "More than 300 words stand together with nothing to do.",
}

PLAN_CODES: dict[str, str] = {
    "session-minutes": "The minutes of a session are not the sum of its steps and its debrief.",
    "agenda-minutes": "The minutes of an agenda are not the sum of its steps.",
    "agenda-step-short": "A step of an agenda gives a session less time than the session takes.",
    "glossary-twice": "The glossary explains the same term twice.",
    "glossary-empty": "The glossary names a term and does not explain it.",
    "glossary-order": "The terms of the glossary do not stand in alphabetical order.",
}

PARITY_CODES: dict[str, str] = {
    "parity-missing": "The translation lacks something that the source language has.",
    "parity-extra": "The translation has something that the source language does not have.",
    "parity-key": "The translation has other options, or another right answer, than the source language.",
}

CHANGES_CODES: dict[str, str] = {
    "changes-toml": "The file changes.toml is no TOML, or has an unknown key or value.",
    "changes-value": "A change in changes.toml names what is not there, says nothing, or stands twice.",
}

AGAINST_CODES: dict[str, str] = {
    "against-id": "An id of the earlier version is gone and not retired, or names another kind of block.",
    "against-key": "An item has other options, right answers or verdicts, or options that traded words.",
    "against-audience": "The block is now seen by other readers than in the earlier version.",
}

CODES: dict[str, str] = {
    **COURSE_CODES, **ID_CODES, **MEDIA_CODES, **COVERAGE_CODES, **SCENARIO_CODES, **QUESTION_CODES,
    **SIZE_CODES, **PLAN_CODES, **PARITY_CODES, **CHANGES_CODES,
    **AGAINST_CODES,
}

# A warning is advice: the build goes on. `elearn check --strict` counts it as an error.
WARNINGS: frozenset[str] = frozenset({
    "media-unused", "coverage-taught", "coverage-practised", "coverage-tested", "bank-short",
    "ending-debrief-differs", "scenario-steps", "feedback-short", "longest-is-right",
    "right-in-one-place", "trainer-missing", "reflection-missing", "unit-minutes", "stretch-long",
    "glossary-order", "against-id", "against-key", "against-audience",
})
