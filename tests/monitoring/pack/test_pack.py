"""A pack's digest knows its content, and its files write it as what it is."""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.audiences import Audience
from monitoring.charts.still import _top, as_image, still
from monitoring.governance.items import Did, Item, ItemKind, Step, Terms
from monitoring.pack import (
    Chart,
    Column,
    Content,
    Kind,
    Part,
    Section,
    Series,
    Style,
    Table,
    digest,
    in_order,
)
from monitoring.pack.content import differing, digests, known
from monitoring.pack.print_page import Cover, body, page
from monitoring.pack.readers import Readers
from monitoring.pack.workbook import workbook

AT = datetime(2009, 6, 10, 12, tzinfo=UTC)
MONTHS = ("2009-01", "2009-02", "2009-03")
CHART = Chart(
    "Job outcomes by month",
    "Bars for the actual, a line for the profile.",
    MONTHS,
    (
        Series("Actual", Style.ACTUAL, (38, None, 80)),
        Series("Original", Style.ORIGINAL, (40, 100, 160)),
        Series("Working target", Style.OTHER, (None, 60, None)),
    ),
    (False, False, True),
)
TABLE = Table(
    "Months",
    (
        Column("Month"),
        Column("Actual", Kind.NUMBER),
        Column("Share", Kind.PERCENT),
        Column("Due", Kind.DAY),
    ),
    (
        ("January 2009", 38, 95.0, "2009-02-14"),
        ("=1+1", 1234.5, None, None),
        ("<b>bold</b> & more", None, 59.3333, ""),
    ),
)
SECTION = Section("profile", "Profile against actual", ("178 of 300.",), (CHART,), (TABLE,))
CONTENT = Content(
    "CPA-1", "Area 1", "Prime 1", "PLP", "January to March 2009", AT.isoformat(), "DWP only",
    (SECTION, Section("notes", "Notes and events", ("Nothing was noted.",))),
)
COVER = Cover(3, "OFFICIAL & SENSITIVE", "ab" * 32, "cm", AT, "Sample store")


def book(content=CONTENT, cover=COVER):
    return openpyxl.load_workbook(io.BytesIO(workbook(content, cover)))


def test_the_digest_changes_with_any_word_and_any_figure():
    assert digest(CONTENT) == digest(replace(CONTENT))
    said = replace(SECTION, said=("179 of 300.",))
    assert digest(CONTENT) != digest(replace(CONTENT, sections=(said,)))
    assert differing([said], digests([SECTION])) == ["Profile against actual"]
    assert differing([SECTION], digests([SECTION])) == []


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_figures_that_differ_beyond_what_counts_have_one_digest(value):
    told = [
        replace(SECTION, tables=(replace(TABLE, rows=((None, each, None, None),)),))
        for each in (value, float(known(value)))
    ]
    assert digests([told[0]]) == digests([told[1]])


def test_what_is_unknown_is_nothing_and_never_nought():
    assert known(math.nan) is None
    assert known(0.0) == 0


def test_sections_stand_in_the_order_of_a_pack_each_once():
    assert in_order(["notes", "findings", "notes"]) == [Part.FINDINGS, Part.NOTES]
    with pytest.raises(ValueError, match="stars"):
        in_order(["stars"])


def test_a_sheet_a_section_after_the_cover_with_a_chart_of_the_spreadsheets_own():
    made = book()
    assert made.sheetnames == ["Review pack", "Profile against actual", "Notes and events"]
    assert [len(sheet._charts) for sheet in made] == [0, 1, 0]  # noqa: SLF001 - where it keeps them


def test_every_sheet_is_set_up_to_be_printed_with_its_marking_and_as_at():
    for sheet in book():
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddHeader.center.text == "OFFICIAL && SENSITIVE"
        assert "known as at 10 June 2009" in sheet.oddFooter.left.text
        assert "OFFICIAL" in sheet.oddFooter.center.text


def cells(sheet):
    return {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_text_stays_text_figures_figures_shares_shares_and_days_days():
    found = cells(book()["Profile against actual"])
    assert found["=1+1"].data_type == "s"
    assert found["=1+1"].quotePrefix
    assert (found[38].number_format.split(";")[0], found[0.95].number_format) == ("#,##0", "0.0%")
    assert datetime(2009, 2, 14) in found  # noqa: DTZ001 - a workbook knows no zones
    assert 1234.5 in found


def test_the_cover_says_what_it_is_and_warns_where_it_is_not_the_same():
    found = cells(book(cover=replace(COVER, warning="Not as it was"))["Review pack"])
    assert {"OFFICIAL & SENSITIVE", "Not as it was", COVER.sha256} <= set(found)
    assert "Sample store" in found


def test_a_long_name_of_a_section_is_cut_to_what_a_sheet_may_have():
    long = replace(SECTION, title="Figures moved after their month closed", charts=(), tables=())
    assert book(replace(CONTENT, sections=(long,))).sheetnames[1] == long.title[:31]


def test_a_rate_is_drawn_in_percent():
    only = Series("Actual", Style.ACTUAL, (0.593, None, 0.5))
    rate = replace(CHART, percent=True, series=(only,))
    made = book(replace(CONTENT, sections=(replace(SECTION, charts=(rate,), tables=()),)))
    found = cells(made["Profile against actual"])
    assert found[0.593].number_format == "0.0%"
    assert "59%" not in still(rate)
    assert "60%" in still(rate)


def test_the_printed_page_is_whole_in_itself_and_runs_nothing():
    made = page(CONTENT, COVER)
    assert re.search(r"<script|src=|href=|url\(|@import", made) is None
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in made
    assert "14 February 2009" in made
    assert "59.3%" in made
    assert "OFFICIAL &amp; SENSITIVE" in made
    assert made.count("<svg") == 1


def test_a_marking_closes_no_text_of_the_style_sheet():
    made = page(CONTENT, replace(COVER, marking='X"; } body { display: none } "'))
    assert "display: none } " not in made.partition("</style>")[0].partition("@page")[2]


def test_within_another_page_a_chart_is_a_picture_with_its_words():
    made = body(CONTENT, replace(COVER, warning="Other now"), pictures=True)
    assert "<svg" not in made
    assert 'alt="Bars for the actual, a line for the profile."' in made
    assert "<strong>Other now</strong>" in made


def marks(name):
    return [each for each in ET.fromstring(still(CHART)).iter() if each.tag.endswith(name)]  # noqa: S314 - our own


def test_a_chart_has_a_bar_a_month_a_gap_where_none_is_known_and_one_line_a_set():
    bars = [each for each in marks("rect") if each.get("stroke")]
    assert [each.get("fill") == "none" for each in bars] == [False, True]
    assert len(marks("path")) == 1
    assert len(marks("polyline")) == 2
    heights = [float(each.get("height")) for each in bars]
    assert heights[1] / heights[0] == pytest.approx(80 / 38, rel=0.01)
    names = [each.text for each in marks("text")]
    assert {"Actual", "Original", "Working target", "0", "160", "2009"} <= set(names)


def test_labels_that_would_touch_are_moved_apart():
    close = replace(CHART, series=tuple(
        replace(each, figures=(40, 40, 40)) for each in CHART.series
    ))
    drawn = ET.fromstring(still(close))  # noqa: S314 - our own
    names = {each.name for each in close.series}
    heights = sorted(float(each.get("y")) for each in drawn.iter() if each.text in names)
    assert min(b - a for a, b in pairwise(heights)) >= 14


def test_a_chart_of_nothing_is_drawn_without_marks():
    nothing = replace(CHART, months=(), series=(Series("Actual", Style.ACTUAL, ()),), open=())
    assert "<rect" not in still(nothing)
    assert as_image(nothing).startswith("data:image/svg+xml;utf8,%3Csvg")


@given(st.floats(min_value=1e-4, max_value=1e7))
def test_the_axis_ends_at_a_round_figure_not_below_the_highest_nor_far_above(highest):
    top = _top(highest)
    assert highest <= top * (1 + 1e-9)
    assert top <= 2 * highest


ISSUE = Terms(kind=ItemKind.ISSUE, what="Late")
READ_BY = {
    Audience.DWP: (True, False),
    Audience.PRIME: (False, False),
    Audience.PARTNER: (False, False),
    Audience.SHARED: (True, True),
    Audience.CHAIN: (False, False),
    Audience.EVERYONE: (True, True),
}


@pytest.mark.parametrize("audience", list(Audience))
def test_a_shared_pack_keeps_only_what_both_sides_read(audience):
    one = Item("CPA-1", 1, (Step(1, Did.RAISED, ISSUE, "cm", AT, audience),))
    kept = tuple(
        bool(Readers(whom, AT).stepped([one])) for whom in (Audience.DWP, Audience.SHARED)
    )
    assert kept == READ_BY[audience]


def test_what_was_written_after_the_instant_is_left_out():
    late = Step(2, Did.CHANGED, ISSUE, "cm", AT.replace(hour=13), Audience.SHARED)
    one = Item("CPA-1", 1, (Step(1, Did.RAISED, ISSUE, "cm", AT, Audience.SHARED), late))
    [kept] = Readers(Audience.SHARED, AT).stepped([one])
    assert [step.number for step in kept.steps] == [1]


def test_the_archive_of_a_workbook_names_nobody_and_no_machine():
    with zipfile.ZipFile(io.BytesIO(workbook(CONTENT, COVER))) as archive:
        told = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in told
    assert date(2009, 6, 10).isoformat() in told
