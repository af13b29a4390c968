"""What do the figures say, in a sentence?

Numbers, months and shares are worded here once, and every finding is written from the same frame
as its chart. Arithmetic is not cause: no sentence says why.
"""

from monitoring.narrative.agreement import agreement_finding, part_of_all, rounding_note
from monitoring.narrative.contracts import (
    contract_name,
    held_against,
    portfolio_finding,
    profile_by_share,
    provider_finding,
    row_finding,
)
from monitoring.narrative.profile import (
    ProfileView,
    actual_words,
    chart_title,
    profile_alt,
    profile_finding,
    run_rate_sentence,
)
from monitoring.narrative.sources import (
    LINEAGE,
    source_name,
    sources_finding,
    value_for_money,
    working,
)
from monitoring.narrative.sources import note as source_note
from monitoring.narrative.supply_chain import (
    REGISTER_ONLY,
    about_chain,
    chain_finding,
    chain_size,
    contract_terms,
    no_partner,
    partner_finding,
    prime_finding,
    register_only,
    rows_found,
)
from monitoring.narrative.words import (
    day,
    listed,
    money,
    month,
    months_span,
    number,
    percent,
    points,
    quantity,
)

__all__ = [
    "LINEAGE",
    "REGISTER_ONLY",
    "ProfileView",
    "about_chain",
    "actual_words",
    "agreement_finding",
    "chain_finding",
    "chain_size",
    "chart_title",
    "contract_name",
    "contract_terms",
    "day",
    "held_against",
    "listed",
    "money",
    "month",
    "months_span",
    "no_partner",
    "number",
    "part_of_all",
    "partner_finding",
    "percent",
    "points",
    "portfolio_finding",
    "prime_finding",
    "profile_alt",
    "profile_by_share",
    "profile_finding",
    "provider_finding",
    "quantity",
    "register_only",
    "rounding_note",
    "row_finding",
    "rows_found",
    "run_rate_sentence",
    "source_name",
    "source_note",
    "sources_finding",
    "value_for_money",
    "working",
]
