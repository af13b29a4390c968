"""Do the calculations on single clients give what the generator's answer key says of the sample?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring.journeys import appointments, deferred, followed_up, schedule
from monitoring.journeys.episodes import interviews_held
from monitoring.journeys.frames import ROWS
from monitoring.journeys.steps import WFI
from tests.sample_data.reading import rows_in

CONTRACTS = ("PLP-A1", "PLP-A2")  # those whose files are all plain CSV
TODAY = date(2010, 12, 10)  # the sample's working date


def frame(files, name, contract):
    """Give a dataset's rows of one contract as the store would hand them over."""
    rows = pd.DataFrame(rows_in(files, name, contract=contract)).replace("", None)
    refs = {ref: number for number, ref in enumerate(sorted(set(rows["client_ref"])))}
    rows["client_id"] = rows["client_ref"].map(refs)
    rows["source"] = "provider_mi"
    return ROWS[name].check(rows.reindex(columns=list(ROWS[name].columns))), refs


@pytest.fixture(scope="module", params=CONTRACTS)
def booked(request, files):
    return request.param, *frame(files, "appointments", request.param)


def test_interviews_held_and_missed_are_those_of_the_key(booked, key):
    contract, rows, _ = booked
    month = rows["scheduled_on"].dt.to_period("M").dt.to_timestamp()
    found = appointments.months(rows.assign(month=month), {})
    found["named"] = found["month"].dt.strftime("%Y-%m")
    each = found[found["wfi_no"] > 0].set_index(["named", "wfi_no"])["attended"]
    whole = found[found["wfi_no"].isna()].set_index("named")["fta"]
    counted = key["counted"][contract]
    said = [(m, n, of["all"]) for n in range(1, 6) for m, of in counted[f"wfi_{n}"].items()]
    assert [(m, n, int(each[m, n])) for m, n, _ in said] == said
    assert {m: int(whole[m]) for m in counted["ftas"]} == {
        m: of["all"] for m, of in counted["ftas"].items()
    }
    assert len(said) > 20


def test_the_planted_interviews_stand_as_their_sentences_say(files, key):
    rows, refs = frame(files, "appointments", "PLP-A1")
    late, in_time, doubled, waived = (each["client_ref"] for each in key["interviews"])
    mine = interviews_held(rows[rows["client_id"] == refs[late]])
    days = mine.set_index("wfi_no")["scheduled_on"]
    held = pd.DataFrame({name: [days.get(n, pd.NaT)] for n, name in enumerate(WFI, 1)})
    due = schedule.due_dates(held.astype("datetime64[us]"), 28, "last_attended").iloc[0]
    assert due["wfi_3"] == pd.Timestamp(2009, 3, 10), "a week late moves the third to 10 March"
    missed = followed_up.missed(rows, 7, TODAY).set_index("client_id")
    assert missed.loc[[refs[late]], "state"].to_list() == ["none"]
    # the December file was cut before the follow-up of 5 January, so it cannot tell of it
    assert missed.loc[[refs[in_time]], "state"].to_list() == ["none"]
    pair = rows[rows["client_id"].isin([refs[in_time], refs[doubled]]) & (rows["slot"] != "")]
    [slot] = appointments.slots(pair, ["scheduled_on"]).to_dict("records")
    assert (slot["slots"], slot["slots_used"], slot["double_booked"]) == (1, 1, 1)
    told = [row for row in rows_in(files, "deferrals", contract="PLP-A1")
            if row["client_ref"] == waived]  # fmt: skip
    assert {row["from_on"] for row in told} == {"2008-10-26"}
    assert all(deferred.says_waived(row["reason"]) for row in told)
