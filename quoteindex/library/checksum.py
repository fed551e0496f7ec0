"""SHA-256 of source files, remembered by size and time, so that an unchanged file is read only once."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path

from quoteindex.paths import cache_dir

_SETTLED = 2.0  # seconds; a file written within them may yet change without changing its time stamp


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file at *path*, read now."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Checksums:
    """The SHA-256 of files, kept in ``checksums.tsv`` of the cache: path, size, time in ns, SHA-256."""

    def __init__(self) -> None:
        self._file = cache_dir() / "checksums.tsv"
        self._known = self._read()
        self._changed = False

    def of(self, path: Path) -> str:
        """Return the SHA-256 of *path*; the file is read only where its size or time has changed."""
        stat = path.stat()
        stamp = (str(stat.st_size), str(stat.st_mtime_ns))
        known = self._known.get(str(path))
        if known and known[:2] == stamp:
            return known[2]
        found = sha256(path)
        if time.time() - stat.st_mtime > _SETTLED:
            self._known[str(path)] = (*stamp, found)
            self._changed = True
        return found

    def save(self) -> None:
        """Write what was learnt; a cache that cannot be written to costs time only, so that is no error."""
        if not self._changed:
            return
        lines = "".join(f"{path}\t{size}\t{time_}\t{sha}\n" for path, (size, time_, sha) in self._known.items())
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".checksums-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(lines)
            Path(name).replace(self._file)
        except OSError:
            return

    def _read(self) -> dict[str, tuple[str, str, str]]:
        try:
            rows = [line.split("\t") for line in self._file.read_text("utf-8").splitlines()]
        except (OSError, ValueError):
            return {}
        return {row[0]: (row[1], row[2], row[3]) for row in rows if len(row) == 4}
