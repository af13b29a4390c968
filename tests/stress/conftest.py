"""Which corpora are meant, and when are they read?"""

from __future__ import annotations

import os
import tarfile
from pathlib import Path, PurePosixPath

import pytest

FEWEST = 1_400  # files in the corpora together: shared/corpora/README.md


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave these tests to ``make stress``: they are collected only when this folder is named."""
    named = any("stress" in argument for argument in config.invocation_params.args)
    return None if named or collection_path.name == "__init__.py" else True


@pytest.fixture(scope="session")
def corpora() -> dict[str, dict[str, bytes]]:
    """Give every file of every archive, by the archive's name and the file's path in it."""
    said = os.environ.get("CORPORA", "")
    if not said:
        pytest.fail("Say where the corpora are: make stress CORPORA=folder")
    archives = sorted(Path(said).glob("*.tar.xz"))
    if not archives:
        pytest.fail(f"There is no .tar.xz archive in {said!r}.")
    found = {path.name.removesuffix(".tar.xz"): _files(path) for path in archives}
    assert sum(map(len, found.values())) >= FEWEST
    return found


def _files(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        return {
            str(PurePosixPath(*PurePosixPath(member.name).parts[1:])): held.read()
            for member in opened
            if member.isfile() and (held := opened.extractfile(member))
        }
