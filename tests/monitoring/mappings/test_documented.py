"""Every mapping printed in the documentation is one that can be saved."""

import json
import re
from pathlib import Path

import pytest

from monitoring.mappings import Mapping
from monitoring.mappings.definition import PARTS

PAGE = (Path(__file__).parents[3] / "docs" / "mappings.md").read_text(encoding="utf-8")
PRINTED = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed["name"])
def test_a_printed_mapping_can_be_saved(printed):
    assert Mapping.from_json(printed).as_json() == printed


def test_every_part_of_a_mapping_is_explained_and_printed():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(PARTS)
    assert {part for printed in PRINTED for part in printed} == set(PARTS)
