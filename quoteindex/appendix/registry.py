"""The formats of an appendix: each is one function from the appendix to its text, in a file of its own.

Formats installed beside quoteindex are found by the entry point group "quoteindex.appendix".
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import TypeAlias

from quoteindex.appendix.entries import Appendix

GROUP = "quoteindex.appendix"
Writer: TypeAlias = Callable[[Appendix], str]

_OWN = {
    "md": "quoteindex.appendix.write_md",
    "html": "quoteindex.appendix.write_html",
    "csv": "quoteindex.appendix.write_csv",
    "jsonl": "quoteindex.appendix.write_jsonl",
}


def formats() -> tuple[str, ...]:
    """Return the names of all formats, our own first.

    >>> formats()[:4]
    ('md', 'html', 'csv', 'jsonl')
    """
    return tuple(dict.fromkeys((*_OWN, *sorted(point.name for point in entry_points(group=GROUP)))))


def writer(name: str) -> Writer:
    """Return the writer of a format; raises ValueError, naming those there are, where there is no such format."""
    found: Writer
    if name in _OWN:
        found = import_module(_OWN[name]).write
        return found
    for point in entry_points(group=GROUP, name=name):
        found = point.load()
        return found
    raise ValueError(f"no appendix format {name!r}; the formats are {', '.join(formats())}")
