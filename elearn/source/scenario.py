"""Where the choices of a scenario lead."""

from __future__ import annotations

from collections.abc import Sequence

from elearn.document.blocks import Step
from elearn.source.findings import did_you_mean
from elearn.source.reading import Reading


def check_targets(steps: Sequence[Step], reading: Reading) -> None:
    """Report each choice that leads to a step its scenario does not have."""
    known = [step.id for step in steps]
    for step in steps:
        for choice in step.choices:
            if choice.target and choice.target not in known:
                line = reading.option_lines.get(f"{step.id}/{choice.key}", reading.declared.get(step.id, 1))
                reading.problem(
                    line,
                    "step-target",
                    f"no step {choice.target[:80]} in this scenario{did_you_mean(choice.target, known)}",
                )
