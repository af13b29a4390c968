"""Is every page marked, and do findings, tables and messages leave it as they should?"""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from pages.shared.registry import PAGES
from tests.pages.conftest import words


def codes(at):
    return [each.value for each in at.code]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_page_carries_the_marking(opened, page):
    assert "OFFICIAL. Sample store: plainly synthetic or published data" in words(
        opened(page, "admin")
    )


@pytest.mark.usefixtures("sample")
def test_the_marking_is_a_setting(opened, monkeypatch):
    monkeypatch.setenv("MONITOR_MARKING", "OFFICIAL-SENSITIVE")
    assert "OFFICIAL-SENSITIVE. Sample store" in words(opened("definitions", "cm"))


@pytest.mark.usefixtures("sample")
def test_the_finding_copies_as_a_sentence(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1")
    assert any(one.startswith("Job outcomes are ") for one in codes(at))


@pytest.mark.usefixtures("sample")
def test_a_table_copies_with_its_headings_as_at_and_marking(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1", as_at="2009-06-30")
    table = next(one for one in codes(at) if "\t" in one)
    first, header, *rows = table.split("\n")
    assert "known as at 2009-06-30. OFFICIAL" in first
    assert header.split("\t")[:3] == ["Month", "Profile", "Actual"]
    assert any(row.split("\t")[:3] == ["March 2009", "160", "80"] for row in rows)


@pytest.mark.usefixtures("sample")
def test_each_chart_copies_as_a_picture_with_its_as_at_and_marking_but_not_in_a_print_view(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1", as_at="2009-06-30")
    assert not at.exception
    offered = [each.proto for each in at.get("bidi_component")]
    assert len(offered) == len(at.get("plotly_chart")) > 1
    assert {each.js_source_path for each in offered} == {"copy_chart.js"}
    assert not any(each.js_content for each in offered)  # the policy would not run it
    assert all("known as at 2009-06-30. OFFICIAL" in str(each) for each in offered)
    at = opened("profile_vs_actual", "cm", contract="CPA-1", print="1")
    assert not at.get("bidi_component")


@pytest.mark.usefixtures("sample")
def test_in_a_print_view_tables_stand_in_full_and_nothing_is_offered(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1", print="1")
    assert not at.exception
    assert list(at.table[0].value.columns[:3]) == ["Month", "Profile", "Actual"]
    assert not [each for each in at.code if "\t" in each.value]


@pytest.mark.usefixtures("sample")
def test_a_message_names_the_page_and_no_figure(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1")
    (link,) = [each.proto.url for each in at.get("link_button")]
    told = unquote(link)
    assert told.startswith("mailto:?subject=Profile against actual")
    assert "no figures" in told
    assert "80" not in told.replace("8501", "")


@pytest.mark.usefixtures("sample")
def test_the_flat_sheet_is_made_when_asked_for(opened):
    at = opened("portfolio", "cm")
    (button,) = [each for each in at.button if each.label == "Make the flat sheet"]
    button.click().run()
    assert not at.exception
    assert "Download the flat sheet" in [each.label for each in at.get("download_button")]


@pytest.mark.usefixtures("sample")
def test_any_page_tells_what_reads_otherwise_than_on_an_earlier_day(opened):
    at = opened("calendar", "cm", contract="CPA-1", then="2009-06-09")
    assert not at.exception
    assert "differ from what was known on 9 June 2009" in words(at)
    told = at.dataframe[-1].value
    assert ("CPA-1, 2009-01-01, provider_mi", "the row is new") in set(
        zip(told["row"], told["what"], strict=True)
    )
    assert "Choose a day: what reads otherwise" in words(opened("calendar", "cm"))
