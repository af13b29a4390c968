"""Does every record that is owed month by month come month by month, and mostly in time?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from monitoring.due import due_on
from sample_data.generate.areas import AREAS
from sample_data.generate.light_areas import LIGHT
from sample_data.generate.months import LAST, add_months, months, text
from sample_data.generate.quirks import QUIRKS
from tests.sample_data.reading import rows_in, rows_of

OCTOBER = add_months(LAST, -1)
LATEST = {"provider_mi": LAST, "plmi": LAST, "lms": LAST, "payments": OCTOBER}
A_YEAR = months(date(2009, 12, 1), LAST)
MOSTLY = 0.8


def came(files, contract, source):
    """Give the day the first return of each month came from a source of a contract."""
    found = {}
    for file in files:
        if file.source != source or file.dataset not in {"monthly_return", "referrals"}:
            continue
        if file.contract in {"", contract} and (
            file.contract or any(row.get("contract") == contract for row in rows_of(file.data))
        ):
            day = datetime.fromisoformat(file.received).date()
            for month in file.months:
                found.setdefault(month, day)
    return found


def never(plan, source):
    kept = f"{plan.contract}_{source}_"
    names = (name for name, quirk in QUIRKS.items() if quirk.never and name.startswith(kept))
    return {name.removeprefix(kept).removesuffix(".csv") for name in names}


@pytest.mark.parametrize("source", list(LATEST))
@pytest.mark.parametrize("plan", AREAS, ids=lambda plan: plan.contract)
def test_each_month_comes_by_itself_and_mostly_by_its_day(files, plan, source):
    found = came(files, plan.contract, source)
    owed = [text(month) for month in months(plan.starts_on, LATEST[source])]
    assert set(owed) - set(found) == never(plan, source)
    first = {text(month): due_on(source, month, {}) for month in months(plan.starts_on, LAST)}
    in_time = [found[month] <= first[month] for month in owed if month in found]
    assert sum(in_time) > MOSTLY * len(in_time)
    late = [found[month] - first[month] for month in owed if month in found]
    assert max(late) < timedelta(days=30)


@pytest.mark.parametrize("plan", LIGHT, ids=lambda plan: plan.contract)
def test_the_light_contracts_returned_each_month_of_the_last_year(files, plan):
    found = came(files, plan.contract, "provider_mi")
    late = [
        text(month)
        for month in A_YEAR
        if text(month) in found and found[text(month)] > due_on("provider_mi", month, {})
    ]
    assert {text(month) for month in A_YEAR} - set(found) == never(plan, "provider_mi")
    assert late == (["2010-11"] if plan.contract == "PLP-L2" else [])


def test_the_last_month_has_something_late_and_something_missing():
    news = {name for name, quirk in QUIRKS.items() if quirk.never and text(LAST) in name}
    assert news == {
        "PLP-A3_provider_mi_2010-11.csv",
        "PLP-A2_plmi_2010-11.csv",
        "PLP-L7_provider_mi_2010-11.csv",
    }


def test_a_notice_given_weeks_later_is_in_the_file_of_a_later_month(files):
    first, last = {}, {}
    for row in rows_in(files, "referrals", contract="PLP-A1"):
        place = row["client_ref"], row["referred_on"]
        first.setdefault(place, row["notified_on"])
        last[place] = row["notified_on"]
    given_later = [place for place, day in first.items() if not day and last[place]]
    assert given_later
    still_open = {day[:7] for (_, day), said in last.items() if not said}
    assert still_open <= {text(month) for month in (OCTOBER, LAST)}
