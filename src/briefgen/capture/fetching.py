"""A page fetched over HTTP, with limits: only http and https, only public addresses, only so large, only so long.

A host name is resolved once; every address it has must be public, and the connection is made to the very address that
was checked, so that a second answer of the name server cannot lead elsewhere. Each redirect is checked like the first
address. Proxies of the environment are not used.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from briefgen import __version__
from briefgen.diagnostics.texts import phrase
from briefgen.errors import EnvironmentFailedError, UsageError
from briefgen.ondemand import dataclass

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65536
_SAFE = "/%:@!$&'()*+,;=~?"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# RFC 6052: an IPv4 address inside an IPv6 one, for translating gateways.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: bytes of the body, seconds in all, redirects."""

    size: int = 20_000_000
    seconds: float = 30
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its address after redirects, its body, its media type (lower case) and charset (may be empty)."""

    url: str
    data: bytes
    media_type: str
    charset: str


def fetch(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> Fetched:
    """The page at an address.

    Raises UsageError for an address that is not fetched, and EnvironmentFailedError for a fetch that fails.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        found = _fetch_once(_parts(url), url, allow_private, limits, deadline)
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    raise EnvironmentFailedError(phrase("too-many-redirects", limit=str(limits.redirects), url=url))


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(phrase("not-an-address", url=url, reason=str(error))) from error
    if parts.scheme not in ("http", "https"):
        raise UsageError(phrase("only-http", url=url))
    if not parts.hostname or parts.username is not None or parts.password is not None or port == 0:
        raise UsageError(phrase("address-not-fetched", url=url), phrase("host-without-user"))
    return parts


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, and so does any IPv4 address that it holds."""
    if isinstance(address, ipaddress.IPv6Address):
        teredo = address.teredo[1] if address.teredo else None
        translated = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
        inner = (address.ipv4_mapped, address.sixtofour, teredo, translated)
        if any(each is not None for each in inner):
            return all(is_public(each) for each in inner if each is not None)
    return address.is_global and not address.is_multicast


def _resolve(parts: SplitResult, allow_private: bool) -> tuple[str, int]:
    """The address and port to connect to. Raises when any address of the host is not public."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise EnvironmentFailedError(phrase("no-such-host", host=host, reason=str(error))) from error
    found = [str(answer[4][0]).split("%")[0] for answer in answers]
    for each in found:
        if not allow_private and not is_public(ipaddress.ip_address(each)):
            raise UsageError(phrase("not-public", host=host, address=each), phrase("allow-private"))
    return found[0], port


def _fetch_once(
    parts: SplitResult, url: str, allow_private: bool, limits: Limits, deadline: float
) -> Fetched | str:
    """The page, or the address that a redirect names."""
    address, port = _resolve(parts, allow_private)
    left = deadline - time.monotonic()
    if left <= 0:
        raise _late(url, limits)
    connection = _connection(parts, port, left, address)
    cut = threading.Event()
    watch = threading.Timer(left, _cut, (connection, cut))
    watch.daemon = True
    watch.start()
    try:
        found = _exchange(connection, parts, url, limits)
    except (OSError, http.client.HTTPException, ValueError, EnvironmentFailedError) as error:
        if cut.is_set() or time.monotonic() >= deadline:
            raise _late(url, limits) from error
        if isinstance(error, EnvironmentFailedError):
            raise
        why = str(error) or type(error).__name__
        raise EnvironmentFailedError(phrase("cannot-fetch", url=url, reason=why)) from error
    finally:
        watch.cancel()
        connection.close()
    # A connection that was cut while it sent headers looks like one that ended.
    if cut.is_set():
        raise _late(url, limits)
    return found


def _late(url: str, limits: Limits) -> EnvironmentFailedError:
    return EnvironmentFailedError(phrase("took-longer", url=url, limit=f"{limits.seconds:g}"))


def _connection(parts: SplitResult, port: int, timeout: float, address: str) -> http.client.HTTPConnection:
    """A connection to the checked address that names the host in its request, and in TLS."""
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    plain = socket.create_connection
    secure = ssl.create_default_context() if parts.scheme == "https" else None

    def connect() -> None:
        opened = plain((address, port), timeout)
        connection.sock = secure.wrap_socket(opened, server_hostname=host) if secure else opened

    connection.connect = connect  # type: ignore[method-assign]  # the only way to name the address apart
    return connection


def _cut(connection: http.client.HTTPConnection, cut: threading.Event) -> None:
    """Ends a connection that takes too long, from another thread: a server may send a byte now and then for ever."""
    cut.set()
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, url: str, limits: Limits
) -> Fetched | str:
    target = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    default = 443 if parts.scheme == "https" else 80
    host = (
        (parts.hostname or "").encode("idna").decode()
        if ":" not in (parts.hostname or "")
        else f"[{parts.hostname}]"
    )
    headers = {
        "Host": host if connection.port == default else f"{host}:{connection.port}",
        "User-Agent": f"briefgen/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9",
        "Accept-Encoding": "identity",
    }
    connection.request("GET", target, headers=headers)
    with connection.getresponse() as response:
        return _answer(response, url, limits)


def _answer(response: http.client.HTTPResponse, url: str, limits: Limits) -> Fetched | str:
    if response.status in _REDIRECTS and (location := response.getheader("Location")):
        return location
    if response.status != 200:
        status = f"{response.status} {response.reason}"
        raise EnvironmentFailedError(phrase("answers", url=url, status=status))
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise EnvironmentFailedError(phrase("answers-compressed", url=url))
    media_type = response.headers.get_content_type()
    charset = response.headers.get_content_charset() or ""
    return Fetched(url, _body(response, url, limits), media_type, charset)


def _body(response: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    announced = response.length
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(min(_CHUNK, limits.size + 1 - size)):
        parts.append(chunk)
        size += len(chunk)
        if size > limits.size:
            raise EnvironmentFailedError(phrase("answer-too-large", url=url, limit=str(limits.size)))
    if announced is not None and size < announced:
        raise EnvironmentFailedError(phrase("broke-off", url=url, size=str(size), all=str(announced)))
    return b"".join(parts)
