"""Settings: read from the environment, refused with the name of the variable."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from elearn.kernel.config import Settings, SettingsError, load_settings


def test_a_value_that_cannot_be_used_is_named() -> None:
    with pytest.raises(SettingsError, match="ELEARN_PORT"):
        load_settings({"ELEARN_PORT": "eighty"})


def test_an_unknown_name_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        load_settings({"ELEARN_PROT": "80"})
    assert "ELEARN_PROT" in caplog.text


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert settings.key("secret_key") == Settings(data=tmp_path).key("secret_key")
    assert settings.key("secret_key") != settings.key("master_key")
    assert (tmp_path / "master-key.txt").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("values", [
    {}, {"host": "::1"}, {"host": "localhost"}, {"host": "0.0.0.0", "insecure_http": True},
    {"base_url": "https://ethics.example.org", "host": "0.0.0.0"},
])
def test_a_server_reached_safely_or_with_consent_may_start(values: dict[str, object]) -> None:
    Settings.model_validate(values).refuse_plain_http()


@pytest.mark.parametrize("values", [
    {"host": "0.0.0.0"}, {"host": "10.0.0.5"}, {"base_url": "http://ethics.example.org"},
])
def test_plain_http_beyond_this_machine_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="ELEARN_INSECURE_HTTP"):
        Settings.model_validate(values).refuse_plain_http()
