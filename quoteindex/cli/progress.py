"""Progress bars: on a terminal only, on stderr only, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from quoteindex.library import Library
    from quoteindex.library.progress import Progress


@contextmanager
def bar() -> Iterator[Progress]:
    """Give a function to call with the step in hand, what is done of it, and its total (0: not known)."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich import progress as rich_progress
    from rich.console import Console

    with rich_progress.Progress(console=Console(stderr=True), transient=True) as drawn:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = drawn.add_task(step, total=total or None)
            drawn.update(tasks[step], completed=done, total=total or None)

        yield tell


def library_with_bar() -> Library:
    """Open the library, with a bar while it is compiled for the first time."""
    from quoteindex.library import open_library

    with bar() as tell:
        return open_library(tell)
