"""Who is let in, as whom, for how long, and is it written down?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from db import accounts, doors, people
from db.errors import SettingError
from db.models import AccessEntry, SignInBinding, SignInSession
from db.publishing.request import CallError
from db.scope import OPERATOR
from db.signing_in import bindings, entering, settings, sittings
from db.signing_in.entering import Claims, Refused
from db.signing_in.settings import Limits, Provider
from db.signing_in.sittings import Out
from tests.db.seeded import NOW, who
from tests.stores import prepared

PROVIDER = Provider(
    issuer="https://id.example",
    metadata_url="https://id.example/.well-known/openid-configuration",
    client_id="monitor",
    redirect_uri="https://monitor.example/oauth2callback",
    client_secret="x",  # noqa: S106 - of no provider
)
LIMITS = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=8))
TOLD = {
    "iss": "https://id.example", "aud": "monitor", "sub": "s-1", "email": "One@Dept.example",
    "email_verified": True,
}  # fmt: skip
MINUTE = timedelta(minutes=1)


def act(store, work, principal=OPERATOR):
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        return work(session)


@prepared
def invited(store):
    """Give a store with two people who are invited and one who waits."""

    def add(session):
        for login in ("one", "two", "waits"):
            asked = accounts.Invitation(
                email=f"{login}@dept.example", name=login, organisation="Department", login=login
            )
            accounts.invite(session, asked, now=NOW)
            people.grant(session, people.Grant(login=login, role="NATIONAL"), now=NOW)
        people.answered_for(session, "waits").approved_at = None

    act(store, add)


def come(store, visit="v1", now=NOW, **changed):
    return entering.sign_in(store, PROVIDER, Claims.of(TOLD | changed), visit, now)


def standing(store, visit="v1", now=NOW):
    found = sittings.standing(store, visit, LIMITS, now)
    return found.principal.login if found.principal else found.out


def log(store):
    with doors.journal(store) as session:
        rows = session.scalars(select(AccessEntry).order_by(AccessEntry.entry_id)).all()
        told = [(row.by_user, row.action, row.result, row.detail) for row in rows]
        return [line for line in told if line[1] in {"bind", "sign in", "sign out"}]


def test_an_invited_person_is_bound_at_the_first_sign_in_and_known_at_the_next(invited):
    assert come(invited) is None
    assert standing(invited) == "one"
    assert come(invited, "v2", email="married@dept.example", email_verified=False) is None
    assert standing(invited, "v2") == "one"
    assert log(invited) == [
        ("one", "bind", "bound", ""), ("one", "sign in", "entered", ""),
        ("one", "sign in", "entered", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"iss": "https://other.example"}, Refused.ANOTHER_PROVIDER),
        ({"aud": "another"}, Refused.ANOTHER_PROVIDER),
        ({"aud": ["another", 7]}, Refused.ANOTHER_PROVIDER),
        ({"sub": ""}, Refused.ANOTHER_PROVIDER),
        ({"sub": None}, Refused.ANOTHER_PROVIDER),
        ({"email_verified": False}, Refused.NOT_VERIFIED),
        ({"email_verified": "yes"}, Refused.NOT_VERIFIED),
        ({"email_verified": None}, Refused.NOT_VERIFIED),
        ({"email": "stranger@dept.example"}, Refused.UNKNOWN),
        ({"email": ""}, Refused.UNKNOWN),
        ({"email": ["one@dept.example"]}, Refused.UNKNOWN),
    ],
)
def test_whoever_is_not_vouched_for_is_refused_and_that_is_written_down(invited, changed, why):
    assert come(invited, **changed) is why
    assert standing(invited) is Out.NOBODY
    assert log(invited) == [("unknown", "sign in", "refused", str(why))]
    with doors.journal(invited) as session:
        assert session.scalars(select(SignInBinding)).all() == []


def test_one_account_there_is_one_person_here_and_the_reverse(invited):
    assert come(invited) is None
    assert come(invited, "v2", sub="s-2") is Refused.BOUND_ELSEWHERE  # the same person's e-mail
    assert come(invited, "v3", email="two@dept.example") is None  # the subject says who it is
    assert standing(invited, "v3") == "one"
    assert not bindings.bind(invited, "https://id.example", "s-1", "two", NOW)
    assert come(invited, "v4", sub="s-2", email="two@dept.example") is None
    assert standing(invited, "v4") == "two"


def test_who_waits_is_bound_and_shown_nothing_until_approved(invited):
    told = {"email": "waits@dept.example", "sub": "s-3"}
    assert come(invited, **told) is Refused.NOT_APPROVED
    assert standing(invited) is Out.NOBODY
    act(invited, lambda s: accounts.approve(s, "waits", now=NOW))
    assert come(invited, **told) is None
    assert standing(invited) == "waits"


def test_a_disabled_person_is_out_at_once_and_not_let_in_again(invited):
    come(invited)
    act(invited, lambda s: people.disable_user(s, "one", now=NOW))
    assert standing(invited) is Out.BARRED
    assert come(invited, "v2") is Refused.DISABLED
    act(invited, lambda s: people.disable_user(s, "two", now=NOW))
    assert come(invited, "v3", sub="s-2", email="two@dept.example") is Refused.DISABLED
    act(invited, lambda s: people.add_user(s, "one", "one", now=NOW + MINUTE))
    assert standing(invited, now=NOW + MINUTE) is Out.BARRED  # what was over stays over


def test_a_sitting_ends_without_use_and_after_a_working_day(invited):
    come(invited)
    come(invited, "v2")
    now = NOW
    for _ in range(16):
        now += timedelta(minutes=29)
        assert standing(invited, now=now) == "one"
    assert standing(invited, "v2", NOW + timedelta(minutes=30)) is Out.IDLE
    assert standing(invited, "v2", NOW + timedelta(minutes=1)) is Out.IDLE
    assert standing(invited, now=NOW + timedelta(hours=8)) is Out.LONG
    assert [line for line in log(invited) if line[1] == "sign out"] == [
        ("one", "sign out", "ended", "idle"), ("one", "sign out", "ended", "long")
    ]  # fmt: skip


def test_signing_out_ends_one_sitting_and_an_administrator_ends_all(invited):
    for visit in ("v1", "v2", "v3"):
        come(invited, visit)
    sittings.end(invited, "v1", NOW)
    sittings.end(invited, "v1", NOW)
    sittings.end(invited, "of nobody", NOW)
    assert [standing(invited, visit) for visit in ("v1", "v2")] == [Out.ENDED, "one"]
    act(invited, lambda s: accounts.end_sittings(s, "one", now=NOW + MINUTE))
    later = NOW + 2 * MINUTE
    assert [standing(invited, visit, later) for visit in ("v2", "v3")] == [Out.ENDED] * 2
    come(invited, "v4", later)
    assert standing(invited, "v4", later) == "one"


def test_a_released_person_signs_in_with_another_account(invited):
    come(invited)
    for principal, reason, said in (
        (who("one"), "x", "Only an administrator"),
        (OPERATOR, " ", "Say why"),
    ):
        with pytest.raises(CallError, match=said):
            bindings.release(invited, principal, "one", reason, NOW)
    bindings.release(invited, OPERATOR, "one", "New provider", NOW)
    assert standing(invited) is Out.ENDED
    with pytest.raises(CallError, match="nothing to release"):
        bindings.release(invited, OPERATOR, "one", "Again", NOW)
    assert come(invited, "v2", sub="s-9") is None
    assert come(invited, "v3", email="none@dept.example") is Refused.UNKNOWN  # the old subject
    with doors.journal(invited) as session:
        first = session.scalars(select(SignInBinding).order_by(SignInBinding.binding_id)).first()
        kinds = set(session.scalars(select(AccessEntry.action)))
    assert (first.released_by, first.reason) == ("operator", "New provider")
    assert "release" in kinds


def test_neither_cookie_nor_subject_nor_e_mail_is_kept_beside_the_store(invited):
    come(invited, "the-cookie", sub="the-subject")
    with doors.journal(invited) as session:
        rows = [*session.scalars(select(SignInSession)), *session.scalars(select(SignInBinding)),
                *session.scalars(select(AccessEntry))]
        kept = " ".join(str(vars(row)) for row in rows)
    assert [one for one in ("the-cookie", "the-subject", "@") if one in kept] == []


# Settings


@pytest.fixture
def named(monkeypatch):
    """Name a provider in the environment."""
    for name, value in {
        "ISSUER": "https://id.example/", "CLIENT_ID": "monitor", "CLIENT_SECRET": "secret",
        "REDIRECT_URI": "https://monitor.example/oauth2callback",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"MONITOR_OIDC_{name}", value)
    return monkeypatch


def test_without_an_issuer_there_is_no_provider(monkeypatch):
    monkeypatch.delenv("MONITOR_OIDC_ISSUER", raising=False)
    assert settings.provider() is None


def test_a_provider_is_found_by_its_issuer_or_where_the_setting_says(named):
    found = settings.provider()
    assert found.metadata_url == "https://id.example/.well-known/openid-configuration"
    assert "secret" not in repr(found)
    named.setenv("MONITOR_OIDC_METADATA_URL", "http://127.0.0.1:9/meta")
    assert settings.provider().metadata_url == "http://127.0.0.1:9/meta"


def test_a_secret_may_stand_in_a_file(named, tmp_path):
    (tmp_path / "secret").write_text(" of a file\n")
    named.setenv("MONITOR_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "secret"))
    assert settings.provider().client_secret == "of a file"  # noqa: S105 - of no provider
    named.setenv("MONITOR_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingError, match="cannot be read"):
        settings.provider()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ISSUER", "http://id.example", "ISSUER is an address that begins with https"),
        ("METADATA_URL", "ftp://id.example", "METADATA_URL is an address"),
        ("CLIENT_ID", "", "CLIENT_ID is not"),
        ("CLIENT_SECRET", " ", "CLIENT_SECRET is not"),
        ("REDIRECT_URI", "https://monitor.example/", "for its path"),
        ("REDIRECT_URI", "http://monitor.example/oauth2callback", "begins with https"),
    ],
)
def test_half_a_provider_is_refused(named, name, value, said):
    named.setenv(f"MONITOR_OIDC_{name}", value)
    with pytest.raises(SettingError, match=said):
        settings.provider()


def test_a_short_cookie_secret_is_refused_and_none_is_derived(monkeypatch):
    monkeypatch.delenv("MONITOR_COOKIE_SECRET", raising=False)
    assert settings.cookie_secret(b"\x01" * 32) == "01" * 32
    monkeypatch.setenv("MONITOR_COOKIE_SECRET", "x" * 31)
    with pytest.raises(SettingError, match="shorter than 32 bytes"):
        settings.cookie_secret(b"")
    monkeypatch.setenv("MONITOR_COOKIE_SECRET", "x" * 32)
    assert settings.cookie_secret(b"") == "x" * 32


def test_a_sitting_lasts_as_long_as_the_settings_say(monkeypatch):
    for name in ("MONITOR_IDLE_MINUTES", "MONITOR_SESSION_HOURS", "MONITOR_ACCESS_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    assert settings.limits() == LIMITS
    assert settings.contact() == settings.CONTACT
    monkeypatch.setenv("MONITOR_IDLE_MINUTES", "5")
    assert settings.limits().idle == timedelta(minutes=5)
    for wrong in ("0", "-1", "x", "1.5"):
        monkeypatch.setenv("MONITOR_IDLE_MINUTES", wrong)
        with pytest.raises(SettingError, match="MONITOR_IDLE_MINUTES is a whole number"):
            settings.limits()
