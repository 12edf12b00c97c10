"""The search: a form that works by its address alone, and what was found."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.document.asked import paragraph_asked
from elearn.document.search_text import asked_words
from elearn.learning import search as record
from elearn.web import context, languages, paragraphs
from elearn.web.guards import open_to_all
from elearn.web.search import results

LONGEST = 200

blueprint = Blueprint("search", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/search")
@open_to_all
def index() -> ResponseReturnValue:
    revision = context.current().revision(languages.current())
    query = " ".join(request.args.get("q", "")[:LONGEST].split())
    asked = paragraph_asked(query, revision.open.sources)
    if asked is not None:
        return redirect(paragraphs.address(asked), 302)
    words = asked_words(query, revision.lang)
    after = results.after(request.args.get("after", ""))
    is_any = "any" in request.args
    found = record.find(revision.id, words, most=results.MOST, after=after, is_any=is_any)
    return render_template(
        "search/search.html", course=revision.open, query=query, words=words, after=after, is_any=is_any,
        results=results.results(revision, found.places, words), has_more=found.has_more,
        others=results.results(revision, found.others, words), most=results.MOST)
