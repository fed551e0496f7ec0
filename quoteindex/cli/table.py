"""Cits as a table for people to read."""

from __future__ import annotations

import io
import shutil
import sys

from quoteindex.model import Cit, Document
from quoteindex.places import Places

_WIDE = 160  # columns where there is no terminal to fit in
_NARROW = 80
# A document may hold what commands a terminal (ESC, CSI); it is shown, not sent.
INERT = {0x1B: "␛", 0x9B: "␛"}
_COLUMNS = ("line", "passage", "Arabic", "English", "reference", "verdict")


def table(document: Document, cits: tuple[Cit, ...]) -> str:
    """Return the cits of a document as a table, as wide as the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    grid = Table(*_COLUMNS, box=SIMPLE_HEAD, pad_edge=False)
    places = Places(document)
    for cit in cits:
        grid.add_row(str(places.at(cit.start).line), *_cells(cit))
    width = max(shutil.get_terminal_size().columns, _NARROW) if sys.stdout.isatty() else _WIDE
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False, emoji=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().translate(INERT).splitlines()) + "\n"


def _cells(cit: Cit) -> tuple[str, ...]:
    verdict = cit.verdict
    return (
        "\n".join(map(str, cit.passages)) or ", ".join(cit.collections) or "–",
        incipit(" … ".join(q.text for q in cit.arabic)),
        incipit(" … ".join(q.text for q in cit.renderings)),
        "; ".join(" ".join(r.text.split()) for r in cit.references),
        ", ".join(filter(None, (verdict.text, f"reference {verdict.reference}"))) if verdict else "",
    )


def incipit(text: str, words: int = 5) -> str:
    """Return the first words of a text.

    >>> incipit("one two three", words=2)
    'one two …'
    """
    parts = text.split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")


def explanation(cit: Cit) -> str:
    """Return, line by line, what the members of a cit are tied by, and where the text departs from the library's."""
    lines = [f"{', '.join(map(str, cit.passages)) or 'no passage'} at {cit.span.start}-{cit.span.end}"]
    lines += [f"  {one.weight:+.2f}  {one.reason}" for one in cit.evidence]
    if cit.verdict:
        for one in cit.verdict.differences:
            lines.append(f"  {one.span.start}: {one.quoted or 'nothing'} for {one.expected or 'nothing'}")
        lines += [f"  {note}" for note in cit.verdict.notes]
    return "\n".join(lines).translate(INERT) + "\n"
