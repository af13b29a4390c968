"""What came of it: provision, employment, claims, exits and assessments."""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets import codes
from monitoring.datasets.shared import (
    CLIENT,
    CONTRACT,
    DELIVERED_BY,
    REFERRED_IF_KNOWN,
    REFERRED_ON,
    drawn,
    in_order,
    optional_code,
    optional_date,
    optional_text,
    side_by_side,
)
from monitoring.datasets.specification import Column, Dataset, Kind, RowRule
from monitoring.vocabulary import Mode, Source

PROVISION = Dataset(
    name="provision",
    title="Provision",
    sentence="One row for each service a client was referred to, and what came of it.",
    columns=(
        CONTRACT,
        CLIENT,
        replace(REFERRED_ON, sentence="The day the client was referred to the service."),
        Column("service", Kind.NAME, "The service.", example="Condition management"),
        DELIVERED_BY,
        optional_code("need", "The need it answers.", codes.NEEDS),
        optional_text("initiated_by", "Whose idea it was, by role.", "adviser"),
        optional_date("attended_on", "The day the client first attended."),
        optional_date("completed_on", "The day the client completed it."),
        optional_date("feedback_on", "The day the partner reported back."),
    ),
    key=("contract", "client_ref", "referred_on", "service"),
    sources=(Source.PROVIDER_MI, Source.PARTNER),
    dating="referred_on",
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("referred_on", "attended_on"),
        in_order("attended_on", "completed_on"),
        in_order("referred_on", "completed_on"),
        in_order("referred_on", "feedback_on"),
    ),
    examples=side_by_side("""
        contract    | CPA-1                | CPA-1
        client_ref  | R-10001              | R-10002
        referred_on | 2009-04-22           | 2009-04-24
        service     | Condition management | Job club
        arrangement | P1-E2E               |
        need        | mental_health        |
        attended_on | 2009-05-06           |
    """),
)

EMPLOYMENT = Dataset(
    name="employment",
    title="Employment",
    sentence="One row for each job a client began.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("job_started_on", Kind.DATE, "The first day in the job.", example="2009-06-01"),
        Column(
            "employer_ref",
            Kind.REFERENCE,
            "The provider's reference of the employer; never a name.",
            optional=True,
            example="E-204",
        ),
        REFERRED_IF_KNOWN,
        optional_date("started_on", "The day the client started on the programme."),
        Column(
            "hours_per_week",
            Kind.HOURS,
            "Paid hours a week, with up to two decimals.",
            optional=True,
            example="16",
            between=(0, 168),
        ),
        optional_code("work_type", "Employed or self-employed.", codes.WORK_TYPES),
        optional_date("job_ended_on", "The last day in the job; blank while it lasts."),
        DELIVERED_BY,
    ),
    key=("contract", "client_ref", "job_started_on", "employer_ref"),
    sources=(Source.PROVIDER_MI,),
    dating="job_started_on",
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("referred_on", "started_on"),
        in_order("referred_on", "job_started_on"),
        in_order("job_started_on", "job_ended_on"),
    ),
    examples=side_by_side("""
        contract       | CPA-1      | CPA-1
        client_ref     | R-10001    | R-10002
        job_started_on | 2009-06-01 | 2009-06-08
        employer_ref   | E-204      |
        referred_on    | 2009-04-02 | 2009-04-02
        hours_per_week | 20         | 7.5
        work_type      | employed   | self_employed
    """),
)

CLAIMS = Dataset(
    name="claims",
    title="Claims",
    sentence="One row for each outcome claimed for a client: evidence, decision and payment.",
    columns=(
        CONTRACT,
        CLIENT,
        REFERRED_IF_KNOWN,
        Column(
            "outcome",
            Kind.MEASURE,
            "The outcome claimed.",
            example="job_outcomes",
            aliases=codes.OUTCOME_ALIASES,
        ),
        optional_date("started_on", "The day the client started on the programme."),
        optional_date("job_started_on", "The first day in the job it rests on."),
        optional_date("claimed_on", "The day it was claimed."),
        optional_code("evidence_type", "What proves it.", codes.EVIDENCE_TYPES),
        optional_date("evidence_on", "The day the evidence was received."),
        optional_date("decided_on", "The day it was decided."),
        optional_code("decision", "How it was decided; blank while open.", codes.DECISIONS),
        optional_date("paid_on", "The day it was paid; blank while unpaid."),
        Column(
            "amount_gbp",
            Kind.PENCE,
            "The amount paid in pounds.",
            optional=True,
            example="950.00",
            sensitive="price",
        ),
    ),
    key=("contract", "client_ref", "referred_on", "outcome"),
    sources=(Source.PROVIDER_MI, Source.PAYMENTS),
    # Any date of a claim may be blank: a payment extract knows only when it was paid, a provider
    # only when it claimed. The sender names the months.
    dating=None,
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("referred_on", "started_on"),
        in_order("referred_on", "job_started_on"),
        in_order("job_started_on", "claimed_on"),
        in_order("claimed_on", "decided_on"),
        in_order("claimed_on", "paid_on"),
        in_order("decided_on", "paid_on"),
        RowRule(
            "rejected_but_paid",
            "A rejected claim has no `paid_on`. Empty it, or correct the decision.",
            blank_when=("paid_on", "decision", "rejected"),
        ),
    ),
    examples=side_by_side("""
        contract      | CPA-1             | CPA-1
        client_ref    | R-10001           | R-10002
        referred_on   | 2009-04-02        | 2009-04-02
        outcome       | job_outcomes      | job_outcomes
        claimed_on    | 2009-06-15        | 2009-06-22
        evidence_type | employer_evidence | self_employment
        decided_on    | 2009-06-29        |
        decision      | accepted          |
        paid_on       | 2009-07-10        |
        amount_gbp    | 950.00            |
    """),
)

EXITS = Dataset(
    name="exits",
    title="Exits",
    sentence="One row for each time a client left the programme.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("exited_on", Kind.DATE, "The day the client left.", example="2009-09-30"),
        REFERRED_IF_KNOWN,
        Column("reason", Kind.CODE, "Why.", codes=codes.EXIT_REASONS, example="moved"),
    ),
    key=("contract", "client_ref", "exited_on"),
    sources=(Source.PROVIDER_MI, Source.BDC),
    dating="exited_on",
    mode=Mode.WHOLE,
    rules=(in_order("referred_on", "exited_on"),),
    examples=drawn("""
        contract | client_ref | exited_on  | referred_on | reason
        CPA-1    | R-10003    | 2009-09-30 | 2009-04-09  | ineligible_after_wca
        CPA-1    | R-10004    | 2009-10-02 |             | moved
    """),
)

ASSESSMENTS = Dataset(
    name="assessments",
    title="Assessments",
    sentence="One row for each assessment asked for, and when its result came.",
    columns=(
        CONTRACT,
        CLIENT,
        Column(
            "kind",
            Kind.CODE,
            "Which assessment it is.",
            codes=codes.ASSESSMENT_KINDS,
            example="WCA",
        ),
        Column("requested_on", Kind.DATE, "The day it was asked for.", example="2009-04-02"),
        optional_date("completed_on", "The day it was completed."),
        optional_date("received_on", "The day the provider received the result."),
        optional_text("result", "The result, in the assessor's words.", "limited capability"),
    ),
    key=("contract", "client_ref", "kind", "requested_on"),
    sources=(Source.LMS,),
    dating="requested_on",
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("requested_on", "completed_on"),
        in_order("requested_on", "received_on"),
        in_order("completed_on", "received_on"),
    ),
    examples=side_by_side("""
        contract     | CPA-1              | CPA-1
        client_ref   | R-10001            | R-10002
        kind         | WCA                | WFHRA
        requested_on | 2009-04-02         | 2009-04-02
        completed_on | 2009-06-10         |
        received_on  | 2009-06-24         |
        result       | limited capability |
    """),
)
