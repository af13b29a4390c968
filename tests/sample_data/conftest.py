"""What do the tests of the sample share? The story told once, and its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sample_data.generate.plp import world
from sample_data.generate.shipped import numbered, with_lists

if TYPE_CHECKING:
    from sample_data.generate.plp import World
    from sample_data.generate.sample_file import SampleFile

SAMPLE = Path(__file__).resolve().parent.parent.parent / "sample_data"


@pytest.fixture(scope="session")
def told() -> World:
    return world()


@pytest.fixture(scope="session")
def files(told: World) -> list[SampleFile]:
    return numbered(told)


@pytest.fixture(scope="session")
def everything(told: World, files: list[SampleFile]) -> dict[str, bytes]:
    return with_lists(told, files)


@pytest.fixture(scope="session")
def key() -> dict[str, Any]:
    return json.loads((SAMPLE / "plp" / "answer_key.json").read_text("utf-8"))
