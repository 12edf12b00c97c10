"""What was learned: the same people's results before and after, by aggregate statements."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import text

from elearn.kernel.db import db
from elearn.reports.counting.cells import Cells
from elearn.reports.dimensions import Listed, key_of

DIMENSIONS = ("country", "role", "route", "language")
# The first entry test of each, and the first post-test after it; where there is none, the first final
# test, since courses without a post-test and people who left it out would have no pair at all.
_PAIRS = text("""
    WITH ranked AS (
        SELECT a.enrolment_id, a.test, a.seq,
               100 * CAST(a.right_count AS FLOAT) / a.scored_count AS score,
               ROW_NUMBER() OVER (PARTITION BY a.enrolment_id, a.test ORDER BY a.seq) AS place
        FROM attempt a WHERE a.submitted_at IS NOT NULL AND a.scored_count > 0),
    paired AS (
        SELECT enrolment_id,
               MAX(CASE WHEN test = 'entry' THEN seq END) AS before_at,
               MAX(CASE WHEN test = 'entry' THEN score END) AS before,
               COALESCE(MAX(CASE WHEN test = 'post' THEN seq END),
                        MAX(CASE WHEN test = 'final' THEN seq END)) AS later_at,
               COALESCE(MAX(CASE WHEN test = 'post' THEN score END),
                        MAX(CASE WHEN test = 'final' THEN score END)) AS later
        FROM ranked WHERE place = 1 GROUP BY enrolment_id)
    SELECT f.country, f.judicial_role, f.route, f.lang, COUNT(*), SUM(p.before), SUM(p.later),
           SUM((p.later - p.before) * (p.later - p.before))
    FROM paired p JOIN enrolment_fact f ON f.enrolment_id = p.enrolment_id
    WHERE f.course_key = :course_key AND p.later_at > p.before_at
    GROUP BY f.country, f.judicial_role, f.route, f.lang""")


@dataclass
class Pairs:
    """So many people with both results: their sums before and later, and of the differences squared."""

    number: int = 0
    before: float = 0.0
    later: float = 0.0
    squares: float = 0.0

    def add(self, other: Pairs) -> None:
        """Take in the pairs of other people."""
        self.number += other.number
        self.before += other.before
        self.later += other.later
        self.squares += other.squares


Gains = dict[tuple[str, str], Pairs]


def counted(course_key: str) -> Gains:
    """Return the pairs of a course by (dimension, value), and of all by two empty texts."""
    found: Gains = {("", ""): Pairs()}
    for row in db.session.connection().execute(_PAIRS, {"course_key": course_key}):
        pairs = Pairs(row[4], float(row[5]), float(row[6]), float(row[7]))
        for name, value in (("", ""), *zip(DIMENSIONS, row[:4], strict=True)):
            found.setdefault((name, value), Pairs()).add(pairs)
    return found


def cells(gains: Gains, listed: Listed) -> Cells:
    """Return how many pairs there are for everybody and each listed value."""
    wanted = [("", ""), *((name, value) for name in DIMENSIONS for value in listed.values.get(name, ()))]
    return {key_of({name: value}): [gains.get((name, value), Pairs()).number] for name, value in wanted}


def interval(held: Pairs) -> tuple[float, float, float]:
    """Return the lower end of the 95 % interval of the mean difference, the mean, the upper end.

    It is Student's t of paired differences; its quantile by the first terms of Cornish and Fisher's
    expansion, which is exact to a thousandth from 50 pairs on.
    """
    mean = (held.later - held.before) / held.number
    freedom = held.number - 1
    variance = max(0.0, held.squares - held.number * mean * mean) / freedom
    normal = 1.959964
    quantile = normal + (normal**3 + normal) / (4 * freedom)
    half = quantile * math.sqrt(variance / held.number)
    return mean - half, mean, mean + half
