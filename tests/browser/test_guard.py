"""Does the guard hold against a real client, and does everything work behind it?"""

from __future__ import annotations

import re
from socket import create_connection
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser import harness
from tests.browser.harness import wait_idle, words

SOCKET = "/_stcore/stream"
SIZES = (1440, 1024, 400)


@pytest.fixture(scope="module")
def served(probe):
    """Serve the probe to this module."""
    return probe


def open_session(served, cookie=None, existing=None, host=None, **headers):
    """Open a session as the front end does; give its id and the words of its first run."""
    here = urlsplit(served.url)
    url = f"ws://{host or here.netloc}{SOCKET}"
    named = {"Origin": served.url} | {n.replace("_", "-"): value for n, value in headers.items()}
    named = {name: value for name, value in named.items() if value}
    protocols = ["streamlit", "no-token", existing] if existing else ["streamlit"]
    with connect(
        url,
        sock=create_connection((here.hostname, here.port)),
        additional_headers=named | ({"Cookie": cookie} if cookie else {}),
        subprotocols=protocols,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        socket.send(asked.SerializeToString())
        return first_run(socket)


def first_run(socket):
    """Read a session's first run to its end."""
    session, said = "", []
    while True:
        told = ForwardMsg.FromString(socket.recv(timeout=30))
        match told.WhichOneof("type"):
            case "new_session":
                session = told.new_session.initialize.session_id
            case "delta":
                said.append(told.delta.new_element.text.body)
            case "script_finished":
                return session, " ".join(said)


def cookie_of(served, path="/"):
    """Open a page as a new visitor and give the cookie of the visit."""
    return served.get(path)[1]["set-cookie"].partition(";")[0]


@pytest.fixture
def manager(served):
    """Give the cookie of a visit that views as the contract manager."""
    import http.client  # noqa: PLC0415 - the one request whose redirect must not be followed

    link = http.client.HTTPConnection(served.url.partition("//")[2])
    link.request("GET", "/view-as?user=cm")
    cookie = link.getresponse().headers["set-cookie"].partition(";")[0]
    link.close()
    return cookie


def test_a_stranger_is_nobody(served):
    assert "Signed in: nobody" in open_session(served)[1]


def test_a_visitor_is_whom_the_cookie_says(served, manager):
    assert "Signed in: cm" in open_session(served, manager)[1]


def test_a_header_of_ones_own_says_nothing(served):
    said = open_session(served, X_Monitor_Login="cm", X_Monitor_Visit="x")[1]
    assert "Signed in: nobody" in said


def test_a_session_cannot_be_taken_up_by_another_visitor(served, manager):
    theirs, _ = open_session(served, manager)
    for cookie in (None, cookie_of(served)):
        session, said = open_session(served, cookie, existing=theirs)
        assert session != theirs
        assert "Signed in: nobody" in said


def test_a_session_can_be_taken_up_by_its_own_visitor(served, manager):
    mine, _ = open_session(served, manager)
    assert open_session(served, manager, existing=mine)[0] == mine


def test_another_site_cannot_open_a_session(served, manager):
    rebound = {"host": "evil.example", "Origin": "http://evil.example"}
    for asked in ({"Origin": "http://evil.example"}, rebound, {"Origin": ""}, {"Origin": "null"}):
        with pytest.raises(InvalidStatus, match="403"):
            open_session(served, manager, **asked)


def test_what_is_not_for_visitors_is_not_found(served, manager):
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert served.get(path, Cookie=manager)[0] == 404


def test_the_store_that_is_not_there_makes_the_server_unwell(served):
    assert served.get("/healthz")[0] == 503


def test_everything_the_pages_use_works_under_the_policy(visitor):
    harness.visit(visitor)
    assert harness.read_grid(visitor, "Figures")[0][-3:] == ["month", "actual", "history"]
    assert [row[-3:-1] for row in harness.read_grid(visitor, "Figures")[1:]] == [
        ["2009-01", "38"],
        ["2009-02", "60"],
    ]
    assert harness.chart(visitor, "Actual by month")[0]["y"] == [38, 60]
    assert harness.figures(visitor) == {"Job outcomes": "98"}
    harness.screenshot(visitor, "probe", *SIZES)


def test_the_switch_stays_in_the_tab_and_changes_the_person(visitor):
    harness.visit(visitor)
    assert "Signed in: nobody" in words(visitor)
    visitor.get_by_text("View as the contract manager").click()
    visitor.wait_for_url(re.compile(r"/$"))
    wait_idle(visitor)
    assert "Signed in: cm" in words(visitor)
    assert len(visitor.context.pages) == 1
    harness.view_as(visitor, "tppm")
    assert "Signed in: tppm" in words(visitor)


def test_a_choice_stands_in_the_address(visitor):
    harness.visit(visitor)
    harness.choose(visitor, "Measure", "job outcomes")
    assert "measure=job" in visitor.url


def test_a_row_can_be_selected_and_a_cell_mended(visitor):
    harness.visit(visitor)
    harness.select_row(visitor, "Figures", 1)
    visitor.get_by_text("Selected: [1]").first.wait_for()
    harness.edit_cell(visitor, "Mend", 0, 1, "40")
    visitor.get_by_text("Sum: 100").first.wait_for()
    harness.edit_cell(visitor, "Mend", 1, 0, "2009-03")
    harness.edit_cell(visitor, "Mend", 1, 1, "61")
    visitor.get_by_text("Sum: 101").first.wait_for()
    assert harness.read_grid(visitor, "Mend")[2][-2:] == ["2009-03", "61"]


def test_a_file_goes_in_and_a_file_comes_out(visitor):
    harness.visit(visitor)
    harness.upload(visitor, "april.csv", b"a,b\n1,2\n")
    assert "Read 8 bytes of april.csv" in words(visitor)
    assert harness.download(visitor, "Download") == ("figures-1.csv", b"month,actual\n")


def test_two_files_of_one_length_are_each_their_own_and_their_owner_s_only(visitor, served):
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))
    harness.visit(visitor)
    first, second = (harness.download(visitor, f"Large {each}")[1] for each in ("A", "B"))
    assert len(first) == len(second) > 1024 * 1024
    assert (first[len(first) // 3 :][:1], second[len(second) // 3 :][:1]) == (b"A", b"B")
    assert harness.download(visitor, "Large A")[1] == first
    addresses = {urlsplit(url).path for url in asked if urlsplit(url).path[:7] == "/media/"}
    assert len(addresses) == 2
    mine = "; ".join(f"{one['name']}={one['value']}" for one in visitor.context.cookies())
    for address in addresses:
        assert served.get(address, Cookie=mine)[0] == 200
        assert served.get(address)[0] == 401
        assert served.get(address, Cookie=cookie_of(served))[0] == 404


def test_an_error_shows_a_reference_and_nothing_of_what_was_in_it(visitor, served):
    harness.visit(visitor)
    harness.press(visitor, "Fail")
    assert "quote the reference" in words(visitor)
    reference = re.search(r"reference (\w{8})", words(visitor))[1]
    assert f"error {reference}: ValueError at page.py:" in served.said()
    assert "QQ123456C" not in words(visitor) + served.said()
