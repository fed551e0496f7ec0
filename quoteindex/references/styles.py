"""Writing a passage the way a style guide has it."""

from __future__ import annotations

from quoteindex.model import Passage

STYLES = ("short",)


def format_passage(passage: Passage, style: str = "short", language: str = "en") -> str:
    """Return *passage* as *style* writes it."""
    return f"Q {passage.start[0]}:{passage.start[1]}"
