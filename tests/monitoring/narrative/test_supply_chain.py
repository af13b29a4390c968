"""A supply chain is told in sentences that hold for one, for many and for none."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from monitoring import narrative
from monitoring.supply_chain import Size
from tests.monitoring.test_programmes import shipped

ON = date(2026, 8, 21)
MANY = Size(
    contracts=196,
    ended=26,
    alone=67,
    primes=46,
    partners=107,
    arrangements=343,
    both=14,
    districts=52,
    half=7,
)
ONE = Size(1, 0, 0, 1, 1, 1, 0, 1, 1)
ROW = {
    "contract": "A",
    "prime": "One",
    "district": "East: Essex",
    "service": "Work",
    "starts_on": pd.Timestamp("2021-01-01"),
    "ends_on": None,
    "partners": 2,
}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            MANY,
            (
                "196 contracts are held by 46 prime providers; 7 of them hold half. 129 contracts "
                "name 107 partners in 343 arrangements, and 67 name none."
            ),
        ),
        (
            replace(MANY, half=12),
            (
                "196 contracts are held by 46 prime providers. 129 contracts name 107 partners in "
                "343 arrangements, and 67 name none."
            ),
        ),
        (
            ONE,
            "1 contract is held by 1 prime provider. 1 contract names 1 partner in 1 arrangement.",
        ),
        (
            replace(MANY, partners=0, arrangements=0, alone=196, half=1),
            (
                "196 contracts are held by 46 prime providers; 1 of them holds half. None names a "
                "partner."
            ),
        ),
        (Size(0, 0, 0, 0, 0, 0, 0, 0, 0), "No contract is in view."),
    ],
)
def test_the_finding_says_who_holds_and_who_works(told, said):
    assert narrative.chain_finding(told) == said


def test_the_figures_say_what_they_are_made_of():
    assert narrative.chain_size(MANY, ON) == (
        ("Contracts", 196, "26 ended by August 2026"),
        ("Prime providers", 46, "14 also partners"),
        ("Partners", 107, "343 arrangements"),
        ("Districts", 52, "67 contracts name no partner"),
    )
    assert [more for *_, more in narrative.chain_size(ONE, ON)] == [
        "all of them running",
        "none also a partner",
        "1 arrangement",
        "every contract names a partner",
    ]


def test_a_register_says_that_nothing_is_owed_and_what_would_bring_more():
    said = narrative.register_only(MANY)
    assert "nothing is owed" in said
    assert "From the first return on" in said
    assert narrative.REGISTER_ONLY == "No returns yet: a register only"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            "Type of service: Work. Held by One from January 2021. 2 partners deliver part of it.",
        ),
        ({"service": "", "partners": 0}, "Held by One from January 2021."),
        (
            {"ends_on": pd.Timestamp("2023-12-31"), "partners": 1},
            (
                "Type of service: Work. Held by One from January 2021 to December 2023, when it "
                "ended. 1 partner delivers part of it."
            ),
        ),
        (
            {"ends_on": pd.Timestamp("2026-08-31"), "partners": 0},
            "Type of service: Work. Held by One from January 2021 to August 2026.",
        ),
    ],
)
def test_a_contract_says_whose_it_is_and_for_how_long(changes, said):
    assert narrative.contract_terms(ROW | changes, "Type of service", ON) == said


def test_a_contract_without_a_partner_says_what_that_may_mean():
    assert narrative.no_partner(ROW).startswith("No partner is named for this contract: One ")


def test_a_prime_and_a_partner_say_how_far_they_reach():
    row = {
        "prime": "One",
        "contracts": 6,
        "share": 3.06,
        "districts": 5,
        "partners": 1,
        "elsewhere": 0,
    }
    held = "One holds 6 contracts (3.1% of those in view) in 5 districts, with 1 partner."
    assert narrative.prime_finding(row) == held
    assert narrative.prime_finding(row | {"elsewhere": 2}) == (
        f"{held} It is itself a partner under 2 contracts."
    )
    assert narrative.partner_finding("Help", replace(ONE, contracts=22, primes=5)) == (
        "Help works under 22 contracts of 5 prime providers, in 1 district."
    )


def test_what_was_searched_for_is_said_with_how_many_rows_hold_it():
    assert narrative.rows_found(37, 196, "kent") == "37 of 196 rows hold kent."
    assert narrative.rows_found(0, 196, "kent") == "No row holds kent. Shorten what you search for."


def test_only_a_register_says_what_it_does_not_hold():
    headings = {
        code: [heading for heading, _ in narrative.about_chain(shipped(code), ON)]
        for code in ("PLP", "MOJ-CRS")
    }
    assert set(headings["MOJ-CRS"]) - set(headings["PLP"]) == {"What the register holds"}
