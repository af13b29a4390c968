"""What was promised is raised, carried over and closed on the page, and seen by its readers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from db import doors, governance, packs
from db.governance import Held
from db.packs import Asked
from db.queries import governance as reads
from db.scope import Principal
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.handing_over import Leaving, Reach
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Wanted
from monitoring.governance.reviews import MeetingKind
from monitoring.pack import Part
from monitoring.vocabulary import Role
from tests.db import returns
from tests.pages.conftest import words

SHARED = Place("CPA-1", Audience.SHARED)
DWP = Place("CPA-1", Audience.DWP)
RATED = """
    contract | programme | prime   | district | starts_on  | length_months | risk_rating | tppm
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36            | High        | TPPM 1
"""
ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late", measure="starts")
LATE = Terms(
    kind=ItemKind.ACTION,
    what="Send the paperwork with the referral",
    how="Attach it",
    who="District office",
    due_on=date(2009, 3, 27),
    review_on=date(2009, 4, 15),
)

pytestmark = pytest.mark.usefixtures("sample")


def pen(store, login, on=date(2009, 4, 8)):
    """Give a person's pen on the morning of a day."""
    return Pen(store, Principal(login, login), datetime(on.year, on.month, on.day, 9, tzinfo=UTC))


def hold(store, login, kind, on, **more):
    """Write down that something was held on a day."""
    told = Held(kind=kind, held_on=on, as_at=pen(store, login, on).now, channel="face")
    return governance.hold(pen(store, login, on), SHARED, told, **more)


def submit(at, form, label="Save"):
    """Press a form's button."""
    [found] = [each for each in at.button if each.key == f"FormSubmitter:{form}-{label}"]
    return found.click().run()


def metrics(at):
    return {each.label: each.value for each in at.metric}


def errors(at):
    return [each.value.replace("\\", "") for each in at.error]


def labels(at):
    return [each.label for each in at.expander]


def links(at):
    """Give where each link of a page leads, by its words."""
    return {
        re.sub(r"\\(.)|:blue\[|]$", r"\1", each.proto.label): each.proto.query_string
        for each in at.get("page_link")
    }


@pytest.fixture
def page(opened):
    """Give the page about the contract."""

    def opening(login="cm", **address):
        return opened("reviews", login, **{"contract": "CPA-1", **address})

    return opening


def test_with_risk_high_the_review_after_15_january_is_due_on_15_april(sample, page):
    returns.send(sample, "contracts", RATED)
    hold(sample, "cm", MeetingKind.PPR, date(2009, 1, 15))
    at = page()
    assert not at.exception
    assert "the next is due 15 April 2009 (quarterly, last 15 January 2009)" in words(at)
    assert metrics(at)["Next performance review"] == "15 April 2009"


def test_a_contract_without_a_rating_has_no_review_day_and_says_so(page):
    at = page()
    assert "no interval is set for the contract's risk rating" in words(at)
    assert metrics(at)["Next performance review"] == "not set"


def test_another_rating_is_given_its_interval_on_the_page(sample, page):
    returns.send(sample, "contracts", RATED.replace("High", "Medium"))
    at = page(show="meetings")
    assert "No interval is set for the risk rating Medium." in words(at)
    at.text_input(key="authority of the interval").input("Review, 3 April 2009")
    at = submit(at, "interval", "Set it")
    assert errors(at) == []
    assert metrics(at)["Next performance review"] == "1 July 2009"
    assert "No interval is set" not in words(page(login="prime-1", show="meetings"))


def test_an_issue_of_three_meetings_heads_the_list_and_shows_every_step(sample, page):
    governance.raise_item(pen(sample, "tppm"), SHARED, LATE)
    hold(sample, "tppm", MeetingKind.TPPM, date(2009, 1, 12), raised=[ISSUE])
    for on in (date(2009, 2, 9), date(2009, 3, 9)):
        hold(sample, "tppm", MeetingKind.TPPM, on, carried=[2])
    at = page(login="prime-1", item="2")
    said = words(at)
    assert "Paperwork comes late\N{RIGHT DOUBLE QUOTATION MARK}, 3 times, without an owner" in said
    assert metrics(at)["Carried over most"] == "3\N{MULTIPLICATION SIGN}"
    [listed] = [each for each in at.dataframe if each.proto.alt == "Issues and actions"]
    first, second = listed.value.to_dict("records")
    assert (first["item"], first["carried"], first["who"]) == ("Item 2", 3, "nobody named")
    assert second["state"] == "Overdue, 14 days"
    assert said.count("Carried over on") == 3


def test_what_is_raised_is_seen_at_once_by_its_readers_only(page):
    at = page()
    at.text_input(key="what new issue").input("Ask for the evidence")
    at = submit(at, "raise issue")
    assert not at.exception
    assert errors(at) == []
    assert "Ask for the evidence" in str(at.dataframe[0].value)
    assert "1 item is open, none of them overdue." in words(page(login="tppm"))
    assert "Nothing is open." in words(page(login="prime-1"))  # DWP only unless somebody says more


def test_who_will_read_it_is_asked_before_it_is_saved(page):
    at = page(login="prime-1")
    [asked] = [each for each in at.radio if each.key == "readers new issue"]
    assert asked.options == [
        "The provider only",
        "Shared with DWP",
        "The provider and its partner",
        "Shared with DWP and the partners",
    ]
    assert asked.value == Audience.PRIME


def test_an_action_that_says_too_little_is_refused_with_what_is_missing(page):
    at = page()
    [kind] = [each for each in at.get("button_group") if each.key == "kind of item"]
    at = kind.set_value(ItemKind.ACTION).run()
    at.text_input(key="what new action").input("Send it")
    at = submit(at, "raise action")
    assert errors(at) == [
        "Say how it will be done, who does it, by when and when it is looked at next."
    ]


def test_nothing_closes_without_an_outcome_and_what_is_closed_keeps_it(sample, page):
    governance.raise_item(pen(sample, "tppm"), SHARED, ISSUE)
    at = submit(page(item="1"), "Close it 1", "Close it")
    assert errors(at) == ["Say what came of it: nothing closes without that."]
    at.text_area(key="outcome 1").input("It comes with the referral since April")
    at = submit(at, "Close it 1", "Close it")
    assert "Nothing is open." in words(at)
    assert "Closed on" in words(at)
    assert "It comes with the referral since April" in words(page(login="prime-1", item="1"))


def test_a_closed_item_opens_again_with_a_reason(sample, page):
    number = governance.raise_item(pen(sample, "tppm"), SHARED, ISSUE)
    closing = replace(ISSUE, outcome="Mended")
    governance.take_step(pen(sample, "tppm"), SHARED, number, Did.CLOSED, closing)
    at = page(item="1")
    at.text_area(key="again 1").input("It came back")
    at = submit(at, "Open it again 1", "Open it again")
    assert "1 item is open" in words(at)
    assert "Opened again on" in words(at)


def test_an_item_is_changed_and_its_readers_widened(sample, page):
    governance.raise_item(pen(sample, "cm"), DWP, ISSUE)
    at = page(item="1")
    at.text_input(key="who change 1").input("District office")
    at.text_input(key="why 1").input("Agreed by phone")
    [readers] = [each for each in at.radio if each.key == "readers change 1"]
    readers.set_value(Audience.SHARED)
    at = submit(at, "Change it 1")
    assert errors(at) == []
    said = words(page(login="prime-1", item="1"))
    assert "Who. District office" in said.replace("**", "")
    assert "Earlier steps were written for fewer readers." in said


def test_a_meeting_is_written_down_with_what_it_carries_over(sample, page):
    governance.raise_item(pen(sample, "tppm"), SHARED, ISSUE)
    at = page(show="meetings")
    assert "No review or meeting is written down yet" in words(at)
    at.date_input(key="held on").set_value(date(2009, 4, 7))
    at.multiselect[0].set_value([1])
    at = submit(at, "meeting")
    assert errors(at) == []
    [held] = [each for each in at.dataframe if each.proto.alt == "Meetings held"]
    assert list(held.value["held"]) == [date(2009, 4, 7)]
    with doors.scoped_session(sample, Principal("cm", "cm")) as session:
        assert reads.item(session, "CPA-1", 1).carried == 1


def test_a_meeting_is_moved_and_cancelled_on_the_page_by_who_wrote_it_down(sample, page):
    hold(sample, "cm", MeetingKind.CONTACT, date(2009, 3, 5))
    assert "Change this entry" not in labels(page(login="prime-1", show="meetings", meeting="1"))
    at = page(show="meetings", meeting="1")
    at.date_input(key="held on 1").set_value(date(2009, 3, 6))
    assert errors(submit(at, "change meeting 1")) == [
        "Say why: whoever read the entry before sees the reason beside it."
    ]
    at.text_input(key="why meeting 1").input("The minutes say the 6th")
    assert errors(submit(at, "change meeting 1")) == []
    at = page(login="prime-1", show="meetings", meeting="2")
    told = "by Contract manager, Areas 1 and 2 (DWP): The minutes say the 6th. Before: 5 March 2009"
    assert told in words(at)
    at = page(show="meetings", meeting="2")
    at.radio(key="what 2").set_value("Cancel it: it was not held")
    at.text_input(key="why meeting 2").input("Nobody came")
    assert errors(submit(at, "change meeting 2")) == []
    said = words(page(login="prime-1", show="meetings"))
    assert "Contract manager's contact of 6 March 2009: cancelled on" in said
    assert "Nobody came" in said
    assert "No review or meeting is written down yet" in said


def test_a_meeting_shows_the_pack_it_used_on_both_sides_and_the_next_day_offers_it(
    sample, page, opened
):
    asked = Asked("CPA-1", date(2009, 1, 1), (Part.REVIEWS,), Audience.SHARED, returns.NOW)
    packs.make(pen(sample, "cm", date(2009, 6, 11)), asked)
    at = page(show="meetings")
    at.selectbox(key="pack").set_value("1")
    [kind] = [each for each in at.selectbox if each.label == "What was held"]
    kind.set_value(MeetingKind.PPR)
    next(each for each in at.radio if each.key == "readers meeting").set_value(Audience.SHARED)
    assert errors(submit(at, "meeting")) == []
    for login in ("cm", "prime-1"):
        at = page(login=login, show="meetings", meeting="1")
        [held] = [each for each in at.dataframe if each.proto.alt == "Meetings held"]
        assert list(held.value["pack"]) == ["Pack 1"]
        assert links(at)["Open pack 1, used in it"].endswith("contract=CPA-1&pack=1")
        rows = returns.report(sample, "reviews", Principal(login, login), contract="CPA-1")
        assert {row["kind"]: row["last_pack"] for row in rows}["ppr"] == 1
    at = opened("since_review", contract="CPA-1")
    assert not at.exception
    assert links(at)["Open pack 1, used in it"].endswith("contract=CPA-1&pack=1")


def test_notes_and_requests_name_their_writers_to_those_who_read_them(sample, opened):
    cm = Principal("cm", "Contract manager, Areas 1 and 2")
    writing = replace(pen(sample, "cm"), principal=cm)
    about = Subject(measure="job_outcomes")
    governance.note(writing, SHARED, about, Said("Two advisers left"))
    wanted = Wanted(of_party=Party.PRIME, purpose="For the district", due_on=date(2009, 6, 30))
    governance.ask(writing, SHARED, wanted)
    named = "Contract manager, Areas 1 and 2 (DWP)"
    at = opened("profile_vs_actual", "prime-1", contract="CPA-1")
    assert f"{named}, 8 April 2009; shared with the provider." in words(at)
    at = opened("requests", "prime-1", contract="CPA-1", request="1")
    assert f"Asked on 8 April 2009 by {named}" in words(at)
    [listed] = [each for each in at.dataframe if each.proto.alt == "Requests for data"]
    assert list(listed.value["by"]) == [named]


def test_a_plan_shows_its_measure_before_and_after_and_claims_no_effect(sample, page):
    plan = Terms(
        kind=ItemKind.PLAN,
        what="More vacancies",
        who="Prime 1",
        measure="job_outcomes",
        month=date(2009, 2, 1),
        due_on=date(2009, 2, 27),
    )
    governance.raise_item(pen(sample, "cm"), SHARED, plan)
    said = words(page(show="plans"))
    assert "before (August 2008 to January 2009) 38 a month over 1 month of 6" in said
    assert "while it ran (February 2009) 60 a month over 1 month" in said
    assert "after (March 2009) 80 a month over 1 month" in said
    assert "Before and after; not an effect" in said


def test_what_is_overdue_stands_on_the_home_page_and_beside_the_figures(sample, opened):
    governance.raise_item(pen(sample, "tppm"), SHARED, LATE)
    for page in ("portfolio", "profile_vs_actual"):
        said = words(opened(page, "cm", contract="CPA-1"))
        assert "was due 27 March 2009, 14 days ago" in said, page
    assert "was due 27 March" not in words(opened("portfolio", "cm-2"))


def test_an_event_is_drawn_on_the_chart_and_listed_under_it(sample, opened):
    said = Said("ESA for new claimants", date(2009, 2, 12), "programme_change")
    governance.note(pen(sample, "cm"), SHARED, Subject(), said)
    at = opened("profile_vs_actual", "prime-1", contract="CPA-1")
    assert "1: 12 February 2009, ESA for new claimants" in words(at)
    [chart, *_] = at.get("plotly_chart")
    assert "ESA for new claimants" in chart.proto.spec


def test_a_note_is_written_and_put_right_beside_its_figure(opened):
    at = opened("profile_vs_actual", "cm", contract="CPA-1", month="2009-02")
    at.text_area(key="note text").input("40 of these are from Area 2")
    at = submit(at, "note 2009-02")
    assert errors(at) == []
    assert "40 of these are from Area 2" in words(at)
    at.text_area(key="right 1").input("4 of these are from Area 2")
    at = submit(at, "note 1", "Put it right")
    assert errors(at) == []
    said = words(opened("profile_vs_actual", "tppm", contract="CPA-1", month="2009-02"))
    assert "4 of these are from Area 2" in said
    assert "40 of these are from Area 2" in said  # what it said before stays to be read
    assert "Area 2" not in words(opened("profile_vs_actual", "prime-1", contract="CPA-1"))


def test_a_return_carries_what_its_provider_says_of_it(sample, opened):
    with doors.scoped_session(sample, Principal("cm", "cm")) as session:
        [held, *_] = reads.held_already(session, "CPA-1", "monthly_return", "", [])
    address = {"contract": "CPA-1", "submission": str(held.submission)}
    at = opened("submissions", "prime-1", **address)
    at.text_area(key="text commentary CPA-1").input("March lacks 4 claims")
    [readers] = [each for each in at.radio if each.key == "readers commentary CPA-1"]
    readers.set_value(Audience.SHARED)
    at = submit(at, "commentary CPA-1")
    assert errors(at) == []
    assert "March lacks 4 claims" in words(opened("submissions", "cm", **address))


def test_before_asking_the_page_says_that_it_is_held_and_where(opened):
    address = {"contract": "CPA-1", "wanted": "m:job_outcomes", "from": "2009-02"}
    said = words(opened("requests", "tppm", **address))
    assert "Held already: 1 return holds job outcomes for February 2009." in said
    assert "sent by operator on" in said
    said = words(opened("requests", "tppm", **{**address, "wanted": "m:starts"}))
    assert "The store holds no starts for February 2009 that you may see." in said


def test_a_request_is_answered_on_the_page_and_its_minutes_are_counted(sample, opened):
    wanted = Wanted(of_party=Party.PRIME, purpose="For the district", due_on=date(2009, 4, 1))
    governance.ask(pen(sample, "tppm"), SHARED, wanted)
    at = opened("requests", "prime-1", contract="CPA-1", request="1")
    assert "1 request waits for an answer; 1 past the date, the longest by 9 days." in words(at)
    at.text_area(key="answer 1").input("In our return of March")
    at.number_input[1].set_value(75)
    at = submit(at, "settle 1")
    assert errors(at) == []
    at = opened("requests", "tppm", contract="CPA-1")
    assert "No request waits for an answer." in words(at)
    [hours] = [each for each in at.dataframe if each.proto.alt == "Time requests took"]
    assert list(hours.value["took"]) == ["1 hour 15 minutes"]


def test_each_page_says_who_owns_what_it_is_about(opened):
    said = words(opened("profile_vs_actual", "cm", contract="CPA-1"))
    assert "Who owns this." in said.replace("**", "")
    assert "Outcome performance against profile: the contract manager answers for it" in said


def test_the_matrix_says_what_is_disputed_and_takes_what_was_agreed(opened):
    at = opened("responsibilities", "cm", contract="CPA-1")
    assert "who does what is disputed in 6" in words(at)
    [matrix] = [each for each in at.dataframe if each.proto.alt == "Who answers for what"]
    row = matrix.value.set_index("process").loc["Client progression"]
    assert row["tppm"] == "A, disputed"
    at = submit(at, "responsibility")
    assert errors(at) == []
    assert "Of this contract: Outcome performance against profile" in words(at)
    at = opened("responsibilities", "prime-1", contract="CPA-1")
    assert not [each for each in at.button if "responsibility" in str(each.key)]


def test_contacts_are_entered_as_posts(opened):
    at = opened("responsibilities", "prime-1", contract="CPA-1", show="contacts")
    [post, address] = [
        each for each in at.text_input if "ost" in each.label or "reach" in each.label
    ]
    post.input("Operations manager")
    address.input("area-1@prime.example")
    [readers] = [each for each in at.radio if each.key == "readers contact"]
    readers.set_value(Audience.SHARED)
    at = submit(at, "contact")
    assert errors(at) == []
    said = opened("responsibilities", "cm", contract="CPA-1", show="contacts").dataframe[0].value
    assert list(said["post"]) == ["Operations manager"]


def test_a_contact_is_changed_and_ended_by_form_and_stays_as_it_was_on_earlier_days(
    sample, opened
):
    reach = Reach("prime", "district", "Operations manager", "ops@prime.example")
    governance.add_contact(pen(sample, "prime-1"), SHARED, reach)
    at = opened("responsibilities", "prime-1", contract="CPA-1", show="contacts")
    at.text_input(key="contact post 1").input("Head of operations")
    mine = "FormSubmitter:contact 1"
    [change, end] = [each for each in at.button if str(each.key).startswith(mine)]
    assert (change.label, end.label) == ("Save the change", "It has ended")
    assert errors(change.click().run()) == []
    at = opened("responsibilities", "cm", contract="CPA-1", show="contacts")
    assert list(at.dataframe[0].value["post"]) == ["Head of operations"]
    at = opened("responsibilities", "prime-1", contract="CPA-1", show="contacts")
    [end] = [each for each in at.button if each.label == "It has ended"]
    assert errors(end.click().run()) == []
    with doors.scoped_session(sample, Principal("cm", "cm")) as session:
        assert reads.contacts(session, "CPA-1") == []
        [before] = reads.contacts(session, "CPA-1", pen(sample, "cm").now)
    assert before.post == "Operations manager"


def test_what_a_manager_leaves_is_on_the_next_one_s_home_until_read(sample, opened):
    leaving = Leaving(Role.TPPM, date(2009, 4, 1), "The list comes on the 6th", "tppm")
    governance.hand_over(pen(sample, "admin"), DWP, leaving)
    at = opened("portfolio", "tppm")
    assert "The list comes on the 6th" in words(at)
    [read] = [each for each in at.button if each.label == "I have read it"]
    at = read.click().run()
    assert "The list comes on the 6th" not in words(at).replace("Read what was left", "")
    assert "The list comes on the 6th" not in words(opened("portfolio", "cm"))


def test_a_provider_s_home_shows_what_was_left_to_it(sample, opened):
    leaving = Leaving(Role.PRIME_MANAGER, date(2009, 4, 1), "The district wants the list")
    place = Place("CPA-1", Audience.PRIME)
    governance.hand_over(pen(sample, "admin"), place, leaving)
    assert "The district wants the list" in words(opened("upload_return", "prime-1"))
    assert "The district wants the list" not in words(opened("upload_return", "tppm"))


def test_what_was_known_on_an_earlier_day_is_for_reading_only(sample, page):
    governance.raise_item(pen(sample, "tppm", date(2009, 4, 8)), SHARED, ISSUE)
    assert "1 item is open" in words(page(as_at="2026-12-31"))
    at = page(as_at="2009-04-01")
    assert not at.exception
    assert not [each for each in at.button if "raise" in str(each.key)]
