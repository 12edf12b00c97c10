"""The preview: all cuts side by side, problems on top, for this machine alone."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.cli.desk import Desk
from elearn.cli.preview import Table, preview_server
from tests.factories.content import UNIT, SmallContent, small_content

TEXT = """::: case {#m1-c1 title="The dinner"}
Words for everyone.

::: question {#m1-q1 cites="bp 2.5"}
What do you do?

- [ ] Say nothing. {#a risky}
  > Words of feedback.
- [x] Tell the parties. {#b sound}
  > More feedback.
:::

::: trainer {minutes=10}
Words for trainers.
:::
:::

::: session {#m1-ses title="A session" minutes=5 aim="Decide" method="Vote"}
::: step {title="Vote" minutes=5}
Words of a plan.
:::
:::
"""
PAGE = "/small/en/m1-unit"


@pytest.fixture
def made(tmp_path: Path) -> SmallContent:
    return small_content(tmp_path, {UNIT: TEXT, "media/path.svg": "<svg/>"})


@pytest.fixture
def table(made: SmallContent) -> Table:
    return Table(Desk(made.root / "content", made.courses_dir))


@pytest.fixture
def port(made: SmallContent) -> Iterator[int]:
    server = preview_server(Desk(made.root / "content", made.courses_dir), 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def body(table: Table, address: str) -> str:
    status, _, content, _ = table.answer(address)
    assert status == 200
    return content.decode()


def test_the_cuts_stand_side_by_side(table: Table) -> None:
    row = body(table, PAGE).split('<div class="row">')[1]
    everyone, rest = row.split('<div class="answers">')
    answers, trainers = rest.split('<div class="trainers">')
    assert "Words for everyone" in everyone and "Say nothing" in everyone
    assert "Words of feedback" in answers and "sound" in answers
    assert "Words for trainers" in trainers
    assert "feedback" not in everyone and "sound" not in everyone and "trainers" not in everyone


def test_plans_stand_in_the_trainers_column(table: Table) -> None:
    row = body(table, PAGE).split('<div class="row">')[2]
    assert "Words of a plan" in row.split('<div class="trainers">')[1]
    assert "Words of a plan" not in row.split('<div class="trainers">')[0]


@pytest.mark.parametrize("address", ["/", "/small/en/", "/small/en/glossary", "/small/en/sources"])
def test_there_is_a_page_for_everything_else(table: Table, address: str) -> None:
    assert "<h1>" in body(table, address)


def test_problems_stand_above_and_the_last_good_version_stays(made: SmallContent, table: Table) -> None:
    assert "0 errors" in body(table, PAGE)
    path = made.content_dir / UNIT
    path.write_text(path.read_text(encoding="utf-8").replace("[x]", "[X]"), encoding="utf-8")
    page = body(table, PAGE)
    assert "bad-option" in page.split("<main>")[0]
    assert "Words for everyone" in page.split("<main>")[1]


def test_a_saved_file_renews_the_page_without_a_script(made: SmallContent, table: Table) -> None:
    page = body(table, PAGE)
    wait = page.split("url=")[1].split('"')[0].replace("&amp;", "&")
    path = made.content_dir / UNIT
    path.write_text(path.read_text(encoding="utf-8").replace("for everyone", "for all"), encoding="utf-8")
    status, _, _, headers = table.answer(wait)
    assert (status, headers["Location"]) == (303, PAGE)
    assert "Words for all" in body(table, PAGE)


def test_waiting_ends_by_itself(made: SmallContent) -> None:
    moments = iter((0.0, 1000.0))
    table = Table(Desk(made.root / "content", made.courses_dir), clock=lambda: next(moments))
    wait = body(table, PAGE).split("url=")[1].split('"')[0].replace("&amp;", "&")
    assert table.answer(wait)[0] == 303


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_the_page_never_sends_anyone_elsewhere(table: Table, page: str) -> None:
    assert table.answer(f"/wait?since=0-0&page={page}")[3]["Location"] == "/"


@pytest.mark.parametrize("address", [
    "/small/en/no-such-unit", "/other/en/", "/small/fr/", "/small/en/media/no.svg", "/small/en/media/",
    "/small/en/media/..%2fsources.toml", "/small/en/media/%2fetc%2fpasswd", "/small/en/m1-unit/more",
])
def test_there_is_nothing_else(table: Table, address: str) -> None:
    assert table.answer(address)[0] == 404


def test_pictures_are_served_with_their_type(table: Table) -> None:
    assert table.answer("/small/en/media/path.svg")[:3] == (200, "image/svg+xml", b"<svg/>")


def test_only_this_machine_may_ask(port: int) -> None:
    for host, status in (("127.0.0.1", 200), (f"localhost:{port}", 200), ("evil.example", 421), ("", 421)):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", PAGE, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        assert (host, answer.status) == (host, status)
        assert "no-store" in (answer.headers["Cache-Control"] or "")
        connection.close()


def test_the_server_listens_on_loopback_alone(made: SmallContent) -> None:
    server = preview_server(Desk(made.root / "content", made.courses_dir), 0)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()
