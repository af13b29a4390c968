"""Making the store, its templates, mappings, people and copies from the terminal."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import update

from db import doors
from db.models import Publication
from db.store import Store
from monitoring import datasets
from tests.db.returns import RETURN
from tests.stores import SECRET
from tests.terminal.conftest import use

WIDE = {
    "name": "any",
    "dataset": "monthly_return",
    "sentence": "Our own layout.",
    "columns": {"month": "Period", "value": "Count"},
    "constants": {"measure": "job_outcomes", "client_category": "all"},
    "ignore": "*",
}


def saved(terminal, said=WIDE, name="ours"):
    (terminal.folder / "m.json").write_text(json.dumps(said))
    return terminal.json("mapping", "save", name, "m.json")


def test_init_makes_a_store_that_knows_the_shipped_programmes_and_mappings(bare):
    assert bare.json("init") == {"store": "ready", "engine": bare.json("init")["engine"]}
    assert bare("init").out == "The store is ready.\n"
    assert bare("init", "--format", "csv").lines[0] == "store,engine"
    names = {row["name"] for row in bare.json("mapping", "list")["mappings"]}
    assert "nhs-talking-therapies" in names
    assert {row["programme"] for row in bare.rows("definitions")} >= {"PLP", "NHS-TT"}


def test_demo_is_made_in_an_empty_store_only(filled):
    said = filled("demo", "--format", "json")
    assert (said.code, said.out) == (2, "")
    assert "not empty" in said.err


@pytest.mark.parametrize("name", datasets.ALL)
def test_the_template_of_every_dataset_is_a_csv_that_can_be_filled_in(bare, name):
    said = bare("template", name)
    assert said.code == 0
    header, *examples = csv.reader(io.StringIO(said.out))
    assert header == [column.name for column in datasets.dataset(name).public_columns]
    assert examples
    assert bare("template", name, "--format", "csv").out == said.out
    told = bare.json("template", name)
    assert [column["column"] for column in told["columns"]] == header
    assert len(told["examples"]) == len(examples)
    assert bare("template", name, "--format", "table").lines[0].split()[0] == "column"


def test_a_template_may_be_loaded_as_it_is(terminal):
    for name in ("arrangements", "monthly_return"):
        (terminal.folder / "t.csv").write_bytes(terminal("template", name).out.encode())
        answer = terminal.json("load", name, "t.csv")
        assert (answer["status"], answer["rows"]["held"]) == ("published", 0)


def test_a_mapping_is_saved_shown_and_used_and_a_changed_one_is_a_new_version(terminal):
    assert saved(terminal) == {"name": "ours", "version": 1, "dataset": "monthly_return"}
    assert saved(terminal)["version"] == 1
    assert saved(terminal, WIDE | {"sentence": "Ours, with care."})["version"] == 2
    told = terminal.json("mapping", "show", "ours")
    assert (told["name"], told["sentence"]) == ("ours", "Ours, with care.")
    (terminal.folder / "again.json").write_text(json.dumps(told))
    assert terminal.json("mapping", "save", "ours", "again.json")["version"] == 2
    own = "Period | Count | Remark\n2009-01 | 38 | good"
    answer = terminal.load("monthly_return", own, "--mapping", "ours", "--contract", "CPA-1")
    assert answer["status"] == "published"
    assert terminal.rows("profile", "--contract", "CPA-1")[0]["actual"] == 38


def test_a_mapping_is_shown_line_by_line_too(terminal):
    saved(terminal)
    said = terminal("mapping", "show", "ours", "--format", "csv")
    assert "constants,measure,job_outcomes" in said.lines
    assert terminal("mapping", "show", "ours").lines[0].split() == ["part", "name", "value"]
    row = terminal("mapping", "list", "--format", "csv").lines
    assert row == ["name,version,dataset,saved_by", "ours,1,monthly_return,operator"]


def test_people_are_added_given_roles_listed_and_let_in_no_more(filled):
    assert filled.json("user", "add", "cm1", "Contract manager, Area 1") == {"user": "cm1"}
    granted = filled.json("grant", "cm1", "CM", "--contract", "CPA-1")
    assert granted == {"user": "cm1", "role": "CM"}
    assert filled.rows("portfolio", "--as", "cm1")[0]["contract"] == "CPA-1"
    assert len(filled.rows("portfolio", "--as", "cm1")) == 1
    (person,) = filled.json("user", "list")["users"]
    assert person == {
        "login": "cm1", "name": "Contract manager, Area 1", "organisation": "",
        "disabled": False, "roles": ["CM over contract CPA-1"],
    }  # fmt: skip
    assert "CM over contract CPA-1" in filled("user", "list").out
    assert filled.json("user", "disable", "cm1") == {"user": "cm1", "disabled": True}
    assert filled("report", "portfolio", "--as", "cm1").code == 2


def test_a_role_over_many_contracts_is_counted_in_the_table_and_named_for_scripts(filled):
    contracts = [f"CPX-{number}" for number in range(1, 8)]
    rows = [f"{name},PLP,Prime 9,Area 9,2009-01-01" for name in contracts]
    file = "\n".join(["contract,programme,prime,district,starts_on", *rows])
    assert filled.load("contracts", file)["status"] == "published"
    filled.json("user", "add", "many", "Contract manager, Area 9")
    for name in contracts:
        filled.json("grant", "many", "CM", "--contract", name)
    assert "CM over 7 contracts" in filled("user", "list").out
    (person,) = (one for one in filled.json("user", "list")["users"] if one["login"] == "many")
    assert person["roles"] == [f"CM over contract {name}" for name in contracts]
    assert "CPX-7" in filled("user", "list", "--format", "csv").out


def test_a_role_holds_over_its_place_between_its_days(filled):
    filled.json("user", "add", "sub", "Partner", "--organisation", "Partner 1")
    filled.json("grant", "sub", "PARTNER_MANAGER", "--arrangement", "CPA-1:A1")
    filled.json("user", "add", "tppm", "TPPM, Area 2")
    filled.json("grant", "tppm", "TPPM", "--district", "Area 2", "--from", "2009-01-01")
    filled.json("user", "add", "past", "Gone")
    filled.json("grant", "past", "CM", "--contract", "CPA-1", "--to", "2009-01-31")
    filled.json("user", "add", "pm", "Prime manager")
    filled.json("grant", "pm", "PRIME_MANAGER", "--organisation", "Prime 1")
    assert [row["contract"] for row in filled.rows("portfolio", "--as", "tppm")] == ["CPA-2"]
    assert [row["contract"] for row in filled.rows("portfolio", "--as", "pm")] == ["CPA-1"]
    assert filled.rows("portfolio", "--as", "past") == []


def test_who_sends_is_named_on_the_receipt(terminal):
    terminal.json("user", "add", "pm", "Prime manager, Area 1")
    terminal.json("grant", "pm", "PRIME_MANAGER", "--contract", "CPA-1")
    terminal.load("monthly_return", RETURN, "--as", "pm")
    assert terminal.json("submissions", "--as", "pm")["submissions"][0]["sent_by"] == "pm"


def test_a_backup_is_brought_back_in_another_place(filled, store, tmp_path, monkeypatch, request):
    kept = filled.json("backup", "b.zip")
    assert (kept["file"], kept["contracts"]) == ("b.zip", 2)
    assert kept["publications"] == 2 + 1 + 1  # two contracts, a profile and a return
    before = filled.rows("profile", "--contract", "CPA-1")
    place = elsewhere(store, tmp_path, request)
    use(monkeypatch, place)
    back = filled.json("restore", "b.zip")
    assert back == kept
    assert filled.rows("profile", "--contract", "CPA-1") == before
    assert filled.json("audit", "verify")["verified"] is True
    place.dispose()


def elsewhere(store, tmp_path, request):
    """Give an empty place on the same engine."""
    if store.dialect == "sqlite":
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        return Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET)
    server = request.getfixturevalue("postgres_server")
    name = server.make_database()
    request.addfinalizer(lambda: server.drop_database(name))
    return server.store(name)


def test_a_backup_says_that_the_key_is_kept_apart_and_overwrites_nothing(filled):
    said = filled("backup", "b.zip")
    assert said.out.count("\n") == 1
    assert "The key of the store is not in the backup" in said.out
    again = filled("backup", "b.zip")
    assert (again.code, again.out) == (2, "")
    assert "exists already" in again.err


def test_nothing_is_restored_over_what_was_published(filled):
    filled("backup", "b.zip")
    said = filled("restore", "b.zip")
    assert (said.code, said.out) == (2, "")
    assert "Something has been published" in said.err
    assert filled("restore", "none.zip").code == 2


def test_the_chain_is_verified_and_a_tampered_entry_ends_with_1(filled, store):
    whole = filled.json("audit", "verify")
    assert (whole["verified"], whole["fault"], whole["log"]) == (True, None, None)
    assert whole["publications"] == 2 + 1 + 1 + 1  # with the stream of reference data
    assert filled("audit", "verify").out.startswith("Every publication is as it was published,")
    with doors.owner(store) as session:
        first = (Publication.contract_id == 1) & (Publication.number == 1)
        session.execute(update(Publication).where(first).values(detail="other"))
    answer = filled.json("audit", "verify", code=1)
    assert answer["verified"] is False
    assert "not as it was published" in answer["fault"]
    told = tuple(answer[key] for key in ("log", "contract", "publication", "entry"))
    assert told == ("publications", "CPA-1", 1, None)
    assert filled("audit", "verify", "--format", "csv").code == 1
