"""Writing an appendix to a file: wholly, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from quoteindex.paths import naming


def check_place(path: Path) -> None:
    """Raise OSError where no file can stand at *path*: better before long work than after it."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.absolute().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))


def write_whole(path: Path, text: str) -> None:
    """Write *text* to *path* as UTF-8; until it is complete, what stood there stays.

    Raises OSError where the folder is missing or may not be written.
    """
    path = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    pending = Path(name)
    try:
        with naming(path), os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        pending.chmod(_mode(path))
        pending.replace(path)
    except BaseException:
        pending.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that stands there, or those that a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
