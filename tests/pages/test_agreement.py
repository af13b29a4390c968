"""On the page: the sums beside the published series, or what part of it is the reader's."""

from __future__ import annotations

import pytest

from db import people
from monitoring.vocabulary import Source
from sample_data.generate import nhs
from tests.db import returns
from tests.db.test_agreement import JUNE, STEADY, contracts, send_real, series
from tests.db.test_agreement import REAL as ROWS
from tests.db.test_agreement import RENAMED as OTHER
from tests.pages.conftest import add_people, words

TAB = "Against the published England series"
PEOPLE = (
    ("national", "National performance team", "NATIONAL", people.Place()),
    ("one", "Contract manager", "CM", people.Place(contract=STEADY)),
)


@pytest.fixture
def therapies(bare):
    """Give a store with two providers' real February and March 2024, and people."""
    returns.send(bare, "contracts", contracts(OTHER, STEADY), now=JUNE)
    send_real(bare, ROWS)
    add_people(bare, PEOPLE)
    return bare


@pytest.fixture
def england(therapies):
    """Send the England series of referrals."""
    sent = series(_2024_02={"referrals_received": "2586"}, _2024_03={"referrals_received": "2357"})
    said = {"source": Source.PUBLISHED, "mapping": nhs.ENGLAND_MAPPING, "now": JUNE}
    assert returns.send(therapies, "area_indicators", sent, **said).status == "published"
    return therapies


def page(opened, login, measure="referrals"):
    at = opened("profile_vs_actual", login, contract=STEADY, measure=measure)
    assert not at.exception
    return at


def table(at, alt="Sums beside the published series"):
    [found] = [each for each in at.dataframe if each.proto.alt == alt]
    return found.value


@pytest.mark.usefixtures("england")
def test_who_sees_every_contract_reads_that_the_sums_agree_and_what_rounding_can_do(opened):
    at = page(opened, "national")
    assert TAB in [tab.label for tab in at.tabs]
    assert "Referrals: the sum agrees with the England series to 0.1% in all 2 months" in words(at)
    assert "rounded to 5 and left out where under 5; no difference is larger" in words(at)
    march = table(at).iloc[0]
    assert (march["sum"], march["published"], march["difference"]) == (600 + 1755, 2357, -2)
    assert "measure" not in table(at)


@pytest.mark.usefixtures("england")
def test_every_measure_is_shown_when_asked_for(opened):
    at = page(opened, "national")
    at.toggle(key="agreement every").set_value(True).run()
    assert not at.exception
    every = table(at, "Every measure beside its series")
    assert list(every["measure"][:2]) == ["Referrals", "First assessments"]
    assert len(every) == 13


@pytest.mark.usefixtures("england")
def test_who_sees_one_contract_reads_what_part_of_england_it_is_and_no_difference(opened):
    at = page(opened, "one")
    assert "You see 1 contract of this programme, not all of them" in words(at)
    assert "1,755 of the 2,357 in the England series (74.5%)" in words(at)
    assert {"difference", "difference_share"}.isdisjoint(table(at).columns)
    assert not at.toggle


@pytest.mark.usefixtures("england")
def test_a_rate_stands_beside_the_series_of_each_of_its_counts(opened):
    at = page(opened, "national", "missed_rate")
    assert set(table(at)["measure"]) == {"Appointments missed", "Appointments attended"}


@pytest.mark.usefixtures("therapies")
def test_without_the_series_the_page_says_what_brings_it(opened):
    at = page(opened, "national")
    assert "No figure of the England series is known yet: send dataset area_indicators." in words(
        at
    )


@pytest.mark.usefixtures("sample")
def test_a_programme_without_a_series_has_no_such_view(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1")
    assert TAB not in [tab.label for tab in at.tabs]
