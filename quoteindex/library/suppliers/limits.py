"""Text files from outside, read line by line with a limit on their size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quoteindex.errors import CorpusError

LIMIT = 256 * 2**20  # bytes; Musnad Ahmad with all vowel marks, the largest single text, has about 40 million


def lines_of(path: Path, *, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """Yield the lines of the UTF-8 file *path* that are not blank, with their numbers from 1.

    Raises CorpusError where it is missing, larger than *limit* bytes, binary or in another encoding.
    """
    try:
        if path.stat().st_size > limit:
            raise CorpusError(f"{path}: larger than {limit // 2**20} MiB; this is no text that we know")
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if "\0" in line:
                    raise CorpusError(f"{path}, line {number}: binary; expected text in UTF-8")
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not in UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
