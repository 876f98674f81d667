"""A real HTTP client that changes nothing about a request: no redirects followed, no path tidied."""

import socket
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit


@dataclass
class Answer:
    """A status, or 0 where no answer came; headers by their small name; the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=30)
    try:
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers or {})
        return answer_of(connection.getresponse())
    except (OSError, HTTPException):
        return Answer(0, {}, b"")
    finally:
        connection.close()


def send_bytes(address: str, request: bytes) -> Answer:
    """Sends what no well-behaved client would."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        try:
            response.begin()
            return answer_of(response)
        except (OSError, HTTPException):
            return Answer(0, {}, b"")


def answer_of(response: HTTPResponse) -> Answer:
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
