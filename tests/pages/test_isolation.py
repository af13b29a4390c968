"""Does any page tell somebody else's from what there is not?

Every role by every page is in ``tests/matrix``.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from db import profile_drafts
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.reprofiling import Draft
from monitoring.rights import RIGHTS
from monitoring.vocabulary import Role
from pages.shared import registry
from tests.db import test_isolation as store_side
from tests.db.seeded import who
from tests.pages.conftest import words


@pytest.fixture
def marked(bare):
    """Give the store in which another contract and arrangement hold marks of their own."""
    return store_side.fill(bare)


def everything(at):
    """Give all a run sends: texts, tables, choices, charts."""
    told = [words(at)]
    for each in at.main:
        told.append(str(getattr(each, "proto", "")))  # a chart's figures, a picker's choices
        if each.type in {"arrow_data_frame", "arrow_table"}:
            told.append(each.value.to_csv())
    return "\n".join(told)


TAMPERED = {
    "submissions": {"submission": ("4", "9999")},
    "reviews": {"item": ("2", "9999"), "meeting": ("2", "9999"), "contract": ("CPA-2", "CPA-7")},
    "requests": {"request": ("2", "9999"), "contract": ("CPA-2", "CPA-7")},
    "review_pack": {"pack": ("1", "9999"), "contract": ("CPA-2", "CPA-7")},
    "profile_sets": {"draft": ("mine", "none"), "contract": ("CPA-2", "CPA-7")},
    "upload_return": {"draft": ("1", "9999")},
    "profile_vs_actual": {"contract": ("CPA-2", "CPA-7"), "arrangement": ("A9", "A7")},
    "supply_chain": {"contract": ("CPA-2", "CPA-7"), "arrangement": ("A9", "A7")},
    "sources": {"contract": ("CPA-2", "CPA-7")},
    "worklist": {"contract": ("CPA-2", "CPA-7")},
    "control_chart": {"contract": ("CPA-2", "CPA-7")},
    "funnel": {"contract": ("CPA-2", "CPA-7")},
    "client_mix": {"contract": ("CPA-2", "CPA-7")},
    "referral_flow": {"contract": ("CPA-2", "CPA-7")},
    "journey": {"contract": ("CPA-2", "CPA-7")},
    "appointments": {"contract": ("CPA-2", "CPA-7")},
    "find_client": {"contract": ("CPA-2", "CPA-7")},
    "reconcile": {"contract": ("CPA-2", "CPA-7")},
    "since_review": {"contract": ("CPA-2", "CPA-7")},
    "partner_weeks": {"contract": ("CPA-2", "CPA-7")},
    "calendar": {"contract": ("CPA-2", "CPA-7")},
    "responsibilities": {"contract": ("CPA-2", "CPA-7")},
    "portfolio": {"prime": ("Prime 2", "Prime 7")},
    "audit_log": {"contract": ("CPA-2", "CPA-7"), "who": ("2", "9999")},
    "people": {"contract": ("CPA-2", "CPA-7")},
    "definitions": {"contract": ("CPA-2", "CPA-7")},
    "data_dictionary": {"contract": ("CPA-2", "CPA-7")},
    "retention": {"contract": ("CPA-2", "CPA-7")},
}
"""What of each page's address names somebody else's thing, and one there is not."""

TOUCHED = [(page, name, *pair) for page, names in TAMPERED.items() for name, pair in names.items()]


def test_every_page_is_tampered_with():
    assert set(TAMPERED) == set(registry.BY_NAME), "Say in TAMPERED what a page's address names."


@pytest.mark.parametrize("role", [Role.PRIME_MANAGER, Role.PARTNER_MANAGER])
def test_another_s_address_reads_as_one_there_is_not(marked, opened, role):
    kept_by_others(marked)
    for page, name, theirs, none in TOUCHED:
        if name == "arrangement" and not RIGHTS[role].one_arrangement:
            continue  # every arrangement of its contract is its own
        address = {"contract": "CPA-1"} if name != "contract" else {}
        # the numbers of downloads are new each time; a link to mail holds the address as typed
        either = re.compile(rf"(\b|(?<=%3D))({theirs}|{none})\b|[0-9a-f]{{10,}}")
        first, second = (
            either.sub("X", everything(opened(page, str(role), **address, **{name: value})))
            for value in (theirs, none)
        )
        assert first == second, (page, name)


def kept_by_others(store):
    """Let the department hold what only it reads: items, requests and a draft of a set."""
    pen = Pen(store, who(Role.CM), store_side.NOW)
    store_side.write_everything(pen, Place("CPA-1", Audience.DWP), "OTHER")
    mine = Draft(
        contract="CPA-1", name="mine", rationale="x", effective_from=date(2009, 1, 1), figures={}
    )
    profile_drafts.keep(store, who(Role.CM), mine, store_side.NOW)
