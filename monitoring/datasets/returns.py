"""What is returned as figures: by month, by week, by invoice, and about the area."""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets.shared import (
    ARRANGEMENT,
    CATEGORY,
    CONTRACT,
    MONTH,
    OFFICE,
    WHOLE_OR_PART,
    drawn,
    in_order,
    optional_count,
    optional_date,
    optional_text,
)
from monitoring.datasets.specification import Column, Dataset, Kind
from monitoring.vocabulary import MissingReason, Mode, Source

MISSING_REASONS = tuple(
    reason.value
    for reason in (
        MissingReason.NOT_RETURNED,
        MissingReason.SUPPRESSED,
        MissingReason.NOT_PUBLISHED,
    )
)

MONTHLY_RETURN = Dataset(
    name="monthly_return",
    title="Monthly return",
    sentence="One row for each monthly figure of a contract: month, measure and category.",
    columns=(
        CONTRACT,
        MONTH,
        Column(
            "measure",
            Kind.MEASURE,
            "The measure counted; rates are worked out here, never returned.",
            example="starts",
        ),
        CATEGORY,
        WHOLE_OR_PART,
        Column(
            "value",
            Kind.COUNT,
            "The figure; blank means not known, which is not the same as 0.",
            optional=True,
            example="38",
        ),
        optional_text("note", "Anything a reader should know.", "Two sites closed.", free=True),
        Column(
            "missing_reason",
            Kind.CODE,
            "Why there is no figure, where a saved mapping knows.",
            optional=True,
            codes=MISSING_REASONS,
            internal=True,
        ),
    ),
    key=("contract", "month", "measure", "client_category", "arrangement"),
    sources=(
        Source.PROVIDER_MI,
        Source.PLMI,
        Source.PAYMENTS,
        Source.CLERICAL,
        Source.PUBLISHED,
    ),
    dating="month",
    mode=Mode.WHOLE,
    examples=drawn("""
        contract | month   | measure      | client_category | arrangement | value | note
        CPA-1    | 2009-04 | starts       | all             |             | 95    |
        CPA-1    | 2009-04 | starts       | mandatory       |             | 80    |
        CPA-1    | 2009-04 | job_outcomes | all             | P1-E2E      | 4     |
        CPA-1    | 2009-04 | job_outcomes | all             |             |       | Not yet known
    """),
)

EXPECTED_REFERRALS = Dataset(
    name="expected_referrals",
    title="Expected referrals",
    sentence="One row for each number of referrals expected in a month.",
    columns=(
        CONTRACT,
        replace(MONTH, sentence="The month the referrals are expected in."),
        replace(OFFICE, sentence="The Jobcentre office; blank means all of them."),
        CATEGORY,
        replace(WHOLE_OR_PART, sentence="The arrangement they are for; blank means all of them."),
        Column("value", Kind.COUNT, "How many referrals are expected.", example="110"),
    ),
    key=("contract", "month", "office", "client_category", "arrangement"),
    sources=(Source.DWP, Source.PROVIDER_MI),
    dating="month",
    mode=Mode.CORRECTIONS,
    examples=drawn("""
        contract | month   | office       | client_category | arrangement | value
        CPA-1    | 2009-04 | North Office | mandatory       |             | 60
        CPA-1    | 2009-04 |              | all             | P1-E2E      | 20
    """),
)

PARTNER_WEEKLY = Dataset(
    name="partner_weekly",
    title="Partner's weekly return",
    sentence="One row for each week of an arrangement: what the partner counted.",
    columns=(
        CONTRACT,
        ARRANGEMENT,
        Column("week_starting", Kind.DATE, "The first day of the week.", example="2009-04-06"),
        optional_count("referrals", "Clients referred to the partner in the week."),
        optional_count("attended", "Appointments attended in the week."),
        optional_count("ftas", "Appointments clients failed to attend in the week."),
        optional_count("activities", "Activities delivered in the week."),
        optional_count("job_outcomes", "Job outcomes reported in the week."),
        optional_count("sustained_job_outcomes", "Sustained job outcomes reported in the week."),
    ),
    key=("contract", "arrangement", "week_starting"),
    sources=(Source.PARTNER,),
    dating="week_starting",
    mode=Mode.WHOLE,
    examples=drawn("""
        contract | arrangement | week_starting | referrals | attended | ftas | job_outcomes
        CPA-1    | P1-E2E      | 2009-04-06    | 6         | 14       | 3    | 1
        CPA-1    | P1-E2E      | 2009-04-13    | 4         | 11       | 5    | 0
    """),
)

PARTNER_PAYMENTS = Dataset(
    name="partner_payments",
    title="Payments to partners",
    sentence="One row for each invoice of a partner: when it was issued, due and paid.",
    columns=(
        CONTRACT,
        ARRANGEMENT,
        Column("invoice_ref", Kind.TEXT, "The reference of the invoice.", example="INV-0409"),
        optional_date("issued_on", "The day it was issued."),
        Column("due_on", Kind.DATE, "The day payment is due.", example="2009-05-30"),
        optional_date("paid_on", "The day it was paid; blank while unpaid."),
        Column(
            "amount_gbp",
            Kind.PENCE,
            "The amount in pounds.",
            optional=True,
            example="1250.00",
            sensitive="price",
        ),
    ),
    key=("contract", "arrangement", "invoice_ref"),
    sources=(Source.PROVIDER_MI, Source.PARTNER),
    dating="due_on",
    mode=Mode.CORRECTIONS,
    rules=(in_order("issued_on", "due_on"), in_order("issued_on", "paid_on")),
    examples=drawn("""
        contract | arrangement | invoice_ref | issued_on  | due_on     | paid_on    | amount_gbp
        CPA-1    | P1-E2E      | INV-0409    | 2009-04-30 | 2009-05-30 | 2009-06-12 | 1250.00
        CPA-1    | P1-E2E      | INV-0509    | 2009-05-31 | 2009-06-30 |            | 1100.50
    """),
)

AREA_INDICATORS = Dataset(
    name="area_indicators",
    title="Area indicators",
    sentence="One row for each published monthly figure about a district.",
    columns=(
        Column("district", Kind.NAME, "The district.", example="Area 1"),
        MONTH,
        Column("indicator", Kind.TEXT, "The code of the indicator.", example="jsa_claimants"),
        Column("value", Kind.NUMBER, "The figure, in the indicator's unit.", example="12450"),
    ),
    key=("district", "month", "indicator"),
    sources=(Source.PUBLISHED,),
    dating="month",
    mode=Mode.CORRECTIONS,
    examples=drawn("""
        district | month   | indicator     | value
        Area 1   | 2009-04 | jsa_claimants | 12450
        Area 1   | 2009-04 | unemployment  | 7.1
    """),
)
