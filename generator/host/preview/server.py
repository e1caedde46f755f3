"""The preview's web server: pages when they are asked for, and word of each change."""

from __future__ import annotations

import errno
import ipaddress
import socket
import zlib
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from generator.host.preview.desk import OWN, Desk

_KEEP_ALIVE = 15
"""Seconds after which a browser that waits is told that the preview is still there."""
_TRIES = 10


class Server(ThreadingHTTPServer):
    """Answers a browser on this machine, once it has been given a desk to ask."""

    daemon_threads = True
    allow_reuse_address = True
    desk: Desk

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host = host
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """Where it answers."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    server: Server

    def do_GET(self) -> None:
        """A page, a file, or word of the next change."""
        if not self._is_meant():
            self._send(403, "text/plain", b"This preview answers under its own address only.\n")
            return
        url = urlsplit(self.path)
        path = unquote(url.path).removeprefix("/")
        if path == f"{OWN}changes":
            self._changes(parse_qs(url.query).get("seen", [""])[0])
            return
        answer = self.server.desk.answer(path)
        self._send(answer.status, answer.type, answer.body, answer.location)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _is_meant(self) -> bool:
        """Whether the browser came by this address.

        A page elsewhere could else read drafts by a name of its own that leads here.
        """
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in ("localhost", self.server.host)
        return True

    def _send(self, status: int, kind: str, body: bytes, location: str = "") -> None:
        tag = f'"{zlib.crc32(body):x}-{len(body):x}"'
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, body = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", tag)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _changes(self, seen: str) -> None:
        """Wait until something else is shown than what was seen, and say so."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while (shown := self.server.desk.wait(seen, _KEEP_ALIVE)) == seen:
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
            self.wfile.write(f"data: {shown}\n\n".encode())
        except OSError:  # the page was closed
            return

    def log_message(self, *_: object) -> None:
        """Say nothing of each request: the terminal is for problems."""


def bound(host: str, port: int, *, exactly: bool) -> Server:
    """A server at this port or, unless it must be exactly this one, at the next that is free.

    Raises:
        OSError: none is free, or the host is not this machine's.
    """
    last = port if exactly else port + _TRIES
    for candidate in range(port, last + 1):
        try:
            return Server(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or candidate == last:
                raise
    raise AssertionError
