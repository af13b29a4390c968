"""Items, meetings and requests read as rows, in words and numbers people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitoring.governance import shown
from monitoring.governance.items import Did
from monitoring.governance.plans import Stretch
from monitoring.governance.requests import Did as Asked
from monitoring.governance.reviews import MeetingKind, Series, Timing
from tests.monitoring.governance.test_items import ACTION, item
from tests.monitoring.governance.test_requests import WANTED, request
from tests.monitoring.governance.test_requests import step as asked
from tests.monitoring.test_programmes import shipped

ON = date(2009, 4, 10)
PLP = shipped("PLP")


def states(*found):
    return [row["state"] for row in shown.items(found, {}, ON)]


def test_the_state_of_an_item_is_said_in_words():
    closed = item(Did.RAISED, Did.CLOSED, terms=replace(ACTION, outcome="Sent"))
    later = item(Did.RAISED, terms=replace(ACTION, due_on=date(2009, 5, 1)))
    assert states(item(Did.RAISED, terms=ACTION), later, item(Did.RAISED), closed) == [
        "Overdue, 42 days",
        "Open",
        "Open, no date",
        "Closed",
    ]


def test_a_row_names_who_and_leaves_unknown_blank():
    [row] = shown.items([item(Did.RAISED)], {}, ON)
    assert (row["who"], row["due"], row["carried"]) == ("nobody named", None, None)
    frame = shown.table([], ["item", "state"])
    assert (list(frame.columns), len(frame)) == (["item", "state"], 0)


def test_a_series_says_how_often_and_how_late():
    late = Series(MeetingKind.PPR, 3, date(2009, 1, 15), date(2009, 4, 1), Timing.OVERDUE, 9)
    [row] = shown.series([late])
    assert (row["state"], row["every"]) == ("Overdue, 9 days", "quarterly")


def test_requests_that_wait_come_first_with_how_late_they_are():
    told = replace(WANTED, minutes=45, text="Here")
    done = request(asked(1, Asked.ASKED), asked(2, Asked.ANSWERED, told, by="prime"), number=2)
    first, last = shown.requests([done, request()], {"starts": "Starts"}, date(2010, 5, 2))
    assert (first["state"], first["took"]) == ("Late, 2 days", "")
    assert (last["state"], last["took"], last["months"]) == (
        "Answered",
        "45 minutes",
        "January to March 2010",
    )
    assert (first["of"], first["what"]) == ("Prime provider", "Starts")


def test_a_rate_over_few_shows_its_counts_only():
    rate = PLP.measure("conversion_rate")
    few = Stretch("before", ON, ON, 1, 2.0, 5.0)
    many = Stretch("after", ON, ON, 1, 20.0, 50.0)
    none = Stretch("after", ON, ON, 0, 0.0, 0.0)
    rows = shown.stretches([few, many, none], rate)
    assert [(row["value"], row["counts"]) for row in rows] == [
        ("too few for a rate", "2 of 5"),
        ("40.0%", "20 of 50"),
        ("no figure", "0 of 0"),
    ]


def test_ways_to_meet_and_long_texts_read_as_words():
    assert (shown.channel("phone"), shown.channel("by pigeon")) == ("By phone", "by pigeon")
    assert len(shown.label(12, "word " * 40)) <= shown.SHORT
