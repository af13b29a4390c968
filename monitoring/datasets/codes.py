"""Which codes may stand in a column of codes?

Source: requirements.md C.3, unless a comment says otherwise. Measures are not here: they belong to
the programme and are data.
"""

from __future__ import annotations

from monitoring.vocabulary import ALL_CATEGORIES, ProfileKind, Source

CLIENT_CATEGORIES = (ALL_CATEGORIES, "mandatory", "voluntary")
BENEFITS = ("IB", "IS_incapacity", "ESA")
SOURCES = tuple(source.value for source in Source)
PROFILE_KINDS = tuple(kind.value for kind in ProfileKind)

ARRANGEMENT_MODELS = ("end_to_end", "specialist", "sla", "informal")
UNPAID_MODELS = ("sla", "informal")  # C.2 rule 6: neither paid nor given targets
LOCAL_LABELS = ("subcontract_with_targets", "subcontract_without_targets", "sla", "ad_hoc")
CLIENT_GROUPS = (
    "visual",
    "hearing",
    "mental_health",
    "learning_disability",
    "less_work_ready",
    "ESOL",
    "self_employment",
    "vocational",
    "area",
)
SITE_TYPES = ("main", "outreach", "community_location", "jobcentre_premises", "partner_premises")

NEEDS = (
    "mental_health",
    "learning_difficulty",
    "sensory",
    "mobility",
    "ESOL",
    "ethnic_minority",
    "age_50_plus",
    "ex_offender",
    "care_leaver",
    "drug_alcohol",
    "severe_illness",
    "awaiting_treatment",
    "long_benefit_history",
    "no_work_history",
)
START_STATUSES = ("active", "deferred", "left", "completed")
APPOINTMENT_RESULTS = ("attended", "fta", "cancelled", "deferred")
APPOINTMENT_MODES = ("individual", "group", "warm_up", "joint_trigger", "telephone")
ASSESSMENT_KINDS = ("WCA", "WFHRA")  # requirements.md C.1, assessment
EXIT_REASONS = (
    "ineligible_after_wca",
    "job",
    "end_of_programme",
    "moved",
    "left_benefit",
    "other",
)

WORK_TYPES = ("employed", "self_employed")
EVIDENCE_TYPES = ("employer_evidence", "self_employment", "off_benefit_check", "other")
DECISIONS = ("accepted", "rejected")  # requirements.md FIN-04
OUTCOME_ALIASES = (  # the glossary's abbreviations of the two outcomes that are claimed
    ("jo", "job_outcomes"),
    ("job_outcome", "job_outcomes"),
    ("sjo", "sustained_job_outcomes"),
    ("sustained_job_outcome", "sustained_job_outcomes"),
)

COMPLAINT_CHANNELS = ("jobcentre_staff", "provider_direct", "partner_direct", "tppm", "cm")
COMPLAINT_THEMES = (
    "referral_delay",
    "staff",
    "appointment",
    "site",
    "sanction",
    "partner",
    "contractual",
    "other",
)
COMPLAINT_KINDS = ("complaint", "comment", "compliment")
COMPLAINT_OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "withdrawn")
FEEDBACK_MODES = (
    "on_site",
    "post",
    "face_to_face",
    "focus_group",
    "card",
    "post_activity_form",
    "informal",
)
