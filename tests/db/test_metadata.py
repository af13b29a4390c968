"""Do all tables keep the rules that make them safe to read, partition and add to?

Keys begin with the contract and no read joins contracts, so that the tables can be partitioned or
distributed by contract (architecture section 6).
"""

from __future__ import annotations

import pytest
from sqlalchemy import UniqueConstraint

from db.models import FACTS, Base, JournalBase
from db.models.facts import key_columns, stored_name
from db.walls.conditions import Both, Seen
from db.walls.levels import Level
from db.walls.rules import RULES
from monitoring import datasets
from monitoring.datasets.specification import Kind

TABLES = Base.metadata.tables
OF_CONTRACTS = sorted(name for name, table in TABLES.items() if "contract_id" in table.c)
LEDGER = {"submission", "submission_content"}  # a file may hold several contracts


def test_every_table_has_a_rule_and_every_rule_a_table():
    assert set(RULES) == set(TABLES)


def test_what_is_not_a_contract_s_is_a_registry_or_a_file():
    assert set(TABLES) - set(OF_CONTRACTS) == LEDGER | {
        "store_mark", "programme", "organisation", "district", "saved_mapping",
        "app_user", "role_assignment", "access_review",
    }


@pytest.mark.parametrize("name", OF_CONTRACTS)
def test_every_key_begins_with_the_contract(name):
    table = TABLES[name]
    assert table.primary_key.columns.keys()[0] == "contract_id"
    for index in table.indexes:
        assert index.columns.keys()[0] == "contract_id", index.name
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and name != "contract":
            assert constraint.columns.keys()[0] == "contract_id", constraint.name


@pytest.mark.parametrize("name", [n for n, t in TABLES.items() if "known_to" in t.c])
def test_at_most_one_row_of_a_key_is_open(name):
    table = TABLES[name]
    (index,) = (one for one in table.indexes if one.name == f"uq_{name}_open")
    assert index.unique
    for dialect in ("sqlite", "postgresql"):
        assert str(index.dialect_options[dialect]["where"]) == "known_to IS NULL"
    assert not any(column.nullable for column in index.columns)


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_names_its_submission_row_source_and_sender(name):
    spec, table = datasets.ALL[name], FACTS[name]
    for column in ("submission_id", "row_number", "source", "sender", "known_from"):
        assert not table.c[column].nullable
    (index,) = table.indexes
    assert index.columns.keys() == ["contract_id", *key_columns(spec), "source", "sender"]


@pytest.mark.parametrize("name", FACTS)
def test_a_client_stands_in_a_fact_as_a_number_only(name):
    for field in datasets.ALL[name].columns:
        if field.kind is Kind.CLIENT:
            assert stored_name(field) == "client_id"
            assert "client_ref" not in FACTS[name].c


@pytest.mark.parametrize("name", FACTS)
def test_rows_about_people_ask_for_client_detail(name):
    spec, rule = datasets.ALL[name], RULES[name]
    for field in spec.columns:
        if field.kind is Kind.CLIENT and not field.optional:
            assert isinstance(rule.read, Seen)
            assert rule.read.level is Level.CLIENTS
        elif field.kind is Kind.CLIENT or field.sensitive:
            assert stored_name(field) in rule.shown_if


@pytest.mark.parametrize("name", FACTS)
def test_whatever_names_an_arrangement_is_kept_to_it(name):
    rule = RULES[name]
    if "arrangement" in FACTS[name].c:
        asked = rule.read.of if isinstance(rule.read, Both) else (rule.read,)
        kept = (each.arrangement for each in asked if isinstance(each, Seen))
        assert "{f}.arrangement" in kept


def test_only_what_closes_a_row_may_change():
    allowed = {"known_to", "status", "rows_stored", "rows_held", "working_date", "display_name",
               "organisation", "disabled_at", "valid_to", "email", "invited_by", "approved_at",
               "approved_by", "sessions_valid_from"}
    assert {column for rule in RULES.values() for column in rule.closes} <= allowed
    assert not RULES["publication"].closes
    assert not RULES["finding"].closes


def test_names_of_keys_fit_every_engine():
    for metadata in (Base.metadata, JournalBase.metadata):
        for table in metadata.tables.values():
            names = [one.name for one in (*table.constraints, *table.indexes)]
            assert all(name and len(str(name)) <= 63 for name in names), table.name
