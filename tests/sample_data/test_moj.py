"""Does the register of rehabilitative services come in whole, and as published?

Everything is counted a second time from the files themselves, with the csv module alone.
"""

import csv
from collections import Counter, defaultdict

import pytest

from db import doors
from db.queries import supply_chain as queries
from db.scope import OPERATOR, Principal
from db.setup import initialise, mark_sample
from monitoring import supply_chain
from monitoring.recognition import fitting_mapping
from sample_data.generate import WORKING_DATES, moj, nhs, users
from sample_data.generate.people_list import Assignment
from sample_data.loading import add_people
from tests.db import returns
from tests.sample_data.conftest import SAMPLE
from tests.sample_data.reading import checked, mapping, rows_of
from tests.stores import SQLITE


def published(name):
    with (SAMPLE / "moj_crs" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


CONTRACTS = published(moj.CONTRACTS)
LINKS = published(moj.SUBCONTRACTORS)
PRIME_OF = {row["contract_reference"]: row["prime_provider_name"] for row in CONTRACTS}
DISTRICTS = "moj_crs_districts.csv"


@pytest.fixture(scope="module")
def loaded(copies):
    """Give a store with the two published files in it, sent as a user would send them."""
    with copies.lent(SQLITE) as store:
        initialise(store, returns.NOW)
        mark_sample(store, WORKING_DATES, returns.NOW)
        for file in moj.files():
            answer = returns.send(store, file.dataset, file.data, mapping=file.mapping)
            assert (answer.status, answer.problems) == ("published", ())
        yield store


def read(store, who):
    with doors.scoped_session(store, who) as session:
        return queries.chain(session, moj.PROGRAMME, None, returns.NOW)


@pytest.fixture(scope="module")
def chain(loaded):
    return read(loaded, OPERATOR)


def test_every_contract_every_prime_and_every_subcontract_is_there(chain):
    told = supply_chain.size(chain)
    assert told.contracts == len(CONTRACTS) == len({row["contract_reference"] for row in CONTRACTS})
    assert told.primes == len({row["prime_provider_code"] for row in CONTRACTS}) == 46
    assert told.arrangements == len(LINKS) == 343
    assert told.partners == len({row["subcontractor_code"] for row in LINKS}) == 107
    assert told.alone == sum(row["n_subcontractors"] == "0" for row in CONTRACTS) == 67
    assert told.ended == sum(bool(row["hide_after"]) for row in CONTRACTS) == 26
    primes = {row["prime_provider_code"] for row in CONTRACTS}
    assert told.both == len(primes & {row["subcontractor_code"] for row in LINKS}) == 14


def test_every_contract_has_as_many_partners_as_it_was_published_with(chain):
    rows = supply_chain.by_contract(chain)
    told = dict(zip(rows["contract"], rows["partners"], strict=True))
    assert told == {row["contract_reference"]: int(row["n_subcontractors"]) for row in CONTRACTS}


def test_every_contract_keeps_its_prime_its_service_and_its_place(chain):
    told = {
        row["contract"]: (row["prime"], row["service"], row["district"])
        for row in chain.register.to_dict("records")
    }
    assert told == {
        row["contract_reference"]: (
            row["prime_provider_name"],
            row["contract_type_name"],
            f"{row['nps_region_name']}: {row['pcc_area_name'] or 'whole region'}",
        )
        for row in CONTRACTS
    }


def test_each_contract_names_one_area_or_a_whole_region(chain):
    areas = {row["pcc_area_code"] for row in CONTRACTS} - {""}
    regions = {row["nps_region_name"] for row in CONTRACTS if not row["pcc_area_code"]}
    assert (len(areas), len(regions)) == (40, 12)
    assert supply_chain.size(chain).districts == 52
    listed = {row["pcc_area_code"]: row["nps_region_name"] for row in published(DISTRICTS)}
    wrong = [
        row["contract_reference"]
        for row in CONTRACTS
        if row["pcc_area_code"] and listed[row["pcc_area_code"]] != row["nps_region_name"]
    ]
    assert wrong == []


def test_no_district_of_the_register_is_one_of_another_programme(chain):
    others = {row["district"] for row in nhs.contracts()}
    assert others.isdisjoint(chain.register["district"])


def test_a_contract_ends_in_the_month_its_listing_ends(chain):
    told = {
        row["contract"]: f"{row['ends_on']:%Y-%m}"
        for row in chain.register.dropna(subset="ends_on").to_dict("records")
    }
    assert told == {
        row["contract_reference"]: row["hide_after"][:7] for row in CONTRACTS if row["hide_after"]
    }


def test_every_partner_works_under_the_contracts_it_was_published_under(chain):
    under = defaultdict(set)
    for row in LINKS:
        under[row["subcontractor_name"]].add(row["contract_reference"])
    told = {row["partner"]: row for row in supply_chain.by_partner(chain).to_dict("records")}
    assert {name: row["contracts"] for name, row in told.items()} == {
        name: len(contracts) for name, contracts in under.items()
    }
    assert {name: row["primes"] for name, row in told.items()} == {
        name: len({PRIME_OF[one] for one in contracts}) for name, contracts in under.items()
    }


def test_every_prime_holds_what_it_was_published_with(chain):
    rows = supply_chain.by_prime(chain)
    assert dict(zip(rows["prime"], rows["contracts"], strict=True)) == Counter(PRIME_OF.values())


def test_the_manager_of_the_register_sees_all_of_it_and_a_partner_its_own(loaded):
    partner = Assignment(
        "giles", "Partner manager", "", "PARTNER_MANAGER", organisation="St Giles Trust"
    )
    add_people(loaded, [*(one for one in users() if one.login == "cm-moj"), partner], returns.NOW)
    assert supply_chain.size(read(loaded, Principal("cm-moj", ""))).arrangements == len(LINKS)
    own = read(loaded, Principal("giles", ""))
    under = [row for row in LINKS if row["subcontractor_name"] == "St Giles Trust"]
    assert set(own.links["partner"]) == {"St Giles Trust"}
    assert sorted(own.links["contract"]) == sorted(row["contract_reference"] for row in under)
    assert set(own.register["contract"]) == set(own.links["contract"])


def test_the_mapping_of_each_file_is_the_one_its_header_fits():
    shipped = [mapping(name) for name in (moj.CONTRACTS_MAPPING, moj.SUBCONTRACTORS_MAPPING)]
    for file in moj.files():
        headers = list(next(iter(rows_of(file.data))))
        assert fitting_mapping(headers, shipped).name == file.mapping


def test_nothing_is_known_of_a_subcontract_but_whose_it_is():
    """What the dataset needs beside it is the same in every row: assumed, and not published."""
    links = next(file for file in moj.files() if file.dataset == "arrangements")
    columns = checked(links).columns
    assumed = {"starts_on", "model", "has_targets", "is_paid"}
    assert all(len(set(columns[name])) == 1 for name in assumed)
    assert all(set(columns[name]) == {None} for name in ("area", "ends_on", "outcome_share"))
