"""Is a store found, refused and kept as its address says?"""

from __future__ import annotations

import pytest

from db.store import DEFAULT_URL, Store, StoreError
from tests.stores import SECRET

POSTGRES = "postgresql://app@host/monitor"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("MONITOR_DATABASE_URL", "MONITOR_OWNER_URL", "MONITOR_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_one_place_is_one_store(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    assert Store.open(url) is Store.open(url)
    assert Store.open(url) is not Store.open(f"sqlite:///{tmp_path / 'b.db'}")
    assert Store.open(url, secret=SECRET) is not Store.open(url)


def test_settings_say_where_the_store_is(monkeypatch, tmp_path):
    assert Store.open().url.render_as_string() == DEFAULT_URL
    monkeypatch.setenv("MONITOR_DATABASE_URL", POSTGRES)
    monkeypatch.setenv("MONITOR_OWNER_URL", "postgresql://owner@host/monitor")
    monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
    there = Store.open()
    assert (there.dialect, there.url.username, there.owner_url.username) == (
        "postgresql", "app", "owner"
    )
    given = Store.open(f"sqlite:///{tmp_path / 'a.db'}")
    assert given.owner_url == given.url  # an owner's setting belongs to the store it was set with


@pytest.mark.parametrize(
    ("url", "said"),
    [("sqlite://", "needs a file"), ("sqlite:///:memory:", "needs a file"),
     ("mysql://host/monitor", "not mysql"), ("no address", "cannot be read"),
     (POSTGRES, "MONITOR_SECRET_KEY")],
)
def test_an_address_that_cannot_hold_a_store_is_refused(url, said):
    with pytest.raises(StoreError, match=said):
        Store.open(url)


def test_a_store_does_not_show_its_secret_or_password():
    shown = repr(Store.open("postgresql://app:hidden@host/monitor", secret=SECRET))
    assert "hidden" not in shown
    assert SECRET not in shown


def test_keys_of_different_purposes_and_secrets_differ(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    one, other = Store.open(url, secret=SECRET), Store.open(url, secret=SECRET + "!")
    assert len({one.key("chain"), one.key("client"), other.key("chain")}) == 3
    assert len(one.key("chain")) == 32


def test_without_its_key_file_a_store_says_what_is_missing(tmp_path):
    with pytest.raises(StoreError, match="key of the store is missing"):
        Store.open(f"sqlite:///{tmp_path / 'a.db'}").key("chain")
