"""The page where anyone checks a certificate: by its code, or by its file."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.learning.certificates import checking, queries, rules, signing
from elearn.learning.certificates.checking import Finding
from elearn.learning.certificates.queries import Entry
from elearn.web.certificates import throttling, wording
from elearn.web.certificates.room import blueprint
from elearn.web.forms import Problem
from elearn.web.guards import open_to_all


@blueprint.get("/verify")
@open_to_all
def verify() -> ResponseReturnValue:
    typed = request.args.get("code", "").strip()
    if not typed:
        return _asked("code" in request.args)
    # What cannot be a code is answered here; what can has one address, however it was typed.
    code = rules.as_typed(typed)
    if not code:
        return _asked(True, typed[:80])
    return redirect(url_for("certificates.verify_code", code=rules.shown_code(code)), 303)


@blueprint.get("/verify/<code>")
@open_to_all
def verify_code(code: str) -> ResponseReturnValue:
    entry = queries.register_entry(code)
    if entry is None:
        # Only whoever guesses waits: a code that is known is answered to all who share their address.
        throttling.count_guess()
        return _page("unknown", 404, typed=code[:80])
    return _page("entry", 200, entry=entry, told=wording.told_state(entry.state))


@blueprint.post("/verify")
@open_to_all
def verify_file() -> ResponseReturnValue:
    sent = request.files.get("file")
    raw = sent.stream.read(checking.MOST_BYTES + 1) if sent else b""
    if not raw:
        problem = Problem("file", gettext("Choose the file named credential.json, then send it."))
        return _form((problem,), "", 400)
    throttling.count_upload()
    finding = checking.check(raw)
    return _page("file", 200, finding=finding, found=wording.told_outcome(finding.outcome),
                 entry=finding.entry, told=_state_of(finding))


def _state_of(finding: Finding) -> wording.Told | None:
    entry: Entry | None = finding.entry
    return wording.told_state(entry.state) if entry else None


def _asked(was_sent: bool, typed: str = "") -> Response:
    if not was_sent:
        return _form((), "", 200)
    problem = Problem("code", gettext(
        "Type the whole code: twenty letters and digits, such as 7Q2M-XKTA-93ZD-VHP0-B1NC."))
    return _form((problem,), typed, 400)


def _form(problems: tuple[Problem, ...], typed: str, status: int) -> Response:
    return _page("verify", status, problems=problems, typed=typed, issuer=signing.issuer())


def _page(template: str, status: int, **values: object) -> Response:
    response = make_response(render_template(
        f"certificates/{template}.html", wording=wording, **values), status)
    # A page that names someone is for whoever holds the code, not for a search engine or a shared cache.
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response
