"""What clients and others said: complaints and feedback."""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets import codes
from monitoring.datasets.shared import (
    CLIENT,
    CONTRACT,
    DELIVERED_BY,
    MONTH,
    OFFICE,
    SITE,
    drawn,
    in_order,
    not_above,
    optional_code,
    optional_count,
    optional_date,
    optional_text,
    side_by_side,
)
from monitoring.datasets.specification import Column, Dataset, Kind
from monitoring.vocabulary import Mode, Source

EXERCISE = Column(
    "exercise", Kind.TEXT, "The reference of the feedback exercise.", example="2009-spring"
)


def _scale(name: str, sentence: str) -> Column:
    return replace(optional_count(name, sentence), example="4", between=(1, 5))


COMPLAINTS = Dataset(
    name="complaints",
    title="Complaints",
    sentence="One row for each complaint, comment or compliment, and what was done about it.",
    columns=(
        CONTRACT,
        Column("complaint_ref", Kind.TEXT, "The reference of the complaint.", example="C-0031"),
        Column("received_on", Kind.DATE, "The day it was received.", example="2009-02-02"),
        Column(
            "channel",
            Kind.CODE,
            "Who heard it first.",
            codes=codes.COMPLAINT_CHANNELS,
            example="jobcentre_staff",
        ),
        Column(
            "theme",
            Kind.CODE,
            "What it is about.",
            codes=codes.COMPLAINT_THEMES,
            example="referral_delay",
        ),
        Column(
            "kind",
            Kind.CODE,
            "Complaint, comment or compliment.",
            codes=codes.COMPLAINT_KINDS,
            example="complaint",
        ),
        Column(
            "contractual",
            Kind.YES_NO,
            "Whether it was judged contractual.",
            optional=True,
            example="no",
        ),
        replace(CLIENT, optional=True),
        OFFICE,
        SITE,
        DELIVERED_BY,
        optional_text("summary", "What was said, without names.", "Waited 44 days.", free=True),
        optional_date("acknowledged_on", "The day it was acknowledged."),
        optional_date("replied_on", "The day the provider replied."),
        optional_date("escalated_on", "The day it was passed to the contract manager."),
        optional_date("resolved_on", "The day it was resolved."),
        optional_code("outcome", "How it ended.", codes.COMPLAINT_OUTCOMES),
        optional_text("learning", "What was changed because of it.", "New rota.", free=True),
    ),
    key=("contract", "complaint_ref"),
    sources=(Source.TPPM, Source.PROVIDER_MI, Source.PARTNER),
    dating="received_on",
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("received_on", "acknowledged_on"),
        in_order("received_on", "replied_on"),
        in_order("received_on", "escalated_on"),
        in_order("received_on", "resolved_on"),
        in_order("acknowledged_on", "replied_on"),
        in_order("escalated_on", "resolved_on"),
    ),
    examples=side_by_side("""
        contract      | CPA-1           | CPA-1
        complaint_ref | C-0031          | C-0032
        received_on   | 2009-02-02      | 2009-02-09
        channel       | jobcentre_staff | provider_direct
        theme         | referral_delay  | staff
        kind          | complaint       | comment
        contractual   | no              |
        replied_on    | 2009-02-13      |
        resolved_on   | 2009-02-13      |
        outcome       | upheld          |
    """),
)

FEEDBACK_EXERCISES = Dataset(
    name="feedback_exercises",
    title="Feedback exercises",
    sentence="One row for each survey or other exercise: how many were asked and answered.",
    columns=(
        CONTRACT,
        EXERCISE,
        replace(MONTH, sentence="The month it was held in."),
        Column("mode", Kind.CODE, "How it was held.", codes=codes.FEEDBACK_MODES, example="post"),
        optional_count("population", "How many clients it was meant to reach."),
        optional_count("sent", "How many forms were sent."),
        optional_count("returned", "How many came back."),
        Column(
            "shared_with_tppm",
            Kind.YES_NO,
            "Whether the results were shared with the third party provision manager.",
            optional=True,
            example="yes",
        ),
    ),
    key=("contract", "exercise"),
    sources=(Source.SURVEY,),
    dating="month",
    mode=Mode.CORRECTIONS,
    rules=(not_above("sent", "population"), not_above("returned", "sent")),
    examples=drawn("""
        contract | exercise    | month   | mode    | population | sent | returned | shared_with_tppm
        CPA-1    | 2009-spring | 2009-04 | post    | 1800       | 400  | 52       | yes
        CPA-1    | 2009-cards  | 2009-05 | card    |            |      | 17       | no
    """),
)

FEEDBACK = Dataset(
    name="feedback",
    title="Feedback",
    sentence="One row for each answer to an exercise, without saying whose it is.",
    columns=(
        CONTRACT,
        EXERCISE,
        Column("respondent_no", Kind.COUNT, "The running number of the answer.", example="1"),
        replace(MONTH, sentence="The month of the answer."),
        optional_code("mode", "How it was given.", codes.FEEDBACK_MODES),
        _scale("satisfaction", "How satisfied, from 1 (not at all) to 5 (very)."),
        _scale("usefulness", "How useful, from 1 (not at all) to 5 (very)."),
        Column(
            "timing_ok",
            Kind.YES_NO,
            "Whether the service came at the right time.",
            optional=True,
            example="no",
        ),
        optional_text("preferred_timing", "When it should have come.", "earlier"),
        optional_text("stratum", "The group the respondent belongs to.", "two or more FTAs"),
    ),
    key=("contract", "exercise", "respondent_no"),
    sources=(Source.SURVEY,),
    dating="month",
    mode=Mode.WHOLE,
    examples=side_by_side("""
        contract      | CPA-1       | CPA-1
        exercise      | 2009-spring | 2009-spring
        respondent_no | 1           | 2
        month         | 2009-04     | 2009-04
        mode          | post        | post
        satisfaction  | 4           | 2
        usefulness    | 3           |
        timing_ok     | yes         | no
    """),
)
