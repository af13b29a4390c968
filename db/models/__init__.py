"""The tables of the store and of the journal beside it."""

from db.models.base import REFERENCE_STREAM, Base, JournalBase
from db.models.facts import FACTS
from db.models.governance import (
    Assumption,
    Certification,
    ContactPoint,
    Ending,
    Handover,
    ItemStep,
    Meeting,
    Note,
    Pack,
    Release,
    RequestStep,
    Responsibility,
    VariationStep,
)
from db.models.journal import AccessEntry, Noted, Visit
from db.models.ledger import (
    ContractParameter,
    Finding,
    Publication,
    Submission,
    SubmissionContent,
    SubmissionContract,
    SubmissionMonth,
)
from db.models.people import RoleAssignment, User
from db.models.registry import (
    Client,
    Contract,
    District,
    Organisation,
    Programme,
    SavedMapping,
    Site,
    StoreMark,
)
from db.models.summaries import BenchmarkValue, CohortCount, MeasureValue

__all__ = [
    "FACTS",
    "REFERENCE_STREAM",
    "AccessEntry",
    "Assumption",
    "Base",
    "BenchmarkValue",
    "Certification",
    "Client",
    "CohortCount",
    "ContactPoint",
    "Contract",
    "ContractParameter",
    "District",
    "Ending",
    "Finding",
    "Handover",
    "ItemStep",
    "JournalBase",
    "MeasureValue",
    "Meeting",
    "Note",
    "Noted",
    "Organisation",
    "Pack",
    "Programme",
    "Publication",
    "Release",
    "RequestStep",
    "Responsibility",
    "RoleAssignment",
    "SavedMapping",
    "Site",
    "StoreMark",
    "Submission",
    "SubmissionContent",
    "SubmissionContract",
    "SubmissionMonth",
    "User",
    "VariationStep",
    "Visit",
]
