"""Does the chart of unusual months show each by shape, and a gap as a gap?"""

import pandas as pd

from monitoring.charts import control_chart, funnel_chart, palette
from monitoring.funnel import funnel
from monitoring.programmes import Better
from monitoring.spc import control


def rows(values, *, share=False, **columns):
    months = pd.date_range("2009-01-01", periods=len(values), freq="MS")
    given = pd.DataFrame({"contract": "C", "month": months, "value": values, **columns})
    return control(given, Better.HIGHER).assign(target=0.5 if share else 30.0)


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def test_an_unusual_month_has_a_mark_of_its_own_shape():
    drawn = traces(control_chart(rows([10, 12] * 8 + [60]), "Outcomes", share=False))
    better = drawn["Unusual, for the better"]
    assert (list(better.y), better.marker.symbol) == ([60], "circle-open")
    assert better.customdata == ("above the upper limit",)
    worse = traces(control_chart(rows([50, 52] * 8 + [1]), "Outcomes", share=False))
    assert worse["Unusual, for the worse"].marker.color == palette.ATTENTION


def test_limits_mean_and_profile_are_named_at_their_ends():
    figure = control_chart(rows([10, 12] * 8), "Outcomes", share=False)
    said = " ".join(each.text for each in figure.layout.annotations)
    names = ("Upper limit", "Lower limit", "Mean", "Profile")
    assert [name for name in names if name not in said] == []


def test_a_month_without_a_figure_or_over_too_few_is_a_gap():
    values = [0.5, 0.6, None, 0.5, 0.4]
    counts = {"numerator": [5, 6, None, 5, 2], "denominator": [10, 10, None, 10, 5]}
    drawn = traces(control_chart(rows(values, share=True, **counts), "Rate", share=True))
    assert drawn["Actual"].y == (0.5, 0.6, None, 0.5, None)


def test_a_provisional_month_is_hollow():
    made = rows([10, 12] * 8, provisional=[False] * 15 + [True])
    colours = traces(control_chart(made, "Outcomes", share=False))["Actual"].marker.color
    assert (colours[0], colours[-1]) == (palette.ACTUAL, palette.CLEAR)


def test_a_funnel_marks_who_lies_on_the_wrong_side_and_rings_the_one_in_mind():
    units = pd.DataFrame(
        {"unit": [f"U{at}" for at in range(24)],
         "numerator": [200] * 22 + [290, 110], "denominator": [1000] * 24}
    )  # fmt: skip
    found = funnel(units)
    found = found._replace(units=found.units.assign(district="Area"))
    figure = funnel_chart(found, "Rates", "", Better.HIGHER, "U3")
    drawn = traces(figure)
    assert len(drawn["Within"].x) == 22
    assert list(drawn["Better"].y) == [0.29]
    assert (list(drawn["Worse"].y), drawn["Worse"].marker.color) == ([0.11], palette.ATTENTION)
    assert [trace.text for trace in figure.data if trace.mode == "markers+text"] == [("U3",)]
    plain = funnel_chart(found, "Rates", "", Better.NEITHER)
    assert {trace.name for trace in plain.data if trace.name} == {"Within"}
