"""Do marked columns make a mapping that leaves nobody's name, and says so before it is saved?"""

from __future__ import annotations

from monitoring.datasets import dataset
from monitoring.mappings import Mapping
from monitoring.mappings.marked import (
    Marked,
    Treatment,
    definition,
    still_personal,
    suggested,
    twice,
)
from tests.files import drawn_file

STARTS = dataset("starts")
FILE = """
    Contract | NINO      | Surname | Referred on | started_on | client_category | Office
    CPA-1    | QQ123456C | Smith   | 2009-01-05  | 2009-01-12 | mandatory       | North
"""
MARKS = [
    Marked("Contract", "contract"),
    Marked("NINO", "client_ref", Treatment.REPLACE),
    Marked("Surname", "", Treatment.DROP),
    Marked("Referred on", "referred_on"),
    Marked("started_on", "started_on"),
    Marked("client_category", "client_category"),
    Marked("Office"),
]


def test_what_says_who_somebody_is_is_dropped_unless_somebody_says_otherwise():
    said = {each.heading: each for each in suggested(drawn_file(FILE), STARTS)}
    dropped = {name for name, each in said.items() if each.treatment is Treatment.DROP}
    assert dropped == {"NINO", "Surname"}
    assert said["Contract"].stands_for == "contract"
    assert said["Office"].stands_for == ""


def test_marks_make_a_mapping_that_replaces_drops_and_ignores():
    mapping = Mapping.from_json(definition("ours", STARTS, "provider_mi", MARKS))
    assert (mapping.drop, mapping.reference, mapping.ignore) == (
        ("Surname",), ("NINO",), ("Office",),
    )  # fmt: skip
    assert mapping.columns["client_ref"] == "NINO"
    assert mapping.sentence == (
        "Starts, with Surname dropped and NINO replaced by a keyed reference."
    )
    made = mapping.apply(drawn_file(FILE), lambda text: f"key of {text}")
    assert "key of QQ123456C" in [column[0] for column in next(iter(made.batches())).columns]
    assert still_personal(mapping, drawn_file(FILE)) == ()


def test_a_column_kept_that_says_who_somebody_is_is_named():
    marks = [each for each in MARKS if each.heading != "Surname"] + [Marked("Surname")]
    mapping = Mapping.from_json(definition("ours", STARTS, "provider_mi", marks))
    assert [each.column for each in still_personal(mapping, drawn_file(FILE))] == ["Surname"]


def test_two_columns_for_one_are_named():
    assert twice([*MARKS, Marked("Other contract", "contract")]) == ["contract"]
    assert twice(MARKS) == []
