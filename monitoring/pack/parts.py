"""Which sections can a review pack have, and in which order do they stand?"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Part(StrEnum):
    """One section of a pack."""

    FINDINGS = "findings"
    ITEMS = "items"
    PROFILE = "profile"
    SOURCES = "sources"
    DIFFERENCES = "differences"
    RESTATEMENTS = "restatements"
    PLANS = "plans"
    NOTES = "notes"
    SETS = "sets"
    RETURNS = "returns"
    CERTIFICATION = "certification"
    REQUESTS = "requests"
    REVIEWS = "reviews"


PARTS: Mapping[Part, str] = MappingProxyType(
    {
        Part.FINDINGS: "What the figures say",
        Part.ITEMS: "Issues and actions",
        Part.PROFILE: "Profile against actual",
        Part.SOURCES: "Sources side by side",
        Part.DIFFERENCES: "Open differences",
        Part.RESTATEMENTS: "Restated figures",
        Part.PLANS: "Improvement plans",
        Part.NOTES: "Notes and events",
        Part.SETS: "Profile sets and variations",
        Part.RETURNS: "Returns and punctuality",
        Part.CERTIFICATION: "Certification",
        Part.REQUESTS: "Requests for figures",
        Part.REVIEWS: "Reviews and meetings",
    }
)
"""What each section is called, in the order of a pack. Source: requirements.md GOV-02, MI-11."""


def in_order(asked: Iterable[str]) -> list[Part]:
    """Give the sections asked for in the order of a pack, each once.

    Raises
    ------
    ValueError
        If there is no section of a name.
    """
    wanted = {Part(each) for each in asked}
    return [part for part in PARTS if part in wanted]
