"""Does any table, report or file of the terminal give anybody what is not theirs, on both engines?

Every role by every table and report, and by everything the terminal writes; what is stamped for
others must turn up in none of it, and what is one's own in every table.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import product

import pytest
from typer.main import get_command

import cli
from tests.db.test_isolation import VIEWS
from tests.matrix import looking
from tests.matrix.marks import found
from tests.matrix.rights import EVERYBODY, FIRST, PEOPLE, SECOND, leaks, may_see
from tests.stores import SECRET

OF_NOBODY = {
    "organisation": "names of organisations, for whoever sends to spell them alike",
    "district": "names of districts, likewise",
    "area_indicators": "published figures about districts",
    "benchmark_value": "the sanctioned crossing: five units or none, and no names",
}
"""Tables outside the rule of contracts, and why (architecture sections 3 and 4)."""

SHOWN_LESS = {
    "submission_content": "a file as sent is for who sees every contract and kind of thing in it",
    "site_name": "a register for who sends; reads come from the rows themselves",
    "claims": "a claim is about one person, so its price is not seen without clients",
    "difference_step": "what is written about one person is not seen without clients",
    "finding": "what was found in a whole file is for who sees the whole of it",
}
"""Tables that show somebody less than their role sees elsewhere, and why."""


def test_no_table_shows_anybody_what_is_not_theirs_and_each_shows_all_that_is(stamped):
    every = {name: found(text) for name, text in looking.tables(stamped.store, "ADMIN").items()}
    wrong = []
    for login, person in EVERYBODY.items():
        for name, told in looking.tables(stamped.store, login).items():
            if name not in OF_NOBODY:
                wrong += [(login, name, leak) for leak in leaks(login, told)]
            mine = {mark for mark in every[name] if may_see(person, mark)}
            if name not in {*OF_NOBODY, *SHOWN_LESS}:
                wrong += [(login, name, "lacks", *mark) for mark in mine - found(told)]
    assert wrong == []


def test_every_table_of_contracts_is_stamped(on_sqlite):
    told = looking.tables(on_sqlite.store, "ADMIN")
    bare = {name for name, text in told.items() if not leaks("nobody", text)}
    assert bare - set(UNSTAMPED) == set(), "Stamp its rows in tests/matrix/store.py."


UNSTAMPED = (
    "area_indicators", "contract_parameter", "exits", "pack", "publication", "submission",
    "submission_contract",
    "store_mark", "programme", "saved_mapping", "app_user", "certification", "ending", "release",
    "submission_month", "cohort_count", "derived_target", "responsibility", "client_mark",
    "seen_elsewhere", "access_review", "retention_rule", "retention_hold", "destruction",
)
"""Tables without a text or figure of a contract's own; tests/db/test_walls.py has their rows."""


def reported(stamped, logins, choices):
    """Give what reports tell people of what is not theirs."""
    return [
        (login, name, chosen, leak)
        for login, name, chosen in product(logins, VIEWS, choices)
        for leak in leaks(login, _told(stamped.store, login, name, chosen))
    ]


def _told(store, login, name, chosen):
    """Give what a report tells, without the contract that was asked for."""
    told = looking.report(store, login, name, **chosen)
    refused = "is not known, or is not yours" in told
    return told.replace(chosen.get("contract", "\0"), "") if refused else told


def test_no_report_tells_any_role_of_what_is_not_its_own(stamped):
    assert reported(stamped, PEOPLE, [{}]) == []


def test_the_reports_tell_what_is_one_s_own(on_sqlite):
    told = found("".join(looking.report(on_sqlite.store, "ADMIN", name) for name in VIEWS))
    assert {("count", "100"), ("count", "200"), ("count", "300"), ("dwp", "200")} <= told


@pytest.mark.parametrize("asked", [{"contract": "{}"}, {"contract": FIRST, "arrangement": "{}"}])
def test_somebody_else_s_is_as_unknown_as_nothing(on_sqlite, asked):
    key = list(asked)[-1]
    theirs, none = (SECOND, "CPA-7") if key == "contract" else ("A10", "A7")
    scoped = ("CM", "TPPM", "PRIME_MANAGER", "ADVISER_MANAGER", "PARTNER_MANAGER", "JOBCENTRE")
    logins = scoped if key == "contract" else ("PARTNER_MANAGER",)
    for login, name in product(logins, sorted(set(VIEWS) - {"definitions"})):
        said = [
            looking.report(on_sqlite.store, login, name, **asked | {key: one}).replace(one, "X")
            for one in (theirs, none)
        ]
        assert said[0] == said[1], (login, name)


class Terminal:
    """A terminal on the stamped store, for one person after another."""

    def __init__(self, stamped, folder, monkeypatch, capsys):
        """Stand in a folder of its own."""
        self.folder, self.patch, self.printed = folder, monkeypatch, capsys
        monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{stamped.store.path}")
        monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
        monkeypatch.chdir(folder)

    def __call__(self, login, *words):
        """Type a command as somebody; give all it printed and wrote."""
        said = [word.replace("LOGIN", login) for word in words]
        self.patch.setattr(sys, "argv", ["cli.py", *said, "--as", login])
        self.printed.readouterr()
        with suppress(SystemExit):
            cli.main()
        told = self.printed.readouterr()
        assert "Traceback" not in told.err
        written = [
            looking._text(file.name, file.read_bytes())  # noqa: SLF001 - as a page's file is read
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        ]
        for file in self.folder.rglob("*.*"):
            file.unlink()
        return "\n".join([told.out, told.err, *written])


TELLS = {
    "submissions": (),
    "extract": ("sheets-LOGIN",),
    "worklist export": (FIRST, "items.xlsx"),
    "pack": (FIRST, "pack.html", "--number", "2"),
    "user list": (),
    "mapping list": (),
    "remind": ("--dry-run",),
    "audit list": (),
    "report": ("profile",),
}
"""The commands that tell somebody of what is stored, and how they are typed."""

TELLS_NOTHING = {
    "init", "demo", "backup", "restore", "audit verify", "audit heads", "audit seal",
    "purge", "template", "check", "load",
    "withdraw", "send-back", "certify", "user add", "user disable", "user invite", "user approve",
    "user address", "user release", "user sign-out", "user cover", "user accounts", "user review",
    "agree", "worklist take", "worklist send", "worklist answer", "worklist accept",
    "worklist return", "worklist close", "worklist reopen", "worklist note", "worklist import",
    "worklist pair",
    "grant", "parameter set", "close", "mapping save", "mapping show", "retention",
}
"""The owner's commands, those that write (``writes``), and those about no contract."""


def commands(group, before=""):
    """Give the name of every command there is."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_has_its_line_in_the_matrix():
    known = {*TELLS, *TELLS_NOTHING}
    missing = {
        name
        for name in commands(get_command(cli.app))
        if not known & {name, name.split()[0]}
    }
    assert not missing, (
        "Say in tests/matrix/test_reads.py how the command is typed (TELLS), or that it tells "
        f"nothing of what is stored: {sorted(missing)}."
    )


@pytest.fixture
def terminal(on_sqlite, tmp_path, monkeypatch, capsys):
    return Terminal(on_sqlite, tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("login", ["TPPM", "PARTNER_MANAGER"])
def test_the_terminal_prints_and_writes_nothing_of_what_is_not_theirs(terminal, login):
    assert typed(terminal, login) == []


def typed(terminal, login):
    """Give what the terminal tells somebody of what is not theirs."""
    return [
        (command, leak)
        for command, words in TELLS.items()
        for leak in leaks(login, terminal(login, *command.split(), *words))
    ]


def test_a_pack_shared_with_the_provider_holds_only_what_the_provider_reads(terminal):
    told = terminal("PRIME_MANAGER", "pack", FIRST, "pack.xlsx", "--number", "2")
    assert ("shared", "100") in found(told)
    assert leaks("PRIME_MANAGER", told) == []
    kept_back = terminal("PRIME_MANAGER", "pack", FIRST, "pack.xlsx", "--number", "1")
    assert "There is no pack 1" in kept_back


def test_many_people_at_once_each_see_their_own(stamped):
    logins = ["CM", "PARTNER_MANAGER", "cm-10", "partner-a10"] * 3

    def look(login):
        return login, "\n".join(
            looking.table(stamped.store, login, name)
            for name in ("contracts", "note", "starts", "measure_value")
        )

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(look, logins))
    assert [(login, leaks(login, text)) for login, text in told if leaks(login, text)] == []
    assert all(told[at][1] == told[at + 4][1] for at in range(8))
