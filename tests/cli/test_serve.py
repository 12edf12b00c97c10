"""`elearn serve`: what it refuses before it starts, and how the web server and the worker end together."""

from __future__ import annotations

import signal
import socket
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gunicorn.config import Config

from elearn.cli import main
from elearn.cli.serve import _keep, _web
from elearn.kernel.config import Settings


def _check(monkeypatch: pytest.MonkeyPatch, **settings: object) -> Result:
    for name, value in settings.items():
        monkeypatch.setenv(f"ELEARN_{name}", str(value))
    return CliRunner().invoke(main, ["serve", "--check"])


def test_a_port_in_use_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        result = _check(monkeypatch, DATA=tmp_path, PORT=port)
    assert result.exit_code == 1
    assert f"127.0.0.1:{port} is in use" in result.output
    assert _check(monkeypatch).exit_code == 0


def test_a_folder_that_takes_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    result = _check(monkeypatch, DATA=tmp_path / "file" / "data")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ELEARN_DATA: nothing can be written to")


def test_a_port_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _check(monkeypatch, DATA=tmp_path, PORT="eighty")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ELEARN_PORT:")


@pytest.mark.parametrize(("ends", "status"), [("raise SystemExit(3)", 3), ("pass", 1)])
def test_when_one_ends_the_other_is_stopped(
    ends: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    begun = time.monotonic()
    stays = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert _keep({"the web server": stays, "the worker": [sys.executable, "-c", ends]}) == status
    assert time.monotonic() - begun < 30
    assert capsys.readouterr().err.startswith("the worker ended by itself")


def test_what_a_proxy_forwards_is_believed_in_one_place_alone(tmp_path: Path) -> None:
    """Gunicorn would take the scheme and the root of all addresses from headers sent on this machine."""
    arguments = _web(Settings(data=tmp_path))
    held = arguments[arguments.index("gunicorn") + 1:]
    said = Config().parser().parse_args(held)
    assert said.forwarded_allow_ips == ""


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _check(monkeypatch, DATA=tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
