"""Which licences of reference texts the user has accepted: asked once, kept in the data folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from quoteindex.errors import FetchError
from quoteindex.paths import data_dir


def accepted() -> set[str]:
    """Return the licences that were accepted, in the words of the catalogue."""
    path = _file()
    return set(path.read_text("utf-8").splitlines()) if path.is_file() else set()


def accept(licence: str) -> None:
    """Keep that *licence* is accepted; raises FetchError where the data folder cannot be written."""
    known = accepted()
    if licence in known:
        return
    path = _file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".licences-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in sorted(known | {licence})))
        Path(name).replace(path)
    except OSError as error:
        raise FetchError(f"{path}: cannot be written ({error.strerror})") from error


def _file() -> Path:
    return data_dir() / "licences.txt"
