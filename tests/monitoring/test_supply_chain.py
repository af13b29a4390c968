"""Who delivers each contract is counted once each, from what the reader may see."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import supply_chain
from tests.tables import table

ON = date(2026, 8, 21)
REGISTER = table("""
    contract | prime | district    | service | starts_on  | ends_on
    A        | One   | East: Essex | Work    | 2021-01-01 |
    B        | One   | East: whole | Housing | 2021-01-01 | 2023-12-31
    C        | Two   | West: Devon | Work    | 2021-01-01 |
    D        | Three | West: Devon | Housing | 2021-01-01 | 2026-08-31
""")
LINKS = table("""
    contract | arrangement | starts_on  | ends_on | partner | model
    A        | HELP        | 2021-01-01 |         | Help    | specialist
    A        | TWO         | 2021-01-01 |         | Two     | specialist
    C        | HELP        | 2021-01-01 |         | Help    | specialist
    D        | MEND        | 2021-01-01 |         | Mend    | specialist
""")


@pytest.fixture
def chain():
    return supply_chain.chain(REGISTER, LINKS, ON)


def by(rows, name):
    return {row[name]: row for row in rows.to_dict("records")}


def test_everything_is_counted_once(chain):
    assert supply_chain.size(chain) == supply_chain.Size(
        contracts=4,
        ended=1,  # B, in December 2023; D has ten days left
        alone=1,  # B names nobody
        primes=3,
        partners=3,
        arrangements=4,
        both=1,  # Two
        districts=3,
        half=1,  # One holds A and B
    )


def test_an_empty_chain_has_nothing_of_anything():
    nothing = supply_chain.chain(REGISTER.iloc[:0], LINKS.iloc[:0], ON)
    assert supply_chain.size(nothing) == supply_chain.Size(0, 0, 0, 0, 0, 0, 0, 0, 0)
    for made in (supply_chain.by_contract, supply_chain.by_prime, supply_chain.by_partner):
        found = supply_chain.matching(made(nothing), "any")
        assert (len(found), list(found)) == (0, list(made(nothing)))


def test_contracts_stand_by_district_and_say_how_many_partners_each_has(chain):
    rows = supply_chain.by_contract(chain)
    assert list(zip(rows["contract"], rows["partners"], strict=True)) == [
        ("A", 2),
        ("B", 0),
        ("D", 1),
        ("C", 1),
    ]


def test_a_prime_is_told_with_what_it_holds_and_where_else_it_works(chain):
    rows = supply_chain.by_prime(chain)
    assert list(rows["prime"]) == ["One", "Three", "Two"]
    one, two = by(rows, "prime")["One"], by(rows, "prime")["Two"]
    assert (one["contracts"], one["districts"], one["partners"], one["elsewhere"]) == (2, 2, 2, 0)
    assert (one["share"], two["elsewhere"]) == (50, 1)


def test_a_partner_is_told_across_primes_and_with_what_it_holds_itself(chain):
    rows = by(supply_chain.by_partner(chain), "partner")
    help_, two = rows["Help"], rows["Two"]
    assert (help_["contracts"], help_["primes"], help_["districts"], help_["holds"]) == (2, 2, 2, 0)
    assert (two["contracts"], two["holds"]) == (1, 1)


def test_a_contract_opens_to_its_partners_and_how_far_else_each_works(chain):
    rows = supply_chain.partners_of(chain, "A")
    told = rows[["partner", "others", "model", "since", "until"]].to_numpy().tolist()
    assert told == [
        ["Help", 1, "Specialist", "1 January 2021", ""],
        ["Two", 0, "Specialist", "1 January 2021", ""],
    ]
    assert supply_chain.partners_of(chain, "B").empty


def test_a_partner_opens_to_every_contract_it_works_under_with_all_their_partners(chain):
    own = supply_chain.part(chain, partner="Help")
    rows = supply_chain.contracts_in(chain, own)
    assert rows[["contract", "prime", "partners"]].to_numpy().tolist() == [
        ["A", "One", 2],
        ["C", "Two", 1],
    ]
    assert supply_chain.size(own).primes == 2


def test_a_prime_opens_to_its_contracts_without_naming_it_in_every_row(chain):
    own = supply_chain.part(chain, prime="One")
    rows = supply_chain.contracts_in(chain, own)
    assert (list(rows["contract"]), "prime" in rows) == (["A", "B"], False)


def test_partners_under_a_prime_are_told_with_their_work_for_others(chain):
    own = supply_chain.part(chain, prime="One")
    rows = by(supply_chain.partners_in(chain, own), "partner")
    assert {
        name: (row["contracts"], row["others"], row["holds"]) for name, row in rows.items()
    } == {
        "Help": (1, 1, 0),
        "Two": (1, 0, 1),
    }


def test_what_is_not_in_the_chain_has_no_row(chain):
    assert supply_chain.terms_of(chain, "Z") is None
    assert supply_chain.prime_of(chain, "Help") is None
    assert supply_chain.part(chain, partner="One").links.empty


def test_a_day_that_is_not_known_is_none(chain):
    told = supply_chain.terms_of(chain, "A")
    assert (told["ends_on"], told["starts_on"]) == (None, pd.Timestamp("2021-01-01"))


def test_the_terms_that_stand_on_the_day_are_the_last_begun_and_not_ended():
    changed = table("""
        contract | arrangement | starts_on  | ends_on    | partner | model
        A        | X           | 2021-01-01 |            | Help    | end_to_end
        A        | X           | 2024-01-01 |            | Help    | sla
        A        | X           | 2027-01-01 |            | Help    | informal
        A        | Y           | 2021-01-01 | 2026-08-20 | Gone    | sla
        A        | Z           | 2021-01-01 | 2026-08-21 | Last    | sla
        A        | W           | 2021-01-01 |            | Back    | sla
        A        | W           | 2025-01-01 | 2025-12-31 | Back    | sla
    """)
    chain = supply_chain.chain(REGISTER, changed, ON)
    told = chain.links[["arrangement", "model"]].to_numpy().tolist()
    assert told == [["X", "sla"], ["Z", "sla"]]


def test_a_partner_with_two_arrangements_under_a_contract_is_one_partner_of_it():
    twice = table("""
        contract | arrangement | starts_on  | partner
        A        | X           | 2021-01-01 | Help
        A        | Y           | 2021-01-01 | Help
    """)
    chain = supply_chain.chain(REGISTER, twice, ON)
    [row] = supply_chain.by_partner(chain).to_dict("records")
    told = supply_chain.size(chain)
    assert (row["contracts"], told.partners, told.arrangements) == (1, 1, 2)
    assert list(supply_chain.partners_of(chain, "A")["others"]) == [0, 0]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["A", "B", "D", "C"]),
        ("DEVON", ["D", "C"]),
        ("devon work", ["C"]),
        ("work devon", ["C"]),
        ("one", ["A", "B"]),
        ("a.*", []),
        ("nowhere", []),
    ],
)
def test_a_row_is_found_by_all_the_words_in_any_of_its_texts(chain, words, found):
    rows = supply_chain.matching(supply_chain.by_contract(chain), words)
    assert list(rows["contract"]) == found


def test_a_column_in_which_nothing_is_known_is_not_filled(chain):
    rows = supply_chain.by_contract(chain).assign(service="", ends_on=pd.NaT)
    assert set(rows) - set(supply_chain.filled(rows)) == {"service", "ends_on"}
    assert supply_chain.filled(rows.iloc[:0]) == list(rows)


@pytest.mark.parametrize(
    ("register_only", "sent", "said"),
    [
        (True, set(), True),
        (True, {"contracts", "arrangements", "sites"}, True),
        (True, {"contracts", "monthly_return"}, False),
        (True, {"contracts", "profiles"}, False),
        (False, {"contracts"}, False),
    ],
)
def test_a_register_is_one_until_anything_else_is_sent(register_only, sent, said):
    assert supply_chain.only_registered(register_only=register_only, sent=sent) is said


NAMES = st.sampled_from(["One", "Two", "Three", "Four"])


@given(
    st.lists(NAMES, min_size=1, max_size=12),
    st.sets(st.tuples(st.integers(0, 11), NAMES), max_size=20),
)
def test_the_parts_add_up_to_the_whole(primes, pairs):
    register = pd.DataFrame(
        {"contract": [f"C{n}" for n in range(len(primes))], "prime": primes, "district": "Here"}
    )
    links = pd.DataFrame(
        [(f"C{n}", f"{n}{name}", "2021-01-01", name) for n, name in pairs if n < len(primes)],
        columns=["contract", "arrangement", "starts_on", "partner"],
    )
    chain = supply_chain.chain(register, links, ON)
    told, held = supply_chain.size(chain), supply_chain.by_prime(chain)
    works = supply_chain.by_partner(chain)
    assert held["contracts"].sum() == told.contracts == len(primes)
    assert works["contracts"].sum() == told.arrangements == len(links)
    assert held["elsewhere"].sum() == works.loc[works["holds"] > 0, "contracts"].sum()
    assert 2 * held["contracts"].head(told.half).sum() >= told.contracts
    assert 2 * held["contracts"].head(told.half - 1).sum() < told.contracts
