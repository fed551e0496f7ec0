"""Hits as a table for people to read, the asked words marked."""

from __future__ import annotations

import io
import shutil
import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quoteindex.cli.errors import visible
from quoteindex.cli.table import INERT
from quoteindex.index import Hit, Snippet
from quoteindex.model import Span

_WIDE = 160  # columns where there is no terminal to fit in
_NARROW = 80
# Characters of a text that are shown, around its first mark.
_SHOWN = 160
_BEFORE = 50
_MARK = "bold reverse"


def print_table(hits: list[Hit]) -> None:
    """Print the hits: in colour on a terminal, elsewhere with asterisks around the marked words."""
    coloured = sys.stdout.isatty()
    grid = Table("passage", "document", "place", "text", "verdict", box=SIMPLE_HEAD, pad_edge=False)
    for hit in hits:
        grid.add_row(*_cells(hit, coloured))
    width = max(shutil.get_terminal_size().columns, _NARROW) if coloured else _WIDE
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=coloured, highlight=False, emoji=False).print(grid)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()))


def _cells(hit: Hit, coloured: bool) -> tuple[Text, ...]:
    cit, verdict = hit.cit, hit.cit.verdict
    named = [str(passage) for passage in cit.passages] or list(cit.collections) or ["–"]
    texts = Text("\n").join(_shown(snippet, coloured) for snippet in hit.snippets)
    if not hit.snippets:
        texts = Text("; ".join(" ".join(reference.text.split()) for reference in cit.references))
    return (
        Text("\n".join(named)),
        Text(visible(hit.document)),
        Text(_line(str(hit.locator))),
        texts,
        Text((verdict.text or f"reference {verdict.reference}") if verdict else ""),
    )


def _shown(snippet: Snippet, coloured: bool) -> Text:
    """Return the part of a text around its first mark."""
    text, first = snippet.text, snippet.marks[0].start if snippet.marks else 0
    start = _word_start(text, max(0, first - _BEFORE)) if len(text) > _SHOWN else 0
    end = min(len(text), start + _SHOWN)
    while end < len(text) and not text[end].isspace():
        end += 1
    shown = Text("… " if start else "")
    at = start
    for mark in snippet.marks:
        if mark.end <= end:
            shown.append(_line(text[at : mark.start]))
            shown.append_text(_marked(text, mark, coloured))
            at = mark.end
    shown.append(_line(text[at:end]) + (" …" if end < len(text) else ""))
    if snippet.span is None:
        shown.append(f" [{snippet.edition}]", style="dim")
    return shown


def _marked(text: str, mark: Span, coloured: bool) -> Text:
    words = _line(mark.of(text))
    return Text(words, style=_MARK) if coloured else Text(f"*{words}*")


def _word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _line(text: str) -> str:
    return text.translate({10: " ", 13: " ", 9: " ", **INERT})
