"""A sum of rounded and hidden figures meets an exact series only as far as it can."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import agreement
from monitoring.programmes import PublishedSeries
from tests.tables import table

EXACT = PublishedSeries("the whole", "Everywhere", "a document", {"starts": "all_starts"})
ROUNDED = PublishedSeries(
    "the whole", "Everywhere", "a document", {"starts": "all_starts"}, rounded_to=5, hidden_under=5
)
SPANS = table("""
    contract | first
    A        | 2009-01
    B        | 2009-01
    C        | 2009-02
""")
ACTUALS = table("""
    contract | measure | month   | actual | reason
    A        | starts  | 2009-01 | 40     |
    B        | starts  | 2009-01 |        | suppressed
    A        | starts  | 2009-02 | 60     |
    B        | starts  | 2009-02 | 35     |
""")
PUBLISHED = table("""
    measure | month   | published
    starts  | 2009-01 | 43
    starts  | 2009-02 | 100
""")


def compared(series=ROUNDED, actuals=ACTUALS, spans=SPANS, published=PUBLISHED):
    return agreement.against_published(actuals, spans, published, series)


def test_each_month_gives_the_sum_the_published_figure_and_who_is_in_it():
    january, february = compared().to_dict("records")
    assert (january["sum"], january["published"], january["difference"]) == (40, 43, -3)
    assert january["difference_share"] == pytest.approx(-3 / 43)
    assert (january["contracts_counted"], january["contracts_missing"]) == (1, 1)
    assert (february["sum"], february["difference"]) == (60 + 35, -5)


def test_a_contract_that_runs_and_has_no_row_is_missing_and_one_not_begun_or_ended_is_not():
    assert list(compared()["contracts_missing"]) == [1, 1]  # B in January, C in February
    ended = SPANS.assign(last=pd.Timestamp("2009-01-01"))
    assert list(compared(spans=ended[ended["contract"] != "C"])["contracts_missing"]) == [1, 0]


def test_rounding_explains_two_each_way_and_a_hidden_figure_up_to_four():
    january, february = compared().to_dict("records")
    assert (january["least"], january["most"], january["explained"]) == (-2 - 4, 2, True)
    assert (february["least"], february["most"], february["explained"]) == (-4, 4, False)
    assert list(compared(EXACT)["explained"]) == [False, False]


def test_a_sum_agrees_within_a_tenth_of_a_percent():
    published = table("""
        measure | month   | published
        starts  | 2009-01 | 40
        starts  | 2009-02 | 96
    """)
    assert list(compared(published=published)["agrees"]) == [True, False]  # 0; 1 of 96
    assert list(compared()["agrees"]) == [False, False]


def test_nothing_to_add_is_unknown_and_never_nought():
    nothing = compared(actuals=ACTUALS[:0])
    assert nothing["sum"].isna().all()
    assert not nothing["agrees"].any()
    assert agreement.by_measure(nothing).empty
    assert agreement.last(nothing) is None


def test_a_figure_outside_the_terms_of_its_contract_is_still_added():
    late = SPANS.assign(first=pd.Timestamp("2009-02-01"))
    assert list(compared(spans=late)["sum"]) == [40, 95]


def test_over_all_months_it_is_a_ratio_of_sums_and_the_widest_month_is_named():
    (row,) = agreement.by_measure(compared()).to_dict("records")
    assert (row["sum"], row["published"], row["months"]) == (40 + 95, 43 + 100, 2)
    assert row["difference_share"] == pytest.approx(-8 / 143)
    assert row["widest"] == pytest.approx(3 / 43)
    assert (row["months_agreeing"], row["months_explained"], row["agrees"]) == (0, 1, False)
    assert agreement.last(compared())["month"] == pd.Timestamp("2009-02-01")


def test_a_table_names_measures_by_title_and_gives_shares_in_percent():
    months = agreement.shown(compared(), {"starts": "Starts"})
    assert [f"{each:%Y-%m}" for each in months["month"]] == ["2009-02", "2009-01"]
    assert list(months["measure"]) == ["Starts", "Starts"]
    assert months["difference_share"].iloc[0] == pytest.approx(-5)
    (row,) = agreement.shown(agreement.by_measure(compared()), {"starts": "Starts"}).to_dict(
        "records"
    )
    assert row["widest"] == 6.977  # 3 of 43, in percent


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_figures_rounded_to_5_and_hidden_under_5_always_lie_within_the_bound(true):
    shown = [None if each < 5 else 5 * round(each / 5) for each in true]
    names = [f"C{place}" for place in range(len(true))]
    month = pd.Timestamp("2009-01-01")
    actuals = pd.DataFrame(
        {
            "contract": names,
            "measure": "starts",
            "month": month,
            "actual": pd.Series(shown, dtype="float64"),
            "reason": ["suppressed" if each is None else "" for each in shown],
        }
    )
    spans = pd.DataFrame({"contract": names, "first": month})
    published = pd.DataFrame({"measure": ["starts"], "month": month, "published": [sum(true)]})
    (row,) = compared(ROUNDED, actuals, spans, published).to_dict("records")
    assert row["explained"] or row["contracts_counted"] == 0
