"""The wheel carries all that the program needs and runs from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.layout import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True, text=True)
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and the libraries of this one, but not this checkout."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True)
    # A path named in a .pth file is searched, but the .pth files inside it are not read: so the
    # editable installation of this checkout stays out.
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def _run(home: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items()
               if not name.startswith(("ELEARN_", "PYTHON"))}
    return subprocess.run(
        [home / "bin" / "elearn", *words], cwd=folder, env=environ, capture_output=True, text=True,
        check=False)


def test_the_wheel_carries_every_shipped_folder(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("_bundled/content", "_bundled/courses", "_bundled/templates", "migrations",
                   "translations", "assets"):
        assert any(name.startswith(f"elearn/{folder}/") for name in names), folder
    assert "elearn/web/static/elearn.css" in names


def test_it_checks_its_content_from_another_folder(clean: Path, tmp_path: Path) -> None:
    done = _run(clean, tmp_path, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    where = subprocess.run(
        [clean / "bin" / "python", "-c", "import elearn; print(elearn.__file__)"], cwd=tmp_path,
        capture_output=True, text=True, check=True)
    assert str(clean) in where.stdout


def test_it_makes_its_database_from_another_folder(clean: Path, tmp_path: Path) -> None:
    done = _run(clean, tmp_path, "db", "upgrade")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "instance" / "elearn.db").exists()
