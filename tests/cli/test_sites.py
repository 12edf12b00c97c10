"""`elearn site`: the register by hand and from a file, with errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.accounts import sites
from elearn.cli import main
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from tests.databases import bare_application, environ_of


@pytest.fixture(autouse=True)
def _environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["site", *arguments])


def _register(settings: Settings) -> list[tuple[str, str, str, bool]]:
    with bare_application(settings).app_context():
        found = [(each.key, each.country, each.name, each.is_open) for each in sites.every()]
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_site_is_added_listed_renamed_and_closed(settings: Settings) -> None:
    assert _run("add", "nairobi", "KE", "Judiciary Academy").exit_code == 0
    assert "is taken" in _run("add", "nairobi", "KE", "Again").output
    assert _run("rename", "nairobi", "Kenya Judiciary Academy").exit_code == 0
    assert _run("close", "nairobi").output == "nairobi is closed\n"
    assert _run("list", "--country", "KE").stdout == "nairobi\tKE\tclosed\tKenya Judiciary Academy\n"
    assert _run("close", "nairobi", "--open").exit_code == 0
    assert _register(settings) == [("nairobi", "KE", "Kenya Judiciary Academy", True)]
    assert "no training site is registered as 'nowhere'" in _run("close", "nowhere").output


def test_a_file_is_registered_whole_and_twice_is_once(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "sites.csv"
    file.write_text("\ufeffkey,country,name\nnairobi,KE,Judiciary Academy\n\nparis,FR,\"École, Paris\"\n",
                    encoding="utf-8")
    assert _run("import", str(file)).output == "2 registered, 0 were there already\n"
    assert _run("import", str(file)).output == "0 registered, 2 were there already\n"
    assert _register(settings) == [
        ("paris", "FR", "École, Paris", True), ("nairobi", "KE", "Judiciary Academy", True)]


def test_every_line_that_is_wrong_is_named_and_then_nothing_is_registered(
    tmp_path: Path, settings: Settings,
) -> None:
    _run("add", "lusaka", "ZM", "National Institute")
    file = tmp_path / "sites.csv"
    file.write_text("key,country,name\nnairobi,KE,Academy\nNAIROBI,KE,Academy\nkisumu,Kenya,Academy\n"
                    "one,KE\nnairobi,KE,Academy\nlusaka,ZM,Another\nmombasa,KE,\n", encoding="utf-8")
    said = _run("import", str(file))
    assert said.exit_code == 1 and said.output.startswith("Error: nothing was registered\n")
    for line, reason in ((3, "is no key"), (4, "is no country code"), (5, "2 cells, should be 3"),
                         (6, "taken above"), (7, "taken as National Institute (ZM)"),
                         (8, "cannot be the name")):
        (named,) = [each for each in said.output.splitlines() if f"sites.csv:{line}: " in each]
        assert reason in named
    assert [each[0] for each in _register(settings)] == ["lusaka"]


@pytest.mark.parametrize(("content", "said"), [
    (b"", "first line should be"), (b"name,key\n", "first line should be"),
    ("key,country,name\nparis,FR,École\n".encode("latin-1"), "not UTF-8"),
    (b'key,country,name\nparis,FR,"open\n', "sites.csv:")])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "sites.csv"
    file.write_bytes(content)
    found = _run("import", str(file))
    assert found.exit_code == 1 and said in found.output and "Traceback" not in found.output


def test_people_and_invitations_take_registered_sites_alone() -> None:
    _run("add", "nairobi", "KE", "Judiciary Academy")
    added = CliRunner().invoke(main, [
        "user", "add", "ana@court.example", "--name", "Ana Silva", "--country", "KE", "--site", "nairoby",
        "--generate"])
    invited = CliRunner().invoke(main, ["user", "invite", "--site", "nairoby"])
    for found in (added, invited):
        assert found.exit_code == 1 and "did you mean nairobi?" in found.output
