"""A small HTTP server on this machine that misbehaves as told, so that no test needs the internet."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the server does: the content, and one fault for each request until they are used up."""

    content: bytes = b""
    etag: str = '"1"'
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)  # the Range header of each request, "" where it had none
    address: str = ""


@contextmanager
def serving(script: Script) -> Iterator[Script]:
    """Serve *script* until the block ends; ``script.address`` is the root."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            script.requests.append(self.headers.get("Range", ""))
            fault = script.faults.pop(0) if script.faults else ""
            if fault.isdecimal():
                self._head(int(fault), b"no", {})
                self.wfile.write(b"no")
            elif fault.startswith("to "):
                self._head(302, b"", {"Location": fault[3:]})
            else:
                self._serve(fault)
            self.close_connection = True

        def _serve(self, fault: str) -> None:
            begin, headers = 0, {"ETag": script.etag} if script.etag else {}
            asked = self.headers.get("Range", "")
            if asked and self.headers.get("If-Range") == script.etag:
                begin = int(asked.removeprefix("bytes=").rstrip("-"))
                headers["Content-Range"] = f"bytes {begin}-{len(script.content) - 1}/{len(script.content)}"
            body = script.content[begin:]
            self._head(206 if "Content-Range" in headers else 200, body, headers)
            if fault == "cut":
                self.wfile.write(body[: len(body) // 2])
            elif fault == "slow":
                time.sleep(0.6)
            else:
                self.wfile.write(body)

        def _head(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    script.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
