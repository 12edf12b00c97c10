"""`elearn preview`: the course as its author writes it, on a page of this machine that renews itself."""

from __future__ import annotations

import mimetypes
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import click
from markupsafe import Markup

from elearn.cli.desk import Desk, with_desk
from elearn.cli.preview_pages import SCRIPT, STYLE, Pages, problems_html, whole_page
from elearn.document.catalogue import Revision, revision_of
from elearn.document.problems import Problem
from elearn.source.check import check_course

_LONGEST_WAIT = 240.0
_LOOK_EVERY = 0.5
_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'"
Answer = tuple[int, str, bytes, dict[str, str]]


@click.command()
@with_desk
@click.option("--port", default=8010, show_default=True, help="The port on 127.0.0.1.")
def preview(desk: Desk, port: int) -> None:
    """Show the course in a browser of this machine, renewed whenever a file is saved.

    What everyone sees, the answers and the trainers' text stand side by side; what `elearn check`
    finds stands above them. Stop it with Ctrl+C.

    \b
    Example:
      elearn preview --port 8010
    """
    server = preview_server(desk, port)
    click.echo(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def preview_server(desk: Desk, port: int) -> ThreadingHTTPServer:
    """Return a server for one desk, bound to the loopback address alone; port 0 takes a free one.

    Raise click.ClickException where there is no course file."""
    desk.rules()
    table = Table(desk)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            # Another site could point its own name at this address and read the answer key through it.
            is_ours = self.headers.get("Host", "").split(":")[0] in ("127.0.0.1", "localhost")
            self._send(table.answer(self.path) if is_ours else (421, "text/plain", b"wrong host", {}))

        def _send(self, answer: Answer) -> None:
            status, kind, body, headers = answer
            self.send_response(status)
            for name, value in {
                "Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
                "Content-Security-Policy": _POLICY, **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing: the terminal is the author's."""

    return _Server(("127.0.0.1", port), Handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away while it waited; report all else as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Table:
    """The courses as last read. Where one has errors, its last good version stays on the table."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp = ""
        self._problems: tuple[Problem, ...] = ()
        self._revisions: dict[tuple[str, str], Revision] = {}
        self._folders: dict[str, Path] = {}

    def answer(self, target: str) -> Answer:
        """Return status, media type, body and headers for the address of a request."""
        parts = urlsplit(target)
        names = [unquote(name) for name in parts.path.strip("/").split("/")]
        if parts.path == "/preview.css":
            return 200, "text/css; charset=utf-8", STYLE.encode(), {}
        if parts.path == "/preview.js":
            return 200, "text/javascript; charset=utf-8", SCRIPT.encode(), {}
        if parts.path == "/wait":
            return self._wait(parse_qs(parts.query))
        self._renew()
        if names[2:3] == ["media"]:
            return self._media(names[0], "/".join(names[3:]))
        return self._page(names, parts.path)

    def _page(self, names: list[str], path: str) -> Answer:
        revision = self._revisions.get((names[0], names[1])) if len(names) > 1 else None
        found: tuple[str, Markup] | None = None
        if names == [""]:
            found = "Courses", self._courses()
        elif revision and len(names) == 2 and path.endswith("/"):
            found = revision.course.header.title, Pages(revision).index()
        elif revision and len(names) == 3:
            found = Pages(revision).page(names[2])
        if found is None:
            return 404, "text/html; charset=utf-8", b'<p>No such page. <a href="/">Courses</a></p>', {}
        wait = f"/wait?since={self._stamp}&page={quote(path)}"
        body = whole_page(revision, found[0], problems_html(self._problems), found[1], wait)
        return 200, "text/html; charset=utf-8", body.encode(), {}

    def _courses(self) -> Markup:
        rows = Markup("").join(
            Markup('<li><a href="/{}/{}/">{} ({})</a></li>').format(
                key, lang, each.course.header.title, lang)
            for (key, lang), each in self._revisions.items())
        return Markup("<ul>{}</ul>").format(rows)

    def _media(self, key: str, name: str) -> Answer:
        folder = (self._folders.get(key, Path("/nowhere")) / "media").resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return 404, "text/plain", b"no such file", {}
        return 200, mimetypes.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes(), {}

    def _wait(self, query: dict[str, list[str]]) -> Answer:
        """Answer once a file has changed: the page asked for this, and goes on showing until then."""
        page = query.get("page", ["/"])[0]
        until = self._clock() + _LONGEST_WAIT
        while self._now() == query.get("since", [""])[0] and self._clock() < until:
            time.sleep(_LOOK_EVERY)
        is_ours = page.startswith("/") and not page.startswith(("//", "/\\"))
        return 303, "text/plain", b"", {"Location": quote(page) if is_ours else "/"}

    def _now(self) -> str:
        """Return a word that changes with every change of a file."""
        files = [*self._desk.courses.glob("*.toml"), *self._desk.content.rglob("*")]
        latest = max((file.stat().st_mtime_ns for file in files if file.exists()), default=0)
        return f"{latest}-{len(files)}"

    def _renew(self) -> None:
        with self._lock:
            stamp = self._now()
            if stamp != self._stamp:
                self._stamp = stamp
                self._read()

    def _read(self) -> None:
        every, found = self._desk.rules()
        problems = list(found)
        for rules in every:
            folder = self._folders[rules.key] = self._desk.folder(rules)
            for lang in self._desk.languages(rules):
                loaded = self._desk.load(rules, lang)
                problems += [self._desk.placed(p, folder) for p in check_course(loaded, folder)]
                if loaded.course is not None:
                    self._revisions[rules.key, lang] = revision_of(loaded.course, loaded.bank)
        self._problems = tuple(problems)


commands = [preview]
