"""What was agreed: contracts, profiles, arrangements with partners, and sites."""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets import codes
from monitoring.datasets.shared import (
    ARRANGEMENT,
    CATEGORY,
    CONTRACT,
    MONTH,
    WHOLE_OR_PART,
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

SET = Column("set", Kind.TEXT, "The name of the profile set.", example="original")

CONTRACTS = Dataset(
    name="contracts",
    title="Contracts",
    sentence="One row for each contract: who delivers which programme where, and since when.",
    columns=(
        CONTRACT,
        Column("programme", Kind.TEXT, "The code of the programme.", example="PLP"),
        Column("prime", Kind.NAME, "The prime provider that holds it.", example="Prime 1"),
        Column("district", Kind.NAME, "The district it serves.", example="Area 1"),
        optional_text("phase", "The phase of roll-out, or type of service, it belongs to.", "one"),
        Column("starts_on", Kind.DATE, "The day it commences.", example="2008-04-01"),
        replace(
            optional_count("length_months", "How many months it runs."),
            example="36",
            between=(1, 600),
        ),
        Column(
            "value_gbp",
            Kind.PENCE,
            "The nominal value of the contract in pounds.",
            optional=True,
            example="6000000.00",
            sensitive="price",
        ),
        optional_text("risk_rating", "The risk rating the department gave it.", "high"),
        optional_text("cm", "Who manages it, as a label; rights come from assignments.", "CM 1"),
        optional_text("tppm", "Who follows the client's journey, as a label.", "TPPM Area 1"),
    ),
    key=("contract",),
    sources=(Source.DWP,),
    dating=None,  # a contract belongs to no month
    mode=Mode.CORRECTIONS,
    examples=drawn("""
        contract | programme | prime   | district | starts_on  | length_months | value_gbp  | cm
        CPA-1    | PLP       | Prime 1 | Area 1   | 2008-04-01 | 36            | 6000000.00 | CM 1
        CPA-2    | PLP       | Prime 2 | Area 2   | 2007-12-01 | 36            |            |
    """),
)

PROFILE_SETS = Dataset(
    name="profile_sets",
    title="Profile sets",
    sentence="One row for each set of profiles: its kind, who made it and on whose authority.",
    columns=(
        CONTRACT,
        SET,
        Column(
            "kind",
            Kind.CODE,
            "The standing of the set.",
            codes=codes.PROFILE_KINDS,
            example="aspirational",
        ),
        optional_text("author", "Who made the set, by role.", "Contract manager"),
        optional_text("authority", "The reference of the authority for it.", "Variation 3"),
        optional_text("rationale", "Why it was made.", "Fewer voluntary clients.", free=True),
        optional_date("effective_from", "The day from which the set applies."),
        optional_date("provider_agreed_on", "The day the provider agreed to it."),
    ),
    key=("contract", "set"),
    sources=(Source.DWP,),
    dating=None,  # a set spans months; its figures are in `profiles`
    mode=Mode.CORRECTIONS,
    rules=tuple(
        RowRule(
            f"kind_of_set_{kind}",
            f"A set named `{kind}` is of kind `{kind}`. Write that kind, or give the set"
            " another name.",
            fixed_when=("kind", kind, "set", kind),
        )
        for kind in codes.PROFILE_KINDS
    ),
    examples=drawn("""
        contract | set          | kind         | author           | authority   | effective_from
        CPA-1    | original     | original     | National team    | Contract    | 2008-04-01
        CPA-1    | aspirational | aspirational | Contract manager | Variation 3 | 2009-04-01
    """),
)

PROFILES = Dataset(
    name="profiles",
    title="Profiles",
    sentence="One row for each monthly target of a set: month, measure and category.",
    columns=(
        CONTRACT,
        SET,
        replace(MONTH, sentence="The month the target is for."),
        Column(
            "measure",
            Kind.MEASURE,
            "The measure profiled; a rate may be given as a fraction.",
            example="job_outcomes",
            rates_too=True,
        ),
        CATEGORY,
        WHOLE_OR_PART,
        Column(
            "value",
            Kind.NUMBER,
            "The target in the measure's own unit.",
            example="40",
            between=(0, 1_000_000_000),
        ),
    ),
    key=("contract", "set", "month", "measure", "client_category", "arrangement"),
    sources=(Source.DWP,),
    dating="month",
    mode=Mode.CORRECTIONS,
    rules=(
        RowRule(
            "whole_number",
            "The target of a count is a whole number, nought or more. Write it without decimals.",
            whole_when_count=("value", "measure"),
        ),
    ),
    examples=drawn("""
        contract | set      | month   | measure      | client_category | arrangement | value
        CPA-1    | original | 2009-04 | job_outcomes | all             |             | 130
        CPA-1    | original | 2009-04 | job_outcomes | mandatory       |             | 100
        CPA-1    | original | 2009-04 | starts       | all             | P1-E2E      | 60
    """),
)

ARRANGEMENTS = Dataset(
    name="arrangements",
    title="Arrangements",
    sentence="One row for each arrangement with a partner, and each dated change of it.",
    columns=(
        CONTRACT,
        replace(ARRANGEMENT, sentence="The reference of the arrangement."),
        Column("starts_on", Kind.DATE, "The day these terms begin.", example="2008-04-01"),
        Column("partner", Kind.NAME, "The partner organisation.", example="Partner A"),
        Column(
            "model",
            Kind.CODE,
            "Which of the four models it follows.",
            codes=codes.ARRANGEMENT_MODELS,
            example="end_to_end",
        ),
        optional_code("local_label", "The prime's own label for it.", codes.LOCAL_LABELS),
        optional_code("client_group", "The client group it serves.", codes.CLIENT_GROUPS),
        optional_text("area", "The part of the district it covers.", "North"),
        optional_date("ends_on", "The last day of these terms."),
        Column("has_targets", Kind.YES_NO, "Whether it carries targets.", example="yes"),
        Column("is_paid", Kind.YES_NO, "Whether the prime pays for it.", example="yes"),
        Column(
            "outcome_share",
            Kind.SHARE,
            "Its share of the contract's outcome profile, as a fraction: its target where a set"
            " asks nothing of the arrangement itself.",
            optional=True,
            example="0.20",
        ),
    ),
    key=("contract", "arrangement", "starts_on"),
    sources=(Source.PROVIDER_MI, Source.DWP),
    dating=None,  # terms stand until changed; they belong to no single month
    mode=Mode.CORRECTIONS,
    rules=(
        in_order("starts_on", "ends_on"),
        *(
            RowRule(
                f"{model}_{column}",
                f"An arrangement of model `{model}` has `{column}` = no (it is neither paid nor"
                " given targets). Write no, or correct the model.",
                fixed_when=(column, "no", "model", model),
            )
            for model in codes.UNPAID_MODELS
            for column in ("is_paid", "has_targets")
        ),
        RowRule(
            "share_without_targets",
            "`outcome_share` stays blank when `has_targets` is no. Empty it, or write yes.",
            blank_when=("outcome_share", "has_targets", "no"),
        ),
    ),
    examples=side_by_side("""
        contract      | CPA-1      | CPA-1
        arrangement   | P1-E2E     | P2-SLA
        starts_on     | 2008-04-01 | 2008-06-01
        partner       | Partner A  | Partner B
        model         | end_to_end | sla
        has_targets   | yes        | no
        is_paid       | yes        | no
        outcome_share | 0.20       |
    """),
)

SITES = Dataset(
    name="sites",
    title="Sites",
    sentence="One row for each place where clients of a contract are seen.",
    columns=(
        CONTRACT,
        Column("site", Kind.NAME, "The name of the site.", example="Main"),
        Column("organisation", Kind.NAME, "Who runs it.", optional=True, example="Prime 1"),
        optional_code("site_type", "What kind of site it is.", codes.SITE_TYPES),
        optional_text("area_type", "What kind of area it stands in.", "urban"),
        optional_date("opened_on", "The day it opened."),
        optional_date("closed_on", "The day it closed."),
    ),
    key=("contract", "site"),
    sources=(Source.PROVIDER_MI,),
    dating=None,  # a site stands until it closes
    mode=Mode.CORRECTIONS,
    rules=(in_order("opened_on", "closed_on"),),
    examples=drawn("""
        contract | site     | organisation | site_type | area_type | opened_on
        CPA-1    | Main     | Prime 1      | main      | urban     | 2008-04-01
        CPA-1    | Outreach | Partner A    | outreach  | rural     | 2008-09-01
    """),
)
