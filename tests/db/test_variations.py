"""Is a profile revised by contract only once both sides accepted it, whichever road it takes?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from db import chain, doors, profile_drafts, variations
from db.models import FACTS, Publication
from db.publishing.request import CallError
from db.sending import Desk
from db.variations import Proposal
from monitoring.reprofiling import Draft
from monitoring.variations import Did, agreed_set
from monitoring.vocabulary import Mode, ProfileKind, Status
from tests.db import returns
from tests.db.agreements import agree, pen, who, with_people
from tests.stores import prepared

JANUARY, FEBRUARY = date(2009, 1, 1), date(2009, 2, 1)
FIGURES = {("job_outcomes", "all"): {JANUARY: 30.0, FEBRUARY: 70.0}}
DRAFT = Draft(
    contract="CPA-1",
    name="agreed-09",
    rationale="Fewer voluntary clients.",
    effective_from=JANUARY,
    figures=FIGURES,
)
REVISED_SET = """
    contract | set       | kind                | authority
    CPA-1    | agreed-09 | revised_contractual | Variation 4
"""
REVISED = """
    contract | set       | month   | measure      | client_category | value
    CPA-1    | agreed-09 | 2009-01 | job_outcomes | all             | 30
    CPA-1    | agreed-09 | 2009-02 | job_outcomes | all             | 70
"""

MARCH = "    CPA-1 | agreed-09 | 2009-03 | job_outcomes | all | 5\n"
ORIGINAL_MARCH = """
    contract | set      | month   | measure      | client_category | value
    CPA-1    | original | 2009-03 | job_outcomes | all             | 160
"""


@prepared
def peopled(store):
    """Give a store with two contracts and people, on each engine."""
    return with_people(store)


def propose(store, login="cm", reference="Variation 4"):
    with doors.scoped_session(store, who(login)) as session:
        before = profile_drafts.figures_of_set(session, "CPA-1", "original")
    profile_drafts.propose(pen(store, login), DRAFT, reference, before)


def log(store, login="cm"):
    with doors.scoped_session(store, who(login)) as session:
        return variations.log(session, "CPA-1")


def rules(answer):
    return [problem.rule for problem in answer.problems]


def test_either_side_proposes_and_each_accepts(peopled):
    propose(peopled, "prime")
    variations.answer(pen(peopled, "prime"), "CPA-1", "Variation 4", Did.ACCEPTED_PROVIDER)
    [waiting] = log(peopled)
    assert not waiting.is_agreed
    variations.answer(pen(peopled, "cm"), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)
    [done] = log(peopled, "prime")
    assert done.is_agreed
    assert [(step.did, step.by_user) for step in done.steps] == [
        ("proposed", "prime"),
        ("accepted_provider", "prime"),
        ("accepted_dwp", "cm"),
    ]


def test_the_log_keeps_what_was_before_and_after(peopled):
    propose(peopled)
    [one] = log(peopled, "prime")
    assert one.had["job_outcomes", "all"][FEBRUARY] == 100
    assert one.figures == FIGURES
    assert (one.set, one.reason, one.dated) == ("agreed-09", "Fewer voluntary clients.", JANUARY)


def test_the_log_of_an_instant_holds_what_was_done_by_then(peopled):
    propose(peopled)
    first, later = returns.NOW, returns.NOW + timedelta(days=2)
    when = replace(pen(peopled, "prime"), now=later)
    variations.answer(when, "CPA-1", "Variation 4", Did.ACCEPTED_PROVIDER)
    with doors.scoped_session(peopled, who("cm")) as session:
        known = [
            [step.did for one in variations.log(session, "CPA-1", at) for step in one.steps]
            for at in (first - timedelta(seconds=1), first, later, None)
        ]
    both = ["proposed", "accepted_provider"]
    assert known == [[], ["proposed"], both, both]


@pytest.mark.parametrize("login", ["tppm", "advisers"])
def test_who_cannot_bind_a_side_neither_proposes_nor_accepts(peopled, login):
    with pytest.raises(CallError, match="Only who sends"):
        propose(peopled, login)
    propose(peopled)
    with pytest.raises(CallError, match="Only who sends"):
        variations.answer(pen(peopled, login), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)


def test_nobody_accepts_for_the_other_side(peopled):
    propose(peopled)
    with pytest.raises(CallError, match="Only who sends"):
        variations.answer(pen(peopled, "cm"), "CPA-1", "Variation 4", Did.ACCEPTED_PROVIDER)


def test_one_person_with_every_right_accepts_once(peopled):
    propose(peopled, "both")
    variations.answer(pen(peopled, "both"), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)
    with pytest.raises(CallError, match="somebody else"):
        variations.answer(pen(peopled, "both"), "CPA-1", "Variation 4", Did.ACCEPTED_PROVIDER)


def test_a_variation_declined_is_settled(peopled):
    propose(peopled)
    with pytest.raises(CallError, match="Say why"):
        variations.answer(pen(peopled, "prime"), "CPA-1", "Variation 4", Did.DECLINED)
    variations.answer(pen(peopled, "prime"), "CPA-1", "Variation 4", Did.DECLINED, "Too low.")
    with pytest.raises(CallError, match="settled"):
        variations.answer(pen(peopled, "cm"), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)
    assert log(peopled)[0].steps[-1].reason == "Too low."


def test_a_reference_is_used_once_and_an_unknown_one_is_not_there(peopled):
    propose(peopled)
    with pytest.raises(CallError, match="in the log already"):
        propose(peopled, "prime")
    with pytest.raises(CallError, match="no variation"):
        variations.answer(pen(peopled, "cm"), "CPA-1", "Variation 9", Did.ACCEPTED_DWP)
    with pytest.raises(CallError, match="Say reference and reason"):
        variations.propose(
            pen(peopled, "cm"), "CPA-1", Proposal(reference="", kind="other", reason="")
        )


def test_somebody_elses_contract_is_not_known(peopled):
    propose(peopled)
    with pytest.raises(CallError, match="not known, or is not yours"):
        variations.answer(pen(peopled, "cm-2"), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)
    with (
        doors.scoped_session(peopled, who("cm-2")) as session,
        pytest.raises(CallError, match="not known, or is not yours"),
    ):
        variations.log(session, "CPA-1")


def test_a_set_is_not_revised_before_both_accepted(peopled):
    assert rules(returns.send(peopled, "profile_sets", REVISED_SET)) == ["variation_needed"]
    propose(peopled)
    variations.answer(pen(peopled, "cm"), "CPA-1", "Variation 4", Did.ACCEPTED_DWP)
    refused = returns.send(peopled, "profile_sets", REVISED_SET)
    assert refused.status is Status.REFUSED
    assert "both accepted" in refused.problems[0].message
    variations.answer(pen(peopled, "prime"), "CPA-1", "Variation 4", Did.ACCEPTED_PROVIDER)
    assert returns.send(peopled, "profile_sets", REVISED_SET).status is Status.PUBLISHED


def test_a_set_named_after_the_kind_needs_it_too(peopled):
    named = REVISED.replace("agreed-09", "revised_contractual")
    assert set(rules(returns.send(peopled, "profiles", named))) == {"variation_needed"}


def test_a_revised_set_names_its_variation(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    other = REVISED_SET.replace("Variation 4", "Variation 5")
    refused = returns.send(peopled, "profile_sets", other)
    assert rules(refused) == ["variation_needed"]
    assert "brought in by variation Variation 4" in refused.problems[0].message


def test_a_revised_set_holds_the_figures_agreed_and_no_others(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    assert returns.send(peopled, "profile_sets", REVISED_SET).status is Status.PUBLISHED
    changed = returns.send(peopled, "profiles", REVISED.replace("| 70", "| 65"))
    assert rules(changed) == ["not_as_agreed"]
    assert [problem.row for problem in changed.problems] == [2 + 1]
    assert returns.send(peopled, "profiles", REVISED).status is Status.PUBLISHED


def test_whole_months_cannot_take_away_figures_both_sides_agreed(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    returns.send(peopled, "profile_sets", REVISED_SET)
    returns.send(peopled, "profiles", REVISED)
    january = "\n".join(REVISED.splitlines()[:-1]).replace("agreed-09", "spring  ")
    refused = returns.send(
        peopled, "profiles", january, mode=Mode.WHOLE, confirm_size=True, hold_faulty=True
    )
    assert refused.status is Status.REFUSED
    assert "agreed_locked" in rules(refused)
    assert "agreed-09, which both sides accepted in variation Variation 4" in next(
        each.message for each in refused.problems if each.rule == "agreed_locked"
    )
    with doors.scoped_session(peopled, who("prime")) as session:
        assert profile_drafts.figures_of_set(session, "CPA-1", "agreed-09") == FIGURES
        assert profile_drafts.figures_of_set(session, "CPA-1", "spring") == {}


def test_whole_months_may_take_away_a_figure_the_agreement_does_not_hold(peopled):
    returns.send(peopled, "profiles", REVISED + MARCH)  # informal until it is declared
    propose(peopled)
    agree(peopled, "Variation 4")
    assert rules(returns.send(peopled, "profile_sets", REVISED_SET)) == ["not_as_agreed"]
    sent = returns.send(peopled, "profiles", ORIGINAL_MARCH, mode=Mode.WHOLE, confirm_size=True)
    assert (sent.status, sent.changes.removed) == (Status.PUBLISHED, 1)
    assert returns.send(peopled, "profile_sets", REVISED_SET).status is Status.PUBLISHED


def test_a_set_both_sides_agreed_stays_revised_by_contract(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    returns.send(peopled, "profile_sets", REVISED_SET)
    lesser = REVISED_SET.replace("revised_contractual", "informal")
    refused = returns.send(peopled, "profile_sets", lesser)
    assert rules(refused) == ["agreed_locked"]
    assert "Give the other set a name of its own" in refused.problems[0].message


def test_figures_sent_first_are_held_against_the_agreement_when_the_set_is_called_revised(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    returns.send(peopled, "profiles", REVISED.replace("| 70", "| 65"))  # informal until declared
    assert rules(returns.send(peopled, "profile_sets", REVISED_SET)) == ["not_as_agreed"]


def test_faulty_rows_can_be_held_and_the_others_stored(peopled):
    both = REVISED_SET + "    CPA-1 | hoped-for | aspirational | Minute 3\n"
    held = returns.send(peopled, "profile_sets", both, hold_faulty=True)
    assert (held.status, held.rows_held, held.changes.added) == (Status.HELD, 1, 1)


def test_what_was_agreed_is_published_with_one_press(peopled):
    propose(peopled)
    agree(peopled, "Variation 4")
    [variation] = log(peopled)
    drawn = agreed_set("CPA-1", variation)
    said, figures = profile_drafts.share(desk(peopled, "cm"), drawn)
    assert (said.status, figures.status) == (Status.PUBLISHED, Status.PUBLISHED)
    with doors.scoped_session(peopled, who("prime")) as session:
        assert profile_drafts.figures_of_set(session, "CPA-1", "agreed-09") == FIGURES


def desk(store, login):
    return Desk(store, who(login), returns.NOW)


def test_a_draft_is_its_authors_alone(peopled):
    profile_drafts.keep(peopled, who("cm"), DRAFT, returns.NOW)
    assert profile_drafts.drafts(peopled, who("cm"), "CPA-1") == [DRAFT]
    for login in ("national", "prime", "both"):
        assert profile_drafts.drafts(peopled, who(login), "CPA-1") == []
    assert log(peopled, "prime") == []
    profile_drafts.forget(peopled, who("cm"), "CPA-1", "agreed-09")
    profile_drafts.forget(peopled, who("cm"), "CPA-1", "agreed-09")
    assert profile_drafts.drafts(peopled, who("cm"), "CPA-1") == []


@pytest.mark.parametrize("name", ["original", "", " ", "x" * 81])
def test_no_draft_takes_the_originals_place(peopled, name):
    with pytest.raises(CallError, match=r"cannot be changed|a name of at most"):
        profile_drafts.keep(peopled, who("cm"), replace(DRAFT, name=name), returns.NOW)


def test_a_shared_draft_has_receipts_and_reads_informal_without_authority(peopled):
    said, figures = profile_drafts.share(desk(peopled, "cm"), DRAFT)
    assert said.submission != figures.submission
    assert figures.changes.added == 2
    rows = returns.report(peopled, "profile", who("prime"), contract="CPA-1", set="agreed-09")
    assert [row["profile"] for row in rows if row["profile"]] == [30, 70]


def test_only_the_department_shares(peopled):
    with pytest.raises(CallError, match="Propose it as a variation"):
        profile_drafts.share(desk(peopled, "prime"), DRAFT)


def test_a_set_that_cannot_be_declared_stores_no_figure_either(peopled):
    wrong = replace(DRAFT, kind=ProfileKind.ASPIRATIONAL, name="revised_contractual")
    said, _ = profile_drafts.share(desk(peopled, "cm"), wrong)
    assert said.status is Status.REFUSED
    revised = replace(DRAFT, kind=ProfileKind.REVISED_CONTRACTUAL, authority="Variation 4")
    refused = profile_drafts.share(desk(peopled, "cm"), revised)
    assert Status.REFUSED in {each.status for each in refused}
    with doors.scoped_session(peopled, who("cm")) as session:
        for name in ("revised_contractual", "agreed-09"):
            assert profile_drafts.figures_of_set(session, "CPA-1", name) == {}


def publications(store):
    """Give what was published for the contract: kind, receipt, number and instant."""
    with doors.owner(store) as session:
        rows = session.scalars(select(Publication).where(Publication.contract_id == 1))
        return [(each.number, each.submission_id, each.published_at) for each in rows]


def test_terms_and_figures_of_a_set_are_published_in_one_act_at_one_instant(peopled):
    before = publications(peopled)
    said, figures = profile_drafts.share(desk(peopled, "cm"), DRAFT)
    new = publications(peopled)[len(before):]
    assert [(receipt, at) for _, receipt, at in new] == [
        (said.submission, returns.NOW), (figures.submission, returns.NOW),
    ]  # fmt: skip
    assert [number for number, *_ in new] == [len(before) + 1, len(before) + 2]
    with doors.owner(peopled) as session:
        assert chain.verify(session, peopled.key(chain.KEY_PURPOSE)) is None


def test_where_the_figures_cannot_be_stored_the_terms_are_not_either(peopled):
    before = publications(peopled)
    wrong = replace(DRAFT, figures={("nothing_known", "all"): {JANUARY: 30.0}})
    said, figures = profile_drafts.share(desk(peopled, "cm"), wrong)
    assert (rules(said), set(rules(figures))) == (["not_alone"], {"unknown_measure"})
    assert (said.status, said.submission) == (Status.REFUSED, None)
    assert publications(peopled) == before
    with doors.owner(peopled) as session:
        assert session.scalar(select(func.count()).select_from(FACTS["profile_sets"])) == 0


def test_terms_that_stand_already_let_new_figures_through(peopled):
    first, _ = profile_drafts.share(desk(peopled, "cm"), DRAFT)
    more = replace(DRAFT, figures={("job_outcomes", "all"): {JANUARY: 31.0, FEBRUARY: 70.0}})
    said, figures = profile_drafts.share(desk(peopled, "cm"), more)
    assert (said.status, said.earlier_submission) == (Status.DUPLICATE, first.submission)
    assert (figures.status, figures.changes.changed) == (Status.PUBLISHED, 1)


def test_agreed_figures_take_the_place_of_others_in_a_set_of_that_name(peopled):
    returns.send(peopled, "profiles", REVISED.replace("| 70", "| 65"))
    propose(peopled)
    agree(peopled, "Variation 4")
    [variation] = log(peopled)
    said, _ = profile_drafts.share(desk(peopled, "cm"), agreed_set("CPA-1", variation))
    assert said.status is Status.PUBLISHED
