"""Findings in words: a headline and a sentence each, or that there are not enough people to say."""

from __future__ import annotations

from elearn.document.report import ReportFinding
from elearn.reports.reading.findings import Gain, Loss, Reach, Spread
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value


def of_reach(t: Tongue, found: Reach) -> ReportFinding:
    """Say who joined, who completed and how that changed on the year before."""
    if not found.is_known:
        return _unknown(t, t.gettext("How many were reached"),
                        t.gettext("Fewer than 10 people enrolled in this period."))
    headline = t.gettext("%(enrolled)s people enrolled", enrolled=t.number(found.enrolled))
    said = [t.gettext("In this period %(enrolled)s people enrolled and %(completed)s completed the course.",
                      enrolled=t.number(found.enrolled), completed=t.number(found.completed))]
    if not found.is_over:
        said.append(t.gettext("The period is not over yet, so it is not compared with the one before."))
    elif found.year:
        said.append(_compared(t, found))
    return ReportFinding(headline, " ".join(said))


def _compared(t: Tongue, found: Reach) -> str:
    if not found.before:
        return t.gettext("No figure of the year before is printed to compare it with.")
    before = t.number(found.before)
    if found.change is None:
        return t.gettext(
            "There are not enough people to compare with the year before (%(before)s enrolled).",
            before=before)
    if found.change == 0:
        return t.gettext("That is as many as the year before (%(before)s).", before=before)
    if found.change > 0:
        return t.gettext("That is %(percent)s %% more than the year before (%(before)s enrolled).",
                         percent=found.change, before=before)
    return t.gettext("That is %(percent)s %% fewer than the year before (%(before)s enrolled).",
                     percent=-found.change, before=before)


def of_routes(t: Tongue, found: Spread) -> ReportFinding:
    """Say by which route most complete."""
    if not found.is_known:
        return _unknown(t, t.gettext("Completion by route"), t.gettext(
            "Fewer than two routes have the 50 people that a share needs, so routes are not compared."))
    headline = t.gettext("Most complete by this route: %(route)s", route=_name(t, found, found.highest))
    return _spread(t, found, headline, t.gettext("Routes complete about alike"))


def of_roles(t: Tongue, found: Spread) -> ReportFinding:
    """Say between which roles completion differs most."""
    if not found.is_known:
        return _unknown(t, t.gettext("Differences between roles"), t.gettext(
            "Fewer than two roles have the 50 people that a share needs, so roles are not compared."))
    headline = t.gettext("Completion differs between roles")
    return _spread(t, found, headline, t.gettext("Roles complete about alike"))


def _spread(t: Tongue, found: Spread, headline: str, alike: str) -> ReportFinding:
    assert found.highest and found.lowest
    named = {"high": _name(t, found, found.highest), "high_rate": found.highest[1],
             "low": _name(t, found, found.lowest), "low_rate": found.lowest[1]}
    said = t.gettext("Of all who enrolled since the course began, the share that completed is highest for "
                     "%(high)s (%(high_rate)s) and lowest for %(low)s (%(low_rate)s).", **named)
    if found.is_certain:
        return ReportFinding(headline, said)
    return ReportFinding(alike, f"{said} " + t.gettext(
        "The printed figures are rounded, and do not tell for certain which is higher."))


def of_gain(t: Tongue, found: Gain) -> ReportFinding:
    """Say what was gained between the tests, and how certain that is."""
    if not found.is_known:
        return _unknown(t, t.gettext("What was learned"), t.gettext(
            "Too few people sat both the entry test and the later one, so no gain is printed."))
    said = t.gettext(
        "%(pairs)s people sat both tests: their mean was %(entry)s %% in the first and %(final)s %% in the "
        "second, a gain of %(gain)s points (95 %% interval from %(low)s to %(high)s).",
        pairs=t.number(found.pairs), entry=_plain(found.entry), final=_plain(found.final),
        gain=found.gain, low=found.low, high=found.high)
    if found.is_rise:
        return ReportFinding(t.gettext("Results rose by %(gain)s points", gain=found.gain), said)
    return ReportFinding(t.gettext("No gain can be claimed"), f"{said} " + t.gettext(
        "The interval holds zero, so the difference may be chance."))


def of_loss(t: Tongue, found: Loss) -> ReportFinding:
    """Say after which step most people stop."""
    if not found.is_known:
        return _unknown(t, t.gettext("Where people stop"), t.gettext(
            "Fewer than 50 people registered, or no step loses people that the printed figures show."))
    after, before = value(t, "stage", found.after), value(t, "stage", found.before)
    said = t.gettext(
        "Of the %(came)s people of the route e-learning who came to the step “%(after)s”, about %(people)s "
        "have not come to the next, “%(before)s”.", people=t.number(str(found.people)),
        came=t.number(str(found.came)), after=after, before=before)
    if not found.is_certain:
        said += " " + t.gettext("Another step loses almost as many.")
    return ReportFinding(t.gettext("Most people stop after the step “%(after)s”", after=after), said)


def _unknown(t: Tongue, headline: str, why: str) -> ReportFinding:
    return ReportFinding(
        t.gettext("%(what)s: not enough people to say", what=headline), why, is_known=False)


def _name(t: Tongue, found: Spread, one: tuple[str, str] | None) -> str:
    return value(t, found.rows_are, one[0]) if one else ""


def _plain(printed: str) -> str:
    return printed.removesuffix("%").strip()
