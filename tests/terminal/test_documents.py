"""Does the terminal print what docs/terminal.md says, and does the page say all of it?"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

import cli
from tests.db.returns import with_programmes

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "terminal.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
FILE = re.compile(r"`([a-z]+\.csv)` holds:\n\n```\n(.*?)```", re.DOTALL)
EXAMPLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
TYPED = "$ python cli.py "


def examples():
    """Give each command of the page with what it is said to print."""
    for block in EXAMPLE.findall(PAGE):
        for typed in block.split(TYPED)[1:]:
            command, _, printed = typed.partition("\n")
            yield shlex.split(command), printed


def commands(group=None, before=()):
    """Give every command of the terminal with its options, groups opened."""
    group = group or typer.main.get_command(cli.app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            options = [word for each in command.params for word in each.opts if word[0] == "-"]
            yield " ".join((*before, name)), options


EVERY = list(commands())


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_example_prints_what_the_page_says(bare, store):
    with_programmes(store)
    for name, content in FILE.findall(PAGE):
        (bare.folder / name).write_text(content, encoding="utf-8")
    assert [(words, bare(*words).out) for words, _ in examples()] == list(examples())


@pytest.mark.parametrize(("command", "options"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_and_option_is_on_the_page(command, options):
    assert re.search(rf"`(python cli\.py )?{command}[ `]|{re.escape(TYPED)}{command} ", PAGE)
    assert [word for word in options if word not in PAGE] == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_command_the_readme_names_is_there(bare):
    named = set(re.findall(r"cli\.py ([a-z]+)", README))
    assert named >= {"init", "demo", "template", "check", "load", "submissions", "report"}
    assert {name: bare(name, "--help").code for name in named} == dict.fromkeys(named, 0)


def test_every_command_prints_in_every_form():
    assert [name for name, options in EVERY if "--format" not in options] == []
