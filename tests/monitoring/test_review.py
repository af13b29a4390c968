"""Is it said in plain words how each part of a sending stands?"""

from __future__ import annotations

import pytest

from monitoring.findings import attention, holds, refuses
from monitoring.review import (
    Looked,
    Standing,
    State,
    blocking,
    looked_through,
    standing,
    summary,
    waits_for,
)
from monitoring.vocabulary import Status
from tests.files import drawn_file

ROW_2 = holds("unknown_code", "Write all.", row=2, column="client_category", value="x")
ROW_3 = holds("not_a_number", "Write digits.", row=3, column="value", value="y")
HEADER = refuses("unknown_header", "This column is not known.", row=1, column="z")
NOT_OURS = refuses("unknown_contract", "Contract X is not known.", column="contract", value="X")
UNREADABLE = refuses("file_empty", "The file holds nothing. Send the file again.")
NOTED = attention("no_referral", "No referral.", row=2)


@pytest.mark.parametrize(
    ("looked", "state", "words"),
    [
        (Looked(rows_read=2, problems=(NOTED,)), State.READY, "ready"),
        (Looked(rows_read=3, problems=(ROW_2, ROW_3)), State.MEND, "2 to mend"),
        (Looked(rows_read=3, problems=(ROW_2, ROW_2)), State.MEND, "1 to mend"),
        (Looked(rows_read=3, problems=(HEADER, ROW_2)), State.MEND, "2 to mend"),
        (Looked(rows_read=3, problems=(ROW_2,), hold=True), State.READY, "ready, 1 row held"),
        (Looked(rows_read=1, problems=(ROW_2,), hold=True), State.MEND, "1 to mend"),
        (Looked(rows_read=3, problems=(NOT_OURS,)), State.NOT_YOURS,
         "not known, or not yours: contract X"),
        (Looked(rows_read=3, problems=(NOT_OURS, HEADER)), State.MEND, "2 to mend"),
        (Looked(problems=(UNREADABLE,), read=False), State.REFUSED,
         "refused: The file holds nothing"),
        (Looked(status=Status.DUPLICATE, number=7), State.ALREADY_HELD, "already held: return 7"),
        (Looked(rows_read=2, questions=1), State.NEEDS_YES, "needs your yes"),
        (Looked(rows_read=2, questions=1, problems=(ROW_2,)), State.MEND, "1 to mend"),
        (Looked(unsaid="which contract"), State.NEEDS_ANSWER, "needs an answer: which contract"),
        (Looked(wrong_call="No. Really"), State.REFUSED, "refused: No"),
        (Looked(problems=(NOT_OURS,), first="c.csv"), State.WAITS,
         "waits for c.csv, sent before it"),
        (Looked(sent=True, number=9, problems=(ROW_2,)), State.PUBLISHED, "published, receipt 9"),
    ],
)  # fmt: skip
def test_a_part_stands_as_what_is_known_of_it_says(looked, state, words):
    assert standing(looked) == Standing(state, words)


def test_rows_repeated_with_equal_values_are_not_rows_that_could_be_stored():
    repeated = attention("repeated_row", "Said twice.", row=4)
    found = blocking((ROW_2, repeated), 2)
    assert found.others == 0
    assert found.stands_in_the_way(hold=True)


CONTRACTS = ("c.csv", "contracts", frozenset({"X"}))
ARRANGEMENTS = ("a.csv", "arrangements", frozenset({"X"}))
NO_ARRANGEMENT = refuses("unknown_arrangement", "Not registered.", value="P1")


@pytest.mark.parametrize(
    ("problems", "others", "name"),
    [
        ([NOT_OURS], [CONTRACTS], "c.csv"),
        ([NOT_OURS], [("c.csv", "contracts", frozenset({"Y"}))], ""),
        ([NOT_OURS], [ARRANGEMENTS], ""),
        ([NOT_OURS, HEADER], [CONTRACTS], ""),
        ([NO_ARRANGEMENT, ROW_2], [ARRANGEMENTS], "a.csv"),
        ([NO_ARRANGEMENT], [CONTRACTS], ""),
        ([ROW_2], [CONTRACTS, ARRANGEMENTS], ""),
    ],
)
def test_a_part_waits_for_the_one_that_brings_what_it_refers_to(problems, others, name):
    assert waits_for(problems, others) == name


def test_the_parts_are_counted_by_their_state_in_one_sentence():
    made = [Standing(State.READY, ""), Standing(State.REFUSED, ""), Standing(State.READY, "")]
    assert summary(made) == "3 parts: 2 ready, 1 refused."


def test_a_file_is_looked_through_once_for_its_contracts_and_for_who_people_are():
    found = looked_through(
        drawn_file("""
        Contract | client_ref
        CPA-1    | R-1
        CPA-2    | QQ123456C
                 | R-3
    """)
    )
    assert found.contracts == {"CPA-1", "CPA-2"}
    assert [(problem.column, problem.row) for problem in found.personal] == [("client_ref", 3)]
