"""Counts stand by readiness band where a contract's ratings mean a band that others share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from db import rules
from db.scope import OPERATOR
from monitoring.parameters import Setting
from monitoring.vocabulary import Source
from tests.db.returns import NOW, send
from tests.db.summing import months, ready, values
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

STARTS = """
    contract | client_ref | referred_on | started_on | client_category | arrangement
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory       |
    CPA-1    | R-2        | 2009-01-06  | 2009-02-03 | voluntary       | A1
    CPA-1    | R-3        | 2009-02-09  | 2009-02-20 | mandatory       | A1
"""
RATINGS = """
    contract | client_ref | rated_on   | scheme | code
    CPA-1    | R-1        | 2009-01-20 | rag    | Red
    CPA-1    | R-1        | 2009-02-10 | rag    | amber
    CPA-1    | R-1        | 2009-02-11 | steps  | 4
    CPA-1    | R-2        | 2009-02-04 | rag    | green
    CPA-1    | R-3        | 2009-02-20 | rag    | green
    CPA-1    | R-3        | 2009-02-20 | steps  | 1
"""
INTERVIEWS = """
    contract | client_ref | scheduled_on | wfi_no | result
    CPA-1    | R-1        | 2009-02-09   | 1      | fta
    CPA-1    | R-1        | 2009-02-10   | 1      | fta
    CPA-1    | R-2        | 2009-02-20   | 1      | fta
"""


@prepared
def banded(store: Store) -> Store:
    """Give a store with starts and ratings."""
    ready(store)
    send(store, "starts", STARTS)
    send(store, "readiness", RATINGS, months=months(1, 2))
    return store


def by_band(store: Store, measure: str, **level: Any) -> dict[str, dict[int, int | None]]:
    every = {
        band: values(store, measure, band=band, **level)
        for band in ("red", "amber", "green", "unmapped")
    }
    return {band: found for band, found in every.items() if found}


def test_the_band_is_that_of_the_latest_rating_on_or_before_the_day(banded: Store):
    # R-1 was rated on the very day; R-2 a day after the start
    assert by_band(banded, "starts") == {"red": {1: 1}, "unmapped": {2: 1}, "green": {2: 1}}
    assert values(banded, "starts") == {1: 1, 2: 2}
    assert by_band(banded, "starts", category="mandatory") == {"red": {1: 1}, "green": {2: 1}}
    assert by_band(banded, "starts", arrangement="A1", category="voluntary") == {"unmapped": {2: 1}}


def test_every_measure_of_client_rows_stands_by_band(banded: Store):
    send(banded, "appointments", INTERVIEWS)
    assert by_band(banded, "ftas") == {"red": {2: 1}, "amber": {2: 1}, "green": {2: 1}}
    referred = "contract | client_ref | referred_on | client_category\n"
    send(banded, "referrals", f"{referred}CPA-1 | R-1 | 2009-03-05 | mandatory")
    assert values(banded, "referrals", band="amber", source=Source.LMS) == {3: 1}


def test_later_ratings_move_the_figures_and_their_removal_takes_the_bands_away(banded: Store):
    sooner = RATINGS.replace("2009-02-04", "2009-02-03")
    send(banded, "readiness", sooner, months=months(1, 2))
    assert by_band(banded, "starts") == {"red": {1: 1}, "green": {2: 2}}
    only_steps = """
        contract | client_ref | rated_on   | scheme | code
        CPA-1    | R-1        | 2009-02-11 | steps  | 4
    """
    send(banded, "readiness", only_steps, months=months(1, 2))
    assert by_band(banded, "starts") == {}
    assert values(banded, "starts") == {1: 1, 2: 2}


def test_schemes_that_nobody_mapped_make_no_bands(store: Store):
    ready(store)
    send(store, "starts", STARTS)
    steps = "contract | client_ref | rated_on | scheme | code\nCPA-1 | R-1 | 2009-01-20 | steps | 1"
    send(store, "readiness", steps)
    assert by_band(store, "starts") == {}


STEPS = """
    contract | client_ref | rated_on   | scheme | code
    CPA-1    | R-1        | 2009-01-20 | Steps  | 5
    CPA-1    | R-2        | 2009-02-03 | steps  | 2
    CPA-1    | R-3        | 2009-02-20 | steps  | 1
    CPA-2    | R-4        | 2009-02-20 | other  | 1
"""
MEANING = "1=green; 2=amber; 3=amber; 4=red; 5=red"


def mapped(store: Store, text: str = MEANING, on: date = date(2008, 12, 1)) -> None:
    """Say what the codes of the scheme mean."""
    setting = Setting("readiness_bands.steps", text, on, "Prime 1's note of its scale")
    rules.set_parameter(store, OPERATOR, "CPA-1", setting, NOW)


@prepared
def stepped(store: Store) -> Store:
    """Give a store with starts of two contracts, each rated by numbers in a scheme of its own."""
    ready(store)
    other = "    CPA-2    | R-4        | 2009-02-10  | 2009-02-20 | mandatory       |\n"
    send(store, "starts", f"{STARTS}{other}")
    send(store, "readiness", STEPS, months=months(1, 2))
    return store


def test_a_scheme_of_numbers_has_bands_once_its_codes_are_mapped(stepped: Store):
    assert by_band(stepped, "starts") == {}
    mapped(stepped)
    assert by_band(stepped, "starts") == {"red": {1: 1}, "amber": {2: 1}, "green": {2: 1}}
    assert values(stepped, "starts") == {1: 1, 2: 2}


def test_a_scheme_that_nobody_mapped_stays_out_beside_one_that_is(stepped: Store):
    mapped(stepped)
    assert by_band(stepped, "starts", contract=2) == {}
    assert values(stepped, "starts", contract=2) == {2: 1}


def test_ratings_sent_after_the_mapping_mean_what_it_says(stepped: Store):
    mapped(stepped)
    send(stepped, "readiness", STEPS.replace("| 5", "| 1"), months=months(1, 2))
    assert by_band(stepped, "starts") == {"amber": {2: 1}, "green": {1: 1, 2: 1}}


def test_a_rating_means_what_its_code_did_on_its_day(stepped: Store):
    mapped(stepped)
    mapped(stepped, "1=red; 2=red; 3=red; 4=red; 5=red", date(2009, 2, 10))
    assert by_band(stepped, "starts") == {"red": {1: 1, 2: 1}, "amber": {2: 1}}


def test_before_its_scheme_was_mapped_a_rating_means_nothing(stepped: Store):
    mapped(stepped, on=date(2009, 2, 1))
    assert by_band(stepped, "starts") == {"unmapped": {1: 1}, "amber": {2: 1}, "green": {2: 1}}


def test_a_colour_named_outright_comes_before_a_code_translated_on_the_same_day(banded: Store):
    mapped(banded, "1=red; 4=green")
    # R-3 is green and 1 on one day; R-1 was rated 4 a day after amber
    assert by_band(banded, "starts") == {"red": {1: 1}, "unmapped": {2: 1}, "green": {2: 1}}
    send(banded, "appointments", INTERVIEWS.replace("2009-02-10", "2009-02-11"))
    assert by_band(banded, "ftas") == {"red": {2: 1}, "green": {2: 2}}


def test_caseload_and_whole_figures_are_the_same_with_bands(banded: Store):
    assert values(banded, "caseload") == {1: 1, 2: 3}
    again = STARTS.replace("2009-02-20 |", "2009-02-21 |")
    send(banded, "starts", again)
    assert values(banded, "caseload") == {1: 1, 2: 3}
    assert by_band(banded, "starts") == {"red": {1: 1}, "unmapped": {2: 1}, "green": {2: 1}}
