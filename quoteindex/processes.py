"""Work on many documents: one after the other, or by several processes at once, always in their order."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from quoteindex.library import Library

_Result = TypeVar("_Result")


def in_order(
    work: Callable[[Path], _Result], paths: Sequence[Path], jobs: int, chunk: int = 1
) -> Iterator[_Result]:
    """Yield what *work* returns of each path, in the order of the paths, whichever is ready first.

    Where there are several *jobs*, *work* must be one that can be sent to another process; *chunk* paths are sent at a
    time.
    """
    if min(jobs, len(paths)) < 2:
        yield from map(work, paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    # Ctrl-C reaches every process of a terminal; this one alone answers it.
    with ProcessPoolExecutor(
        min(jobs, len(paths)), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        yield from pool.map(work, paths, chunksize=chunk)


@cache
def library_at(folder: Path) -> Library:
    """Open a compiled library, once in each process."""
    from quoteindex.library import Library

    return Library(folder)
