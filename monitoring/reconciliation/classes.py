"""What does every key of two records come to: do they agree, and if not, how do they differ?

A key is a client on one record or a pair of both. Nothing is stored of it: it is worked out again
at every read from the rows known at that instant (docs/adr/0026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring.frames import CODE, DATE, NUMBER, WHOLE, FrameContract
from monitoring.reconciliation.differences import ORDER, PLACE, Difference
from monitoring.reconciliation.matching import NONE, Matched, matched
from monitoring.reconciliation.merged import DAY_BITS, NO_DAY, Flags, Ints, changes, days
from monitoring.reconciliation.sides import LEFT, RIGHT, SIDE, SIDES, Side, expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.reconciliation.rules import Rules

RECONCILED = FrameContract(
    "reconciled",
    {
        "client_id": WHOLE,
        "outcome": CODE,
        "on": DATE,
        "nth": WHOLE,
        "left_on": DATE,
        "right_on": DATE,
        "days_apart": NUMBER,
        "difference": CODE,
        "reason": CODE,
        "left_submission": NUMBER,
        "right_submission": NUMBER,
        "known_since": DATE,
        "left_at": WHOLE,
        "right_at": WHOLE,
        "evidence_at": WHOLE,
    },
    ("client_id", "outcome", "on", "nth"),
    {"reason": "", "evidence_at": -1},
)
"""One row a key of the union of two records, in the order of clients and days.

``on`` is the left row's day, else the right's, and with ``client_id``, ``outcome`` (of claims;
blank elsewhere) and ``nth`` (0, but for rows otherwise alike) is the item's key. ``days_apart`` is
the right's day less the left's. ``known_since`` is the instant from which the difference could be
seen. ``left_at`` and ``right_at`` are the rows' places in the two frames, ``evidence_at`` that of
the row of EVIDENCE that explains the key; -1 where there is none. ``reason`` is blank until
``narrative.reasons`` has worded it, but for an accepted pair.
"""

KEY = RECONCILED.key
NO_DATE = np.datetime64("NaT", "us")
DEFAULT = (SIDES[LEFT], SIDES[RIGHT])
ACCEPTED_REASON = "Joined: accepted as a likely pair."


def coded(codes: Ints, words: Sequence[str]) -> Any:  # noqa: ANN401 - a column of words
    """Give a column of a few words by their places."""
    return pd.Categorical.from_codes(codes, pd.Index(list(words), dtype="str"))


def reconcile(
    left: pd.DataFrame,
    right: pd.DataFrame,
    rules: Rules,
    accepted: pd.DataFrame | None = None,
    sides: tuple[Side, Side] = DEFAULT,
) -> pd.DataFrame:
    """Give the frame RECONCILED: what each key of two records comes to by themselves.

    Causes that stand in other records are found by ``causes.explained`` afterwards.

    Parameters
    ----------
    left, right
        Frames SIDE, in any order.
    rules
        The days the contract allows.
    accepted
        The frame ACCEPTED: likely pairs somebody said are one client.
    sides
        Which records they are: what one is expected to hold of the other.

    Notes
    -----
    Source: requirements.md REC-01, REC-02; the classes of C.3.
    """
    left, right = SIDE.check(left), SIDE.check(right)
    keys = matched(left, right, rules, accepted)
    lefts, rights = _Rows(left, keys.left), _Rows(right, keys.right)
    left_on, right_on = lefts.days("on"), rights.days("on")
    apart = (right_on - left_on).astype("timedelta64[D]")
    client = np.where(lefts.there, lefts.of("client_id"), rights.of("client_id"))
    classes = _classes(keys, lefts, rights, rules, sides)
    return _numbered(
        pd.DataFrame(
            {
                "client_id": client,
                "outcome": _outcome(lefts, rights),
                "on": np.where(np.isnat(left_on), right_on, left_on),
                "left_on": left_on,
                "right_on": right_on,
                "days_apart": np.where(np.isnat(apart), np.nan, apart.astype("float64")),
                "difference": coded(classes, list(map(str, ORDER))),
                "reason": coded(keys.accepted * 1, ["", ACCEPTED_REASON]),
                "left_submission": lefts.numbers("submission"),
                "right_submission": rights.numbers("submission"),
                "known_since": np.fmax(lefts.days("known_at"), rights.days("known_at")),
                "left_at": keys.left,
                "right_at": keys.right,
            }
        )
    )


class _Rows:
    """The rows of one side as the keys name them, those that are not there left blank."""

    def __init__(self, side: pd.DataFrame, at: Ints) -> None:
        self.side, self.at = side, at
        self.there: Flags = at != NONE

    def of(self, name: str) -> Any:  # noqa: ANN401 - an array of the column's own kind
        """Give a column by key; where there is no row the last one stands for it."""
        values = self.side[name].to_numpy()
        return values[self.at] if len(values) else np.zeros(len(self.at), values.dtype)

    def days(self, name: str) -> Any:  # noqa: ANN401 - an array of instants
        """Give a column of days by key, unknown where there is no row."""
        return np.where(self.there, self.of(name), NO_DATE)

    def numbers(self, name: str) -> Any:  # noqa: ANN401 - an array of numbers
        """Give a column of numbers by key, unknown where there is no row."""
        return np.where(self.there, self.of(name), np.nan)

    def codes(self, name: str, words: pd.Index[Any]) -> Ints:
        """Give the places of a column's words by key, that of the blank where there is no row."""
        blank = int(words.get_indexer(pd.Index([""], dtype="str"))[0])
        if not len(self.side):
            return np.full(len(self.at), blank)
        column = self.side[name]
        places = words.get_indexer(column.cat.categories)[column.cat.codes.to_numpy()]
        return np.where(self.there, places[self.at], blank)


def _words(lefts: _Rows, rights: _Rows, name: str) -> pd.Index[Any]:
    """Give the words two sides use, the blank among them."""
    return _among(
        "", *(word for each in (lefts, rights) for word in each.side[name].cat.categories)
    )


def _among(*words: str) -> pd.Index[Any]:
    return pd.Index(sorted(set(map(str, words))), dtype="str")


def _outcome(lefts: _Rows, rights: _Rows) -> Any:  # noqa: ANN401 - a column of words
    words = _words(lefts, rights, "outcome")
    places = [each.codes("outcome", words) for each in (lefts, rights)]
    return coded(np.where(lefts.there, *places), list(words))


def _classes(
    keys: Matched, lefts: _Rows, rights: _Rows, rules: Rules, sides: tuple[Side, Side]
) -> Ints:
    """Give each key's class as its place; the later of two that fit stands.

    That is the precedence: a repeat is nothing else, a record alone is no pair, days weigh more
    than what is said, and a late notice explains days that would else be timing.
    """
    left_on, right_on = lefts.days("on"), rights.days("on")
    apart = np.abs(right_on - left_on)
    tolerance = np.timedelta64(rules.tolerance_days, "D")
    far = (apart > tolerance) | (keys.paired & np.isnat(apart))
    months = [each.astype("datetime64[M]") for each in (left_on, right_on)]
    told = lefts.days("told_on")
    late = told - left_on > np.timedelta64(rules.notice_days, "D")
    late &= sides[0].dataset == "referrals"
    by_notice = late & (np.abs(right_on - told) <= tolerance)
    gone = _unexpected(lefts, rights, *sides), _unexpected(rights, lefts, *sides[::-1])
    never, later = (one | other for one, other in zip(*gone, strict=True))
    fits = (
        (Difference.WITHIN_TOLERANCE, apart > np.timedelta64(0, "D")),
        (Difference.STATUS, _says_otherwise(lefts, rights, sides)),
        (Difference.DATE, far),
        (Difference.TIMING, far & (months[0] != months[1]) & ~np.isnat(apart)),
        (Difference.LATE_NOTIFICATION, far & by_notice),
        (Difference.LEFT_ONLY, ~rights.there),
        (Difference.RIGHT_ONLY, ~lefts.there),
        (Difference.NOT_YET_RECEIVED, later | (~rights.there & _too_late(lefts, rights, rules))),
        (Difference.NOT_EXPECTED, never),
        (Difference.DUPLICATE, keys.repeated),
    )
    found = np.full(len(keys.left), PLACE[Difference.AGREES], dtype="int8")
    for each, fitting in fits:
        found[fitting] = PLACE[each]
    return found


def _says_otherwise(lefts: _Rows, rights: _Rows, sides: tuple[Side, Side]) -> Flags:
    """Say where both sides say something of a pair, and not the same."""
    if sides[0].status != sides[1].status:
        return np.zeros(len(lefts.at), dtype=bool)
    words = _words(lefts, rights, "status")
    one, other = (each.codes("status", words) for each in (lefts, rights))
    blank = words.get_loc("")
    differs: Flags = (one != other) & (one != blank) & (other != blank)
    return differs


def _unexpected(mine: _Rows, others: _Rows, one: Side, other: Side) -> tuple[Flags, Flags]:
    """Say which rows alone the other record never holds, and which it does not hold yet."""
    alone, told = mine.there & ~others.there, expected(one, other)
    if told.nothing:
        return alone, np.zeros(len(alone), dtype=bool)
    words = _among("", *told.never, *told.later, *mine.side["status"].cat.categories)
    status = mine.codes("status", words)
    return _of(status, words, told.never) & alone, _of(status, words, told.later) & alone


def _of(status: Ints, words: pd.Index[Any], some: frozenset[str]) -> Flags:
    """Say which places are those of some words."""
    return np.isin(status, words.get_indexer(pd.Index(sorted(some), dtype="str")))


def _too_late(lefts: _Rows, rights: _Rows, rules: Rules) -> Flags:
    """Say of which left rows the notice went out too shortly before the right record ends.

    A record that gives no days of notice, or none of receipt, cannot tell. Where some are given, a
    blank one has not gone out yet.
    """
    told, ends = lefts.days("told_on"), rights.side["told_on"].max()
    if pd.isna(ends) or not lefts.side["told_on"].notna().any():
        return np.zeros(len(told), dtype=bool)
    day = np.timedelta64(1, "D")
    since = np.datetime64(ends) - rules.receipt_days * day
    waiting = np.isnat(told) & (lefts.days("on") > since - rules.notice_days * day)
    late: Flags = (told > since) | waiting
    return late


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Put the keys in the order of clients and days, and number those that are otherwise alike."""
    outcome = frame["outcome"].cat
    group = frame["client_id"].to_numpy() * len(outcome.categories) + outcome.codes.to_numpy()
    key = (group << DAY_BITS) | (days(frame["on"]) - NO_DAY)
    order = np.argsort(key, kind="stable")
    begins = np.flatnonzero(changes(key[order]))
    lengths = np.diff(np.append(begins, len(key)))
    nth = np.arange(len(key)) - np.repeat(begins, lengths)
    ordered = frame.iloc[order].reset_index(drop=True)
    ordered.insert(3, "nth", nth)
    return ordered
