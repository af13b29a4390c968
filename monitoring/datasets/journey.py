"""What happened to a client on the way: referral, start, appointments, deferral, readiness."""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets import codes
from monitoring.datasets.shared import (
    ADVISER,
    CLIENT,
    CLIENT_CATEGORY,
    CONTRACT,
    DELIVERED_BY,
    OFFICE,
    REFERRED_ON,
    SITE,
    drawn,
    in_order,
    optional_code,
    optional_count,
    optional_date,
    optional_text,
    side_by_side,
)
from monitoring.datasets.specification import Column, Dataset, Kind, RowRule
from monitoring.vocabulary import Mode, Source

REFERRALS = Dataset(
    name="referrals",
    title="Referrals",
    sentence="One row for each referral the Jobcentre made, as its own system records it.",
    columns=(
        CONTRACT,
        CLIENT,
        REFERRED_ON,
        CLIENT_CATEGORY,
        optional_code("benefit", "The benefit the client claims.", codes.BENEFITS),
        OFFICE,
        optional_date("notified_on", "The day the provider was told."),
    ),
    key=("contract", "client_ref", "referred_on"),
    sources=(Source.LMS,),
    dating="referred_on",
    mode=Mode.WHOLE,
    rules=(in_order("referred_on", "notified_on"),),
    examples=drawn("""
        contract | client_ref | referred_on | client_category | benefit | office       | notified_on
        CPA-1    | R-10001    | 2009-04-02  | mandatory       | ESA     | North Office | 2009-04-03
        CPA-1    | R-10002    | 2009-04-02  | voluntary       | IB      |              |
    """),
)

REFERENCES = Dataset(
    name="references",
    title="References",
    sentence="One row for each other reference a client is known by, and in whose records.",
    columns=(
        CONTRACT,
        Column(
            "source",
            Kind.CODE,
            "Whose records use the other reference.",
            codes=codes.SOURCES,
            example="provider_mi",
        ),
        Column("source_ref", Kind.REFERENCE, "The other reference.", example="PX-551"),
        CLIENT,
    ),
    key=("contract", "source", "source_ref"),
    sources=(Source.LMS, Source.PROVIDER_MI),
    dating=None,  # a reference belongs to no month
    mode=Mode.CORRECTIONS,
    examples=drawn("""
        contract | source      | source_ref | client_ref
        CPA-1    | provider_mi | PX-551     | R-10001
        CPA-1    | provider_mi | PX-552     | R-10002
    """),
)

STARTS = Dataset(
    name="starts",
    title="Starts",
    sentence="One row for each referral the provider received, and whether the client started.",
    columns=(
        CONTRACT,
        CLIENT,
        REFERRED_ON,
        optional_date("received_on", "The day the provider received the referral."),
        optional_date("started_on", "The day the client started; blank while not started."),
        CLIENT_CATEGORY,
        SITE,
        DELIVERED_BY,
        optional_code("status", "Where the client stands now.", codes.START_STATUSES),
        ADVISER,
    ),
    key=("contract", "client_ref", "referred_on"),
    sources=(Source.PROVIDER_MI,),
    dating="referred_on",  # started_on is blank for those still waiting
    mode=Mode.CORRECTIONS,
    rules=(in_order("referred_on", "received_on"), in_order("referred_on", "started_on")),
    examples=drawn("""
        contract | client_ref | referred_on | received_on | started_on | client_category | status
        CPA-1    | R-10001    | 2009-04-02  | 2009-04-06  | 2009-04-20 | mandatory       | active
        CPA-1    | R-10002    | 2009-04-02  | 2009-04-06  |            | voluntary       |
    """),
)

CLIENT_FACTS = Dataset(
    name="client_facts",
    title="Facts about clients",
    sentence="One row for each date on which facts about a client were recorded.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("as_of", Kind.DATE, "The day the facts held.", example="2009-04-20"),
        optional_text("age_band", "The client's age in a band; never a date of birth.", "35-44"),
        optional_count("benefit_months", "How many months the client has been on benefit."),
        Column(
            "needs",
            Kind.CODES,
            "The client's needs, separated by semicolons.",
            optional=True,
            codes=codes.NEEDS,
            example="mental_health;no_work_history",
        ),
    ),
    key=("contract", "client_ref", "as_of"),
    sources=(Source.PROVIDER_MI, Source.LMS),
    dating="as_of",
    mode=Mode.CORRECTIONS,
    examples=side_by_side("""
        contract       | CPA-1                         | CPA-1
        client_ref     | R-10001                       | R-10002
        as_of          | 2009-04-20                    | 2009-04-21
        age_band       | 35-44                         | 50-59
        benefit_months | 30                            | 14
        needs          | mental_health;no_work_history |
    """),
)

APPOINTMENTS = Dataset(
    name="appointments",
    title="Appointments",
    sentence="One row for each appointment of a client, and what came of it.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("scheduled_on", Kind.DATE, "The day it was booked for.", example="2009-04-20"),
        optional_text("slot", "The slot of the day, where several were booked.", "10:30"),
        replace(
            optional_count("wfi_no", "Which work-focused interview it is; blank for any other."),
            example="1",
        ),
        Column(
            "result",
            Kind.CODE,
            "What came of it.",
            codes=codes.APPOINTMENT_RESULTS,
            example="attended",
        ),
        optional_count("minutes", "How many minutes it took."),
        optional_code("mode", "How it was held.", codes.APPOINTMENT_MODES),
        SITE,
        DELIVERED_BY,
        ADVISER,
        optional_date("followed_up_on", "The day a failure to attend was followed up."),
    ),
    key=("contract", "client_ref", "scheduled_on", "slot", "wfi_no"),
    sources=(Source.PROVIDER_MI, Source.PARTNER),
    dating="scheduled_on",
    mode=Mode.WHOLE,
    rules=(in_order("scheduled_on", "followed_up_on"),),
    examples=drawn("""
        contract | client_ref | scheduled_on | slot  | wfi_no | result   | minutes | mode
        CPA-1    | R-10001    | 2009-04-20   | 10:30 | 1      | attended | 55      | individual
        CPA-1    | R-10001    | 2009-05-18   |       | 2      | fta      |         | individual
    """),
)

DEFERRALS = Dataset(
    name="deferrals",
    title="Deferrals",
    sentence="One row for each time a client's interviews were put off, and until when.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("from_on", Kind.DATE, "The first day of the deferral.", example="2009-04-27"),
        Column("reason", Kind.TEXT, "Why it was granted.", example="awaiting treatment"),
        optional_date("review_on", "The day it is to be reviewed."),
        optional_date("to_on", "The last day of the deferral."),
        optional_text("approved_by_role", "The role of whoever approved it.", "adviser manager"),
    ),
    key=("contract", "client_ref", "from_on"),
    sources=(Source.PROVIDER_MI,),
    dating="from_on",
    mode=Mode.CORRECTIONS,
    rules=(
        RowRule(
            "deferral_without_end",
            "Give `review_on` or `to_on`: a deferral says when it is looked at again.",
            one_of=("review_on", "to_on"),
        ),
        in_order("from_on", "review_on"),
        in_order("from_on", "to_on"),
    ),
    examples=drawn("""
        contract | client_ref | from_on    | reason             | review_on  | to_on
        CPA-1    | R-10003    | 2009-04-27 | awaiting treatment | 2009-06-01 |
        CPA-1    | R-10004    | 2009-04-29 | bereavement        |            | 2009-05-27
    """),
)

READINESS = Dataset(
    name="readiness",
    title="Readiness ratings",
    sentence="One row for each rating of a client's readiness for work, in the provider's codes.",
    columns=(
        CONTRACT,
        CLIENT,
        Column("rated_on", Kind.DATE, "The day of the rating.", example="2009-04-20"),
        Column("scheme", Kind.TEXT, "The provider's coding scheme.", example="rag"),
        Column("code", Kind.TEXT, "The code given, as the scheme spells it.", example="amber"),
    ),
    key=("contract", "client_ref", "rated_on", "scheme"),
    sources=(Source.PROVIDER_MI,),
    dating="rated_on",
    mode=Mode.WHOLE,
    examples=drawn("""
        contract | client_ref | rated_on   | scheme | code
        CPA-1    | R-10001    | 2009-04-20 | rag    | amber
        CPA-1    | R-10002    | 2009-04-21 | steps  | 4
    """),
)
