"""The report to a donor: asked for in a form, made by the worker, kept in a list to download."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, validators

from elearn.kernel import config, jobs, words
from elearn.kernel.errors import NotFound, TooOften
from elearn.render import report_shelf
from elearn.render.report_shelf import Asked, KeptReport
from elearn.reports.reading import queries
from elearn.reports.wording import donor as said
from elearn.reports.wording.values import value
from elearn.web import languages
from elearn.web.forms import Form
from elearn.web.guards import for_roles
from elearn.web.reports import files, filtering, room, wording
from elearn.web.reports.room import STAFF, blueprint

JOB = "donor-report"
_ALL = "all"
_MOST_WAITING = 6
_WAIT = 60


class DonorForm(Form):
    year = SelectField(lazy_gettext("Period"), validators=[validators.InputRequired()])
    country = SelectField(lazy_gettext("Country"), validators=[validators.InputRequired()])
    language = SelectField(lazy_gettext("Language"), validators=[validators.InputRequired()])


@dataclass(frozen=True, slots=True)
class Shown:
    """A report of the list, in words."""

    address: str
    title: str
    as_of: str
    language: str
    pages: int
    size: int
    is_scheduled: bool


@blueprint.route("/<lang:lang>/reports/donor", methods=("GET", "POST"))
@for_roles(*STAFF)
def donor() -> ResponseReturnValue:
    """Offer the reports that are made; on a choice ask the worker for another."""
    form = _form()
    if form.is_good():
        asked = Asked(*("" if held == _ALL else held for held in (
            form.year.data, form.country.data, form.language.data)))
        _ask(asked)
        return redirect(url_for("reports.donor_report", key=asked.key), 303)
    data = config.current().data
    return render_template(
        "reports/donor.html", form=form, problems=form.problems(), made=_shown(report_shelf.reports(data)),
        is_counted=room.table("by-role", {}).taken_at is not None,
        has_schedule=bool(config.current().donor_report))


@blueprint.get("/<lang:lang>/reports/donor/<key>")
@for_roles(*STAFF)
def donor_report(key: str) -> ResponseReturnValue:
    """Say how far a report is; the page may be left meanwhile."""
    asked, data = report_shelf.read_key(key), config.current().data
    outcome = report_shelf.outcome(data, asked) if asked else None
    if asked is None or outcome is None:
        raise NotFound
    made = [each for each in report_shelf.reports(data) if each.asked == asked]
    return render_template("reports/donor_report.html", title=_title(asked), outcome=outcome,
                           made=_shown(tuple(made)), asked=asked)


@blueprint.get("/<lang:lang>/reports/donor/<name>.pdf")
@for_roles(*STAFF)
def donor_file(name: str) -> Response:
    held = report_shelf.report(config.current().data, f"{name}.pdf")
    if held is None:
        raise NotFound
    asked = {name: held for name, held in (("year", held.asked.year), ("country", held.asked.country),
                                           ("language", held.asked.lang)) if held}
    return files.sent(JOB, "pdf", "application/pdf", held.file.path.read_bytes(), asked)


def _form() -> DonorForm:
    t, form = wording.tongue(), DonorForm.sent(
        year=request.args.get("year", _ALL), language=languages.current())
    offered = queries.filter_values(room.course(), "by-role")
    years = filtering.grouped(t, "year", offered.get("year", ()), "")
    form.year.choices = {gettext("All"): [(_ALL, gettext("Since the course began"))], **{
        heading: [(each.value, each.label) for each in options] for heading, options in years if options}}
    countries = filtering.grouped(t, "country", offered.get("country", ()), "")[0][1]
    form.country.choices = [
        (_ALL, gettext("All countries")), *((each.value, each.label) for each in countries)]
    form.language.choices = [(each.tag, each.name) for each in words.INTERFACE]
    return form


def _ask(asked: Asked) -> None:
    """Put a job, unless the report is on its way already. Raise TooOften where too many are."""
    data = config.current().data
    if len(report_shelf.waiting(data)) >= _MOST_WAITING:
        raise TooOften(
            gettext("Several reports are being made. Wait until they are ready, then ask again."), _WAIT)
    if report_shelf.claim(data, asked):
        jobs.put(JOB, asked.key)


def _title(asked: Asked) -> str:
    t = wording.tongue()
    where = value(t, "country", asked.country) if asked.country else gettext("All countries")
    return gettext("%(period)s, %(scope)s", period=said.period(t, asked.year), scope=where)


def _shown(made: tuple[KeptReport, ...]) -> tuple[Shown, ...]:
    t, languages_by_tag = wording.tongue(), {each.tag: each.name for each in words.INTERFACE}
    return tuple(
        Shown(url_for("reports.donor_file", name=each.file.file_name.removesuffix(".pdf")),
              _title(each.asked), t.gettext("%(moment)s (UTC)", moment=t.moment(each.taken_at)),
              languages_by_tag.get(each.asked.lang, each.asked.lang), each.file.pages, each.file.size,
              each.is_scheduled)
        for each in made)
