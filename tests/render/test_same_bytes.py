"""Two builds, in two processes with two hash seeds and two folders, give the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from elearn.render.publications import PUBLICATIONS

_ROOT = Path(__file__).parents[2]
_BUILD = """
import hashlib
from elearn.render.publications import PUBLICATIONS
from tests.factories.constructs import every_revision
revision = every_revision()
for each in PUBLICATIONS:
    for part in each.parts(revision)[:1]:
        print(each.part_key(part.key), hashlib.sha256(each.build(revision, part.key)).hexdigest())
"""


def _begin(folder: Path, seed: str) -> subprocess.Popen[str]:
    folder.mkdir()
    environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(_ROOT), "TMPDIR": str(folder)}
    return subprocess.Popen([sys.executable, "-c", _BUILD], cwd=folder, env=environ, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    begun = [_begin(tmp_path / f"build-{seed}", seed) for seed in ("1", "4711")]
    told = [process.communicate() for process in begun]
    assert [process.returncode for process in begun] == [0, 0], told
    one, other = ([line.split() for line in said.splitlines()] for said, _ in told)
    assert len(one) == len(PUBLICATIONS)
    assert all(len(digest) == hashlib.sha256().digest_size * 2 for _, digest in one)
    assert one == other
