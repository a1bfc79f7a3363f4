"""Fetching from a server that means harm: every limit holds, no private address is reached. Loopback only."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from briefgen.capture import fetching
from briefgen.capture.fetching import Fetched, Limits, fetch, is_public
from briefgen.errors import BriefgenError, EnvironmentFailedError, UsageError

LIMITS = Limits(size=1000, seconds=2, redirects=3)


class Hostile(BaseHTTPRequestHandler):
    """Answers each path with one kind of mischief."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Looks the path up among the methods."""
        try:
            getattr(self, "page_" + self.path.strip("/").split("?")[0].split("/")[0])()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_good(self) -> None:
        """A page with a charset; it repeats what was asked."""
        asked = f"{self.path} {self.headers['Host']}".encode()
        self.answer(200, asked, Content_Type="Text/HTML; charset=UTF-8")

    def page_loop(self) -> None:
        """Leads to itself for ever."""
        self.answer(302, Location="/loop")

    def page_once(self) -> None:
        """Leads to the good page, by a relative address."""
        self.answer(301, Location="good?again=1")

    def page_file(self) -> None:
        """Leads to a file of the machine."""
        self.answer(302, Location="file:///etc/passwd")

    def page_inside(self) -> None:
        """Leads to another private address."""
        self.answer(302, Location="http://10.0.0.1/secret")

    def page_large(self) -> None:
        """More than is allowed, and says so."""
        self.answer(200, b"x" * 5000)

    def page_endless(self) -> None:
        """No length, no end."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"x" * 1000)
        self.close_connection = True

    def page_drip(self) -> None:
        """A byte now and then, for ever."""
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.end_headers()
        for _ in range(500):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def page_drophead(self) -> None:
        """Headers that never end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            self.wfile.write(b"X")
            time.sleep(0.1)

    def page_short(self) -> None:
        """Breaks off before the announced end."""
        self.answer(200, b"half", Content_Length="100")
        self.close_connection = True

    def page_zipped(self) -> None:
        """A bomb, perhaps."""
        self.answer(200, b"\x1f\x8b", Content_Encoding="gzip")

    def page_garbage(self) -> None:
        """No HTTP at all."""
        self.wfile.write(b"\x00\xff" * 50 + b"\r\n\r\n")
        self.close_connection = True

    def page_gone(self) -> None:
        """An error page with a body that is no document."""
        self.answer(410, b"<p>gone</p>")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[str]:
    """The address of the server on loopback."""
    server = HTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def got(url: str) -> Fetched:
    """The page, private addresses allowed, under small limits."""
    return fetch(url, allow_private=True, limits=LIMITS)


def test_a_page_is_fetched_with_its_type(server: str) -> None:
    """Body, media type in lower case, charset; Arabic in an address is encoded on the way."""
    page = got(f"{server}/good/خبر?س=1&a=%20")
    assert (page.media_type, page.charset) == ("text/html", "utf-8")
    assert page.data.decode() == f"/good/%D8%AE%D8%A8%D8%B1?%D8%B3=1&a=%20 {server.removeprefix('http://')}"


def test_a_redirect_is_followed_and_told(server: str) -> None:
    """The address after redirects is the document's."""
    assert got(f"{server}/once").url == f"{server}/good?again=1"


@pytest.mark.parametrize(
    ("path", "error", "told"),
    [
        ("loop", EnvironmentFailedError, "more than 3 redirects"),
        ("file", UsageError, "only http and https"),
        ("large", EnvironmentFailedError, "more than 1000 bytes"),
        ("endless", EnvironmentFailedError, "more than 1000 bytes"),
        ("drip", EnvironmentFailedError, "longer than 2 seconds"),
        ("drophead", EnvironmentFailedError, "longer than 2 seconds"),
        ("short", EnvironmentFailedError, "broke off after 4 of 100 bytes"),
        ("zipped", EnvironmentFailedError, "compression"),
        ("garbage", EnvironmentFailedError, "cannot fetch"),
        ("gone", EnvironmentFailedError, "answers 410"),
    ],
)
def test_mischief_ends_in_a_message(path: str, error: type[BriefgenError], told: str, server: str) -> None:
    """Bounded in size, time and redirects; never a traceback, never half a page."""
    with pytest.raises(error) as raised:
        got(f"{server}/{path}")
    assert told in raised.value.message


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_private_addresses_are_not_reached_unless_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before any connection is made."""
    monkeypatch.setattr(socket, "create_connection", _forbidden)
    with pytest.raises(BriefgenError) as raised:
        fetch(url, limits=LIMITS)
    assert "not public" in raised.value.message or "cannot be found" in raised.value.message


def _forbidden(*_: object) -> None:
    raise AssertionError("a connection was made")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "http:///x",
        "http://user:word@example.org/",
        "http://a:99999/",
        "x",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """Only http and https, with a host and without a user."""
    with pytest.raises(UsageError):
        fetch(url)


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is taken for public here; the one that it leads to is not."""
    monkeypatch.setattr(fetching, "is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(UsageError, match=r"10\.0\.0\.1, which is not public"):
        fetch(f"{server}/inside", limits=LIMITS)


def test_a_second_answer_of_the_name_server_leads_nowhere_else(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is resolved once, and the connection goes to the address that was checked (no rebinding)."""
    port = int(server.rpartition(":")[2])
    asked: list[str] = []
    connected: list[str] = []
    plain = socket.create_connection

    def resolve(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], *rest: Any) -> socket.socket:
        connected.append(address[0])
        monkeypatch.undo()
        return plain(("127.0.0.1", port), *rest)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    page = fetch(f"http://rebinding.example:{port}/good", limits=LIMITS)
    assert (asked, connected) == (["rebinding.example"], ["93.184.216.34"])
    assert page.data.decode().endswith(f"rebinding.example:{port}")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of a host's addresses is tried is not left to chance."""
    answers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "10.0.0.1")
    ]
    found: Callable[..., Any] = lambda *_, **__: answers  # noqa: E731
    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(UsageError, match="not public"):
        fetch("http://mixed.example/", limits=LIMITS)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::5db8:d822", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
        ("::", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    """An IPv4 address inside an IPv6 one is judged as itself."""
    assert is_public(ipaddress.ip_address(address)) is public
