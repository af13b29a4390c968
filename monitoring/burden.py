"""What do returns ask of those who send them, and which of their fields does no page use?

A field feeds figures where one is counted, dated or split by it, or a page shows it; others are
seen only by who opens the rows behind a figure, and the rest by nobody. Used by no page does not
mean of no use: pages may still be to come. Source: requirements.md MI-23, 003 §4.3 L754.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from monitoring import datasets
from monitoring.frames import TEXT, WHOLE, FrameContract
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitoring.datasets.specification import Dataset
    from monitoring.governance.requests import Request
    from monitoring.programmes import Measure

RETURN = "monthly_return"
ASKED_OF = MappingProxyType({Party.PRIME: Source.PROVIDER_MI, Party.PARTNER: Source.PARTNER})
"""Whose burden a request is, as the source of the returns they send."""


class Use(StrEnum):
    """What becomes of a field."""

    FIGURES = "feeds figures or is shown"
    ROWS = "seen in rows behind a figure"
    NONE = "used by no page"


_PARTNERS = {"attended", "ftas", "activities", "referrals", "job_outcomes"}
READ: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: frozenset(columns)
        for name, columns in {
            "contracts": {
                *("programme", "prime", "district", "phase", "starts_on", "length_months"),
                *("risk_rating", "cm", "tppm"),
            },
            "profile_sets": {
                *("kind", "author", "authority", "rationale"),
                *("effective_from", "provider_agreed_on"),
            },
            "profiles": {"value"},
            "arrangements": {
                *("partner", "model", "area", "ends_on", "has_targets", "outcome_share"),
            },
            RETURN: {"value"},
            "referrals": {"client_category", "benefit", "office", "notified_on"},
            "references": {"client_ref"},
            "expected_referrals": {"value"},
            "starts": {"received_on", "client_category", "arrangement", "status"},
            "client_facts": {"age_band", "benefit_months", "needs"},
            "appointments": {
                *("result", "mode", "arrangement", "minutes", "site", "slot", "followed_up_on"),
            },
            "deferrals": {"reason", "review_on", "to_on", "approved_by_role"},
            "provision": {"attended_on", "completed_on", "feedback_on"},
            "assessments": {"completed_on", "received_on", "result"},
            "readiness": {"code"},
            "employment": {"referred_on", "arrangement"},
            "claims": {"claimed_on", "decided_on", "decision", "paid_on", "amount_gbp"},
            "exits": {"referred_on", "reason"},
            "partner_weekly": {*_PARTNERS, "sustained_job_outcomes"},
            "area_indicators": {"value"},
        }.items()
    }
)
"""The fields something reads beside the key, the dating column and the date a measure names."""

SENT = FrameContract(
    "returns sent",
    {"prime": TEXT, "source": TEXT, "dataset": TEXT, "returns": WHOLE, "rows": WHOLE,
     "resubmissions": WHOLE},
    (),
)  # fmt: skip
"""Returns of each contract, counted: the rows they held and how many were not the first."""

KEYS = ("prime", "source", "dataset")
COUNTS = ("returns", "rows", "resubmissions", "requests", "minutes", "untimed")
BURDEN = FrameContract(
    "burden",
    {**dict.fromkeys(KEYS, TEXT), **dict.fromkeys(("fields", "rows_only", "unused"), WHOLE),
     "unused_fields": TEXT, **dict.fromkeys(COUNTS, WHOLE)},
    KEYS,
)  # fmt: skip


class Asking(NamedTuple):
    """What requests about one provider's figures came to."""

    requests: int
    minutes: int
    untimed: int  # answered without saying how long it took


def uses(measures: Iterable[Measure]) -> dict[str, dict[str, Use]]:
    """Say what becomes of every field of every dataset, by dataset and column.

    Parameters
    ----------
    measures
        The programme's: a dataset one of them is counted from is opened row by row behind it.
    """
    dated: dict[str, set[str]] = defaultdict(set)
    for measure in measures:
        for name in measure.counted_from:
            dated[name] |= set(re.findall(r"\w+", measure.counted_by))
    return {
        name: {
            column.name: _use(specification, column.name, dated)
            for column in specification.public_columns
        }
        for name, specification in datasets.ALL.items()
    }


def _use(dataset: Dataset, column: str, dated: Mapping[str, set[str]]) -> Use:
    if dataset.name not in READ and dataset.name not in dated:
        return Use.NONE
    read = {*dataset.key, dataset.dating, *READ.get(dataset.name, ()), *dated.get(dataset.name, ())}
    if column in read:
        return Use.FIGURES
    return Use.ROWS if dataset.name in dated or dataset.name == RETURN else Use.NONE


def unused(of: Mapping[str, Use]) -> list[str]:
    """Give the fields of a dataset that no page uses, in the order of its file."""
    return [name for name, use in of.items() if use is Use.NONE]


def asked(requests: Iterable[Request], primes: Mapping[str, str]) -> dict[tuple[str, ...], Asking]:
    """Total the requests put to providers and partners, by provider, source and dataset.

    Parameters
    ----------
    requests
        Those the reader may see; a request for a measure counts as one for the monthly return.
    primes
        The prime provider of each contract.
    """
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for each in requests:
        source = ASKED_OF.get(each.wanted.of_party)
        if source is not None:
            dataset = each.wanted.dataset or (RETURN if each.wanted.measure else "")
            told = found[primes[each.contract], str(source), dataset]
            told["requests"] += 1
            told["minutes"] += each.wanted.minutes or 0
            told["untimed"] += each.last.did is Did.ANSWERED and each.wanted.minutes is None
    return {
        key: Asking(told["requests"], told["minutes"], told["untimed"])
        for key, told in found.items()
    }


def by_provider(
    sent: pd.DataFrame,
    requests: Mapping[tuple[str, ...], Asking],
    of: Mapping[str, Mapping[str, Use]],
) -> pd.DataFrame:
    """Set what each provider was asked for beside what it sent: the frame BURDEN.

    Parameters
    ----------
    sent
        The frame SENT.
    requests
        What ``asked`` gave.
    of
        What ``uses`` gave.
    """
    returns = SENT.check(sent).groupby(list(KEYS), as_index=False).sum()
    names = [*KEYS, *Asking._fields]
    answered = pd.DataFrame([(*key, *told) for key, told in requests.items()], columns=names)
    rows = returns.merge(answered, on=list(KEYS), how="outer")
    rows[list(COUNTS)] = rows[list(COUNTS)].astype("float64").fillna(0)
    told = [_fields(of.get(dataset, {})) for dataset in rows["dataset"]]
    shown = rows.join(
        pd.DataFrame(told, columns=["fields", "rows_only", "unused", "unused_fields"])
    )
    return BURDEN.check(shown.sort_values(list(KEYS), ignore_index=True))


def _fields(of: Mapping[str, Use]) -> tuple[int, int, int, str]:
    gone = unused(of)
    behind = sum(use is Use.ROWS for use in of.values())
    return len(of), behind, len(gone), ", ".join(gone)
