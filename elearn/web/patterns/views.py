"""The pattern page: not there at all on a server that is not for demonstration."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from elearn.web import context, languages
from elearn.web.guards import open_to_all
from elearn.web.patterns import samples
from elearn.web.patterns.samples import PARTS, PatternFrame, SampleForm
from elearn.web.skeleton import hole

blueprint = Blueprint("patterns", __name__)


@blueprint.get("/<lang:lang>/patterns")
@open_to_all
def index() -> ResponseReturnValue:
    held = context.current()
    if not held.settings.demo:
        abort(404)
    # The switches of the address win over those of the device, so that a test may ask for each.
    g.frame = PatternFrame(request.args.get("theme", ""), request.args.get("dir", ""))
    revision = held.revision(languages.current())
    return render_template(
        "patterns/index.html", parts=PARTS, samples=samples, hole=hole, revision=revision,
        untouched=SampleForm(), wrong=samples.wrong_form(), questions=samples.questions(revision),
        ui="", has_unknown=True)
