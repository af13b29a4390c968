"""Who answers for a process is said in words, and a dispute is said to be one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.queries.governance.duties import shipped_matrix
from monitoring.governance.parties import Party, parties_of, party_name
from monitoring.governance.responsibilities import (
    Cell,
    Matrix,
    MatrixError,
    Override,
    cell_from,
    matrix_from,
    overridden,
    owner_line,
)
from monitoring.vocabulary import Role

AT = datetime(2009, 6, 10, 9, tzinfo=UTC)
PLP = Matrix(shipped_matrix("PLP"))
DISPUTED = {
    ("re_profiling", Party.CM),
    ("customer_experience", Party.CM),
    ("customer_experience", Party.TPPM),
    ("client_progression", Party.CM),
    ("client_progression", Party.TPPM),
    ("partner_performance", Party.CM),
    ("partner_performance", Party.TPPM),
    ("reviews_and_plans", Party.PARTNER),
    ("engagement_meetings", Party.PARTNER),
}


def test_the_matrix_of_the_report_has_fourteen_processes_and_its_disputed_cells():
    assert len(PLP.processes) == 14
    found = {
        (each.code, party) for each in PLP.processes for party in Party if each.cell(party).disputed
    }
    assert found == DISPUTED


def test_another_programme_has_no_matrix_until_one_is_shipped():
    assert shipped_matrix("NHS-TT") == ()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            "outcome_performance",
            (
                "Outcome performance against profile: the contract manager answers for it; "
                "the prime provider and the partner (if model 1) do it."
            ),
        ),
        (
            "client_progression",
            (
                "Client progression: the third party provision manager (disputed) answers for it; "
                "the prime provider and the partner do it."
            ),
        ),
        (
            "re_profiling",
            (
                "Re-profiling: nobody answers for it; the contract manager (no DWP steer and "
                "disputed) does it."
            ),
        ),
        (
            "change_notifications",
            "Change notifications: the Benefit Delivery Centre answers for it.",
        ),
    ],
)
def test_the_line_says_who_answers_and_who_does_it(code, line):
    assert owner_line(PLP.process(code)) == line


def test_what_two_claim_to_answer_for_is_not_agreed():
    [process] = matrix_from(
        {"processes": [{"code": "x", "title": "X", "parties": {"cm": "A?", "tppm": "A?"}}]}
    )
    assert "who answers for it is not agreed" in owner_line(process)


def test_a_contract_s_own_cell_stands_in_place_of_the_programme_s():
    agreed = Override("client_progression", Party.TPPM, cell_from("A"), "cm", AT)
    found = overridden(PLP.processes, [agreed])
    assert found.process("client_progression").cell(Party.TPPM) == Cell("A")
    assert found.process("client_progression").cell(Party.PRIME) == Cell("R")
    assert found.process("nothing") is None


def test_a_cell_says_a_dispute_in_words():
    assert cell_from("A? for the district").shown == "A, disputed (for the district)"
    assert cell_from("-").shown == ""


@pytest.mark.parametrize("text", ["", "X", "a", "R?? yes"])
def test_a_cell_that_is_no_letter_is_refused(text):
    with pytest.raises(MatrixError, match="begin with A, R, C"):
        cell_from(text)


def test_a_party_nobody_knows_is_refused():
    with pytest.raises(MatrixError, match="who is no party"):
        matrix_from({"processes": [{"code": "x", "title": "X", "parties": {"dwp": "A"}}]})


def test_people_speak_for_the_parties_their_roles_are_of():
    assert parties_of([Role.PRIME_MANAGER, Role.CM, Role.AUDITOR]) == [Party.CM, Party.PRIME]
    assert party_name("prime") == "Prime provider"
    assert party_name("the district office") == "The district office"
