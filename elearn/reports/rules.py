"""How a count is printed, so that no figure tells of a single person."""

from __future__ import annotations

SMALL = 10
STEP = 5
WHOLE_FOR_PERCENTAGES = 50
SUPPRESSED = "<10"
NOT_SHOWN = "–"


def printed(count: int) -> str:
    """Return a count as it is printed: `<10` under ten, the nearest multiple of five from there.

    Zero is printed as any other count under ten, since an empty cell tells of those around it.
    """
    if count < SMALL:
        return SUPPRESSED
    return str(STEP * ((count + STEP // 2) // STEP))


def percentage(part: str, whole: str) -> str:
    """Return printed `part` of printed `whole` in whole per cent, where the whole is at least 50."""
    if SUPPRESSED in (part, whole) or not whole.isdigit() or int(whole) < WHOLE_FOR_PERCENTAGES:
        return NOT_SHOWN
    return f"{min(100, (200 * int(part) + int(whole)) // (2 * int(whole)))} %"
