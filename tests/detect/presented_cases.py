"""Read a table of marked sentences: ⟦…⟧ stands around each stretch that is presented as a quotation."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from quoteindex.model import Span

KINDS = {"q": "quran", "h": "hadith"}


class Case(NamedTuple):
    """A sentence without its marks, and what is to be found in it."""

    text: str
    expected: list[tuple[Span, str]]
    rule: str


def cases(name: str) -> list[Case]:
    """Return the cases of ``tests/data/NAME``: kinds, text, rule."""
    found = []
    for kinds, text, rule in _rows(name):
        plain, spans = read(text)
        found.append(Case(plain, [(span, KINDS[kind]) for span, kind in zip(spans, kinds, strict=True)], rule))
    return found


def marked_sentences(name: str) -> list[tuple[str, list[Span], str]]:
    """Return the sentences of ``tests/data/NAME`` (text, rule) with their marked spans."""
    return [(*read(text), rule) for text, rule in _rows(name)]


def _rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parents[1] / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def read(marked: str) -> tuple[str, list[Span]]:
    """Take the marks out of a sentence; a line end is written ``\\n``, a backslash ``\\\\``."""
    text, spans, opened = "", [], 0
    for character in marked.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\"):
        if character == "⟦":
            opened = len(text)
        elif character == "⟧":
            spans.append(Span(opened, len(text)))
        else:
            text += character
    return text, spans
