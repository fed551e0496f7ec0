"""Brings one URL into one file, going on from where an earlier call broke off."""

from __future__ import annotations

import errno
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from quoteindex.errors import FetchError
from quoteindex.library.progress import Progress, silent

_BLOCK = 64 * 1024
_AGENT = "quoteindex (https://quoteindex.readthedocs.io)"
_WORTH_ANOTHER_TRY = (408, 425, 429)  # beside 5xx: the server asks for patience


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how much to take."""

    timeout: float = 30.0  # seconds without a single byte
    tries: int = 4
    pause: float = 1.0  # seconds before the second try, doubled before each further one
    limit: int = 256 * 2**20  # bytes


class _InterruptedError(Exception):
    """The connection failed in a way that another try may mend."""


def download(
    url: str,
    part: Path,
    progress: Progress = silent,
    patience: Patience | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Bring *url* into the file *part*, whole.

    A *part* that an earlier call left is continued where the server still has the same file (its ETag or date is kept
    in ``<part>.of``), and else begun anew.

    Raises FetchError where the server refuses, keeps failing, sends too much, or where the disk is full.
    """
    patience = patience or Patience()
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: only http and https addresses are fetched")
    trouble = ""
    for attempt in range(patience.tries):
        if attempt:
            sleep(patience.pause * 2 ** (attempt - 1))
        try:
            _attempt(url, part, progress, patience)
        except _InterruptedError as error:
            trouble = str(error)
        else:
            validator_of(part).unlink(missing_ok=True)
            return
    kept = f"; {_size(part)} bytes are kept, the same command goes on from there" if _size(part) else ""
    raise FetchError(f"{url}: {trouble}, {patience.tries} times{kept}")


def validator_of(part: Path) -> Path:
    """Return the file that names which version of the source *part* is a part of."""
    return part.with_name(part.name + ".of")


def _attempt(url: str, part: Path, progress: Progress, patience: Patience) -> None:
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})  # noqa: S310
    have, version = _size(part), _read(validator_of(part))
    if have and version:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", version)  # another version by now: the whole of it is sent
    try:
        with _OPENER.open(request, timeout=patience.timeout) as response:
            _receive(url, response, part, have, progress, patience)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink(missing_ok=True)
            raise _InterruptedError("what was kept does not fit the source") from error
        if error.code < 500 and error.code not in _WORTH_ANOTHER_TRY:
            raise FetchError(f"{url}: the server answers {error.code} {error.reason}; nothing was changed") from error
        raise _InterruptedError(f"the server answers {error.code} {error.reason}") from error
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
        raise _InterruptedError(_said(error)) from error


def _receive(url: str, response: Any, part: Path, have: int, progress: Progress, patience: Patience) -> None:
    headers: Message = response.headers
    resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
    if resumed and not headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        part.unlink(missing_ok=True)
        raise _InterruptedError("the server sends another part than was asked for")
    done = have if resumed else 0
    length = headers.get("Content-Length")
    total = done + int(length) if length and length.isdecimal() else 0
    _refuse_excess(url, total, part, patience)
    if not resumed:
        _remember_version(part, headers)
    with _open(part, "ab" if resumed else "wb") as file:
        while block := response.read(_BLOCK):
            _write(file, block, part)
            done += len(block)
            _refuse_excess(url, done, part, patience)
            progress(url, done, total)
    if total and done < total:
        raise _InterruptedError(f"the connection was cut after {done} of {total} bytes")


def _refuse_excess(url: str, size: int, part: Path, patience: Patience) -> None:
    if size > patience.limit:
        part.unlink(missing_ok=True)
        raise FetchError(f"{url}: sends more than {patience.limit // 2**20} MiB; this is no text that we know")


def _remember_version(part: Path, headers: Message) -> None:
    etag = headers.get("ETag", "")
    version = headers.get("Last-Modified", "") if etag.startswith("W/") else etag or headers.get("Last-Modified", "")
    with _open(validator_of(part), "wb") as file:
        _write(file, version.encode("latin-1", "replace"), part)


def _open(path: Path, mode: str) -> IO[bytes]:
    try:
        return path.open(mode)
    except OSError as error:
        raise FetchError(f"{path}: cannot be written ({error.strerror})") from error


def _write(file: IO[bytes], block: bytes, part: Path) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "the disk is full; make room and give the same command again" if full else str(error.strerror)
        raise FetchError(f"{part}: cannot be written: {what}") from error


def _said(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "the server does not answer in time"
    return f"the connection failed ({reason or type(error).__name__})"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _read(path: Path) -> str:
    return path.read_text("latin-1") if path.is_file() else ""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect, but not from https down to http, nor to anything that is neither."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request for the new address; raises FetchError where it is not safe."""
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in ("http", "https") or (old == "https" and new == "http"):
            raise FetchError(f"{req.full_url}: redirects to {newurl}, which is not as safe; nothing was fetched")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_Redirects)
