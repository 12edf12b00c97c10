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


def possible(count: int) -> tuple[int, int]:
    """Return the least and the greatest count that are printed as `count` is."""
    if count < SMALL:
        return 0, SMALL - 1
    nearest = STEP * ((count + STEP // 2) // STEP)
    return max(SMALL, nearest - STEP // 2), nearest + STEP // 2


def percentage(part: str, whole: str) -> str:
    """Return printed `part` of printed `whole` in whole per cent, where the whole is at least 50."""
    if not part.isdigit() or not whole.isdigit() or int(whole) < WHOLE_FOR_PERCENTAGES:
        return NOT_SHOWN
    return f"{min(100, (200 * int(part) + int(whole)) // (2 * int(whole)))} %"


def may_show_mean(count: str) -> bool:
    """Say whether a mean or median of as many people as are printed may be shown: surely 50 or more.

    It asks the printed count: were it shown from a true 50 on, it would tell 50 from 49, both printed 50.
    """
    return count.isdigit() and int(count) > WHOLE_FOR_PERCENTAGES


def may_be_parted(count: int) -> bool:
    """Say whether parts of a count are printed: where its own print tells that it is surely 50 or more."""
    return may_show_mean(printed(count))
