"""How a long task tells what it is doing; the command line draws a bar from it, everyone else may leave it out."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then with the step in hand and how much of it is done."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """*done* of *total* units of *step* are finished; *total* is 0 where it is not known."""
        ...


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
