"""The file that says of a folder that it is an index of quoteindex, and of which version."""

from __future__ import annotations

import json
import os
from pathlib import Path

from quoteindex.errors import IndexVersionError

# Raise it whenever an index of the version before cannot be searched or updated any more.
FORMAT = 1
NAME = "quoteindex-index.json"
_DEFAULT_FOLDER = ".quoteindex"


def default_folder() -> Path:
    """Return where the index lies unless the user says otherwise: $QUOTEINDEX_INDEX, or .quoteindex right here."""
    return Path(os.environ.get("QUOTEINDEX_INDEX") or _DEFAULT_FOLDER).expanduser()


def write(folder: Path, engine: str) -> None:
    """Mark *folder* as an index of this version."""
    pending = folder / f"{NAME}.new"
    pending.write_text(json.dumps({"format": FORMAT, "engine": engine}) + "\n", encoding="utf-8")
    pending.replace(folder / NAME)


def read(folder: Path) -> str:
    """Return the engine of the index in *folder*.

    Raises IndexVersionError where there is none, it is damaged, or it is of another version.
    """
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        version, engine = int(stored["format"]), str(stored["engine"])
    except (FileNotFoundError, NotADirectoryError):
        raise IndexVersionError(_missing(folder)) from None
    except (ValueError, KeyError, TypeError):
        raise IndexVersionError(
            f"{folder / NAME} is damaged; delete the folder {folder} and build it again with `quoteindex index PATH...`"
        ) from None
    if version != FORMAT:
        age = "an older" if version < FORMAT else "a newer"
        raise IndexVersionError(
            f"the index in {folder} was written by {age} version of quoteindex (format {version}, expected {FORMAT}); "
            f"delete the folder and build it again with `quoteindex index PATH...`"
        )
    return engine


def _missing(folder: Path) -> str:
    if folder.is_dir() and any(folder.iterdir()):
        return f"{folder} holds other files and no index of quoteindex; name the folder of an index with --index"
    return f"there is no index in {folder}; build one with `quoteindex index PATH...`, or name its folder with --index"


def is_free(folder: Path) -> bool:
    """Whether an index may be made in *folder*: it is not there yet, or empty."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
