"""Who may see and write the rows of each table? The one description both engines build on.

A table without a rule fails ``tests/db/test_metadata.py``. On SQLite the write rules are kept by
the publisher's code; which columns may change is kept by both engines.
"""

from __future__ import annotations

from db.models import FACTS, REFERENCE_STREAM
from db.models.facts import stored_name
from db.walls.conditions import (
    Always,
    Among,
    Beside,
    Both,
    Condition,
    Either,
    Held,
    Mine,
    Rule,
    Seen,
    Where,
)
from db.walls.levels import Level
from db.walls.people import PEOPLE
from db.walls.withheld import known_by, opened, told_of
from db.walls.written import WRITTEN
from monitoring import datasets
from monitoring.datasets.specification import Dataset, Kind
from monitoring.parameters import SHARES_OF_VALUE

SIGNED = Held(Level.SIGNED)
PUBLISHED_FOR = Seen(Level.PUBLISH)
REFERENCE = Where(f"{{f}}.contract_id = {REFERENCE_STREAM}")
REGISTRY = Rule(read=SIGNED, compare=Always())
PRICED = {
    name: [stored_name(one) for one in spec.columns if one.sensitive == "price"]
    for name, spec in datasets.ALL.items()
}


def _lead(alias: str) -> Condition:
    """Give the condition on a submission's line for one contract."""
    line = Seen(Level.ROWS, f"{alias}.contract_id", f"{alias}.sender")
    reference = Where(f"{alias}.contract_id = {REFERENCE_STREAM}")
    return Either((Both((line, opened(alias))), Both((reference, SIGNED))))


def _fact(spec: Dataset) -> Rule:
    """Give the rule of a dataset's table from its specification."""
    if "contract" not in spec.by_name:
        register = Held(Level.REGISTER)
        return Rule(read=SIGNED, compare=Always(), add=register, closes=("known_to",))
    arrangement = "{f}.arrangement" if "arrangement" in spec.by_name else None
    about_people = any(one.kind is Kind.CLIENT and not one.optional for one in spec.columns)
    level = Level.CLIENTS if about_people else Level.ROWS
    return Rule(
        read=Seen(level, arrangement=arrangement),
        shown_if=_shown_if(spec, arrangement),
        compare=PUBLISHED_FOR,
        add=Seen(Level.SEND, arrangement="{f}.sender"),
        closes=("known_to",),
    )


def _shown_if(spec: Dataset, arrangement: str | None) -> dict[str, Condition]:
    """Give the columns that ask for more than the row does."""
    needed: dict[str, Condition] = {}
    for column in spec.columns:
        level = {"price": Level.PRICES, "adviser": Level.ADVISERS}.get(column.sensitive)
        if column.kind is Kind.CLIENT and column.optional:
            level = Level.CLIENTS
        if column.free_text and any(one.kind is Kind.CLIENT for one in spec.columns):
            level = Level.CLIENTS  # a sentence about a person says more than a count
        if level is not None:
            held = Seen(level, arrangement=arrangement)
            employed = level is Level.ADVISERS
            needed[stored_name(column)] = Both((held, _employer("{f}"))) if employed else held
    return needed


def _employer(alias: str) -> Condition:
    """Give the condition that advisers a partner names are for the partner, who employs them.

    What the prime itself sent it knows. Source: requirements.md ADV-17.
    """
    own = Seen(Level.PARTNER, f"{alias}.contract_id", f"{alias}.sender")
    return Either((Where(f"{alias}.sender = ''"), own))


def _terms(name: str, *hidden: str) -> Rule:
    """Give the rule of terms every party of a contract reads, but for some columns."""
    rule = _fact(datasets.ALL[name])
    return Rule(
        read=Seen(Level.CONTRACT),
        shown_if={**rule.shown_if, **dict.fromkeys(hidden, Seen(Level.ROWS))},
        identify=Always() if name == "contracts" else None,
        compare=rule.compare,
        add=rule.add,
        closes=rule.closes,
    )


def _withheld(name: str) -> Rule:
    """Give the rule of a dataset the department sees only once it is released."""
    rule = _fact(datasets.ALL[name])
    return Rule(
        read=Both((rule.read, opened("{f}"), known_by("known_from"))),
        shown_if={**rule.shown_if, "known_to": known_by("known_to")},
        compare=rule.compare,
        add=rule.add,
        closes=rule.closes,
    )


def _client() -> Rule:
    """Give the rule of case references: a partner reads those in rows of its arrangement."""
    people = [
        Beside(
            name,
            "i.contract_id = {f}.contract_id AND i.client_id = {f}.client_id "
            "AND i.known_to IS NULL",
            Seen(Level.CLIENTS, "i.contract_id", "i.arrangement"),
        )
        for name, table in FACTS.items()
        if "arrangement" in table.c and "client_id" in table.c and not table.c.client_id.nullable
    ]
    return Rule(
        read=Either((Seen(Level.CLIENTS), *people)), compare=PUBLISHED_FOR, add=PUBLISHED_FOR
    )


def _content() -> Condition:
    """Give the rule of bytes as sent: every contract in them, and every kind of thing they hold."""
    needed = {
        Level.CLIENTS: sorted(n for n, spec in datasets.ALL.items() if spec.holds_clients),
        Level.PRICES: sorted(name for name, columns in PRICED.items() if columns),
        Level.ADVISERS: sorted(
            name
            for name, spec in datasets.ALL.items()
            if any(one.sensitive == "adviser" for one in spec.columns)
        ),
    }
    column = "{f}.submission_id"
    reference = Where(f"i.contract_id = {REFERENCE_STREAM}")
    refused = [
        Among(
            column,
            "submission_contract",
            Either((_not_of(names), _seen_in_file(level), reference)),
            joined="submission",
            inside=False,
            unless=True,
        )
        for level, names in needed.items()
    ]
    lines = Among(column, "submission_contract", _lead("i"), inside=False, unless=True)
    return Both((Among(column, "submission_contract", _lead("i")), lines, *refused))


def _seen_in_file(level: Level) -> Condition:
    """Give the condition that a kind of thing may be seen in one line of a file."""
    seen = Seen(level, "i.contract_id", "i.sender")
    return Both((seen, _employer("i"))) if level is Level.ADVISERS else seen


def _not_of(names: list[str]) -> Where:
    listed = ", ".join(f"'{name}'" for name in names)
    return Where(f"j.dataset NOT IN ({listed})")


def _finding() -> Condition:
    """Give the rule of findings: those on a price ask for prices, for they may repeat it."""
    priced = ", ".join(f"'{name}'" for names in PRICED.values() for name in names)
    of_contract = Beside(
        "submission_contract",
        "i.contract_id = {f}.contract_id AND i.submission_id = {f}.submission_id",
        _lead("i"),
    )
    of_file = Both((REFERENCE, Among("{f}.submission_id", "submission_contract", _lead("i"))))
    not_priced = Where(f'({{f}}."column" IS NULL OR {{f}}."column" NOT IN ({priced}))')
    return Both((Either((of_contract, of_file)), Either((not_priced, Seen(Level.PRICES)))))


def _ledger() -> dict[str, Rule]:
    """Give the rules of what is written down about submissions and publications."""
    sent_for = Either((PUBLISHED_FOR, REFERENCE))
    beside = Beside(
        "submission_contract",
        "i.contract_id = {f}.contract_id AND i.submission_id = {f}.submission_id",
        _lead("i"),
    )
    ours = Among("{f}.submission_id", "submission_contract", Always())
    return {
        "submission": Rule(
            read=Among("{f}.submission_id", "submission_contract", _lead("i")),
            compare=Either((Mine("{f}.sent_by"), ours)),
            add=Either((Mine("{f}.sent_by"), Held(Level.REGISTER))),
            closes=("status", "rows_stored", "rows_held"),
        ),
        "submission_content": Rule(read=_content(), compare=ours, add=Always()),
        "submission_contract": Rule(
            read=_lead("{f}"), compare=sent_for, add=sent_for
        ),
        "submission_month": Rule(read=beside, compare=sent_for, add=sent_for),
        "finding": Rule(read=_finding(), compare=sent_for, add=sent_for),
        "publication": _publication(beside, sent_for),
        "contract_parameter": Rule(
            read=Both((Seen(Level.CONTRACT), Either((_not_a_price(), Seen(Level.PRICES))))),
            compare=PUBLISHED_FOR,
            add=Seen(Level.SEND),
            closes=("known_to",),
        ),
    }


def _publication(beside: Condition, sent_for: Condition) -> Rule:
    """Give the rule of the steps in what is known: who sees not the return reads only the instant.

    What is known at an instant is found by all of them, another's returns among them; of a
    withheld one not even that.
    """
    unnamed = Where("{f}.submission_id IS NULL")
    of_return = Either((unnamed, beside, REFERENCE))
    priced = Either((Where("{f}.kind <> 'parameter'"), Seen(Level.PRICES)))
    return Rule(
        read=Either((Both((Seen(Level.CONTRACT), told_of())), Both((REFERENCE, SIGNED)))),
        shown_if={
            "submission_id": of_return,
            "by_user": of_return,
            "detail": Both((of_return, priced)),
        },
        compare=sent_for,
        add=sent_for,
    )


def _not_a_price() -> Where:
    shares = ", ".join(f"'{code}'" for code in SHARES_OF_VALUE)
    likenesses = ("price", "fee", "amount", "gbp")
    unlike = " AND ".join(f"{{f}}.code NOT LIKE '%{word}%'" for word in likenesses)
    return Where(f"({{f}}.code NOT IN ({shares}) AND {unlike})")


def _summaries() -> dict[str, Rule]:
    """Give the rules of monthly figures, written by whoever publishes for the contract."""
    figures = Rule(
        read=Seen(Level.ROWS, arrangement="{f}.arrangement"),
        compare=PUBLISHED_FOR,
        add=PUBLISHED_FOR,
        closes=("known_to",),
    )
    shared = Rule(read=SIGNED, compare=Always(), add=Always(), closes=("known_to",))
    return {
        "measure_value": figures,
        "cohort_count": figures,
        "derived_target": figures,
        "benchmark_value": shared,
        **_crossings(),
    }


def _crossings() -> dict[str, Rule]:
    """Give the rules of clients known under two contracts: for those who see clients of both."""
    both = (Seen(Level.CLIENTS), Seen(Level.CLIENTS, "{f}.other_contract"))
    either = Either((PUBLISHED_FOR, Seen(Level.PUBLISH, "{f}.other_contract")))
    mine = Seen(Level.PUBLISH, "{f}.of_contract")
    return {
        "client_mark": Rule(read=Held(Level.ADMINISTER), compare=Always(), add=mine),
        "seen_elsewhere": Rule(read=Both(both), compare=either, add=either),
    }


def _registries() -> dict[str, Rule]:
    """Give the rules of what holds nothing about people."""
    named = Rule(read=SIGNED, compare=Always(), add=Always())
    register = Held(Level.REGISTER)
    return {
        "store_mark": REGISTRY,
        "programme": Rule(read=SIGNED, compare=Always(), add=register, closes=("working_date",)),
        "organisation": named,
        "district": named,
        "saved_mapping": named,
        "contract": Rule(
            read=Seen(Level.CONTRACT),
            identify=Always(),
            compare=Either((PUBLISHED_FOR, Seen(Level.CONTRACT))),  # who sends nothing may write
            add=register,
        ),
        "site_name": Rule(  # of every arrangement, and services single people were sent to
            read=Seen(Level.CLIENTS), compare=PUBLISHED_FOR, add=PUBLISHED_FOR
        ),
        "client": _client(),
    }


def _facts() -> dict[str, Rule]:
    """Give the rule of every dataset's table."""
    rules = {name: _fact(spec) for name, spec in datasets.ALL.items()}
    arrangements = rules["arrangements"]
    rules["arrangements"] = Rule(
        read=arrangements.read,
        shown_if=arrangements.shown_if,
        identify=Always(),
        compare=arrangements.compare,
        add=arrangements.add,
        closes=arrangements.closes,
    )
    rules["contracts"] = _terms("contracts")
    rules["partner_weekly"] = _withheld("partner_weekly")
    rules["profile_sets"] = _terms("profile_sets", "author", "authority", "rationale")
    return rules


def _retention() -> dict[str, Rule]:
    """Give the rules of what is kept how long: a contract's own part is its readers'.

    Only the owner destroys, so nobody else may say that something was destroyed.
    """
    mine = Both((Held(Level.ADMINISTER), Mine("{f}.by_user")))
    contract = Either((Seen(Level.CONTRACT), Both((REFERENCE, SIGNED))))
    return {
        "retention_rule": Rule(read=contract, compare=Always(), add=mine),
        "retention_hold": Rule(
            read=Either((Held(Level.PEOPLE), Seen(Level.DEPARTMENT))), compare=Always(), add=mine
        ),
        "destruction": Rule(read=contract, compare=Always(), add=None),
    }


RULES: dict[str, Rule] = {
    **_registries(), **_ledger(), **PEOPLE, **_summaries(), **_facts(), **WRITTEN,
    **_retention(),
}
"""The rule of every table of the store, by name."""
