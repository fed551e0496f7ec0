"""What a text reader finds in a text: the stretches that are markup, what they show, and the places people name.

A hidden stretch is one in which there are no words of the author: it is blanked before anything is looked for.  Marks
that mean something to a reader (emphasis, brackets, quotation marks, list and blockquote marks) are not hidden.

The same-length rule: blanking never moves anything.  What markup stands for can still be shown, as long as it is no
longer than the markup: the letter of an entity, the line break of ``<br>``.  What is left over is filled by blanks, or
by JOINER where the markup stands inside a word, so that the word stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quoteindex.model import Locator, Span

# U+2060 WORD JOINER: invisible and no break, so that a word which markup runs through stays one word.
JOINER = "\u2060"


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """A stretch of markup, half-open, and the characters shown at its start instead of blanks."""

    start: int
    end: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """All that one format's scanner says about a text; ``hidden`` in any order, overlaps allowed."""

    hidden: tuple[Hidden, ...] = ()
    locators: tuple[Locator, ...] = ()
    title: str = ""


def disjoint(hidden: Iterable[Hidden]) -> Iterator[Hidden]:
    """Sort stretches and make them disjoint: the one that starts first, then the longer, keeps what they share.

    >>> list(disjoint([Hidden(3, 9), Hidden(0, 5, "x"), Hidden(1, 2)]))
    [Hidden(start=0, end=5, shown='x'), Hidden(start=5, end=9, shown='')]
    """
    at = 0
    for one in sorted(hidden, key=lambda h: (h.start, -h.end)):
        if one.end <= at:
            continue
        yield one if one.start >= at else Hidden(at, one.end)
        at = one.end


def spans_and_shown(hidden: Iterable[Hidden]) -> tuple[tuple[Span, ...], tuple[tuple[int, str], ...]]:
    """Return the two tuples that a Document keeps: its ``hidden`` and its ``shown``."""
    kept = tuple(disjoint(hidden))
    spans = tuple(Span(one.start, one.end) for one in kept)
    return spans, tuple((one.start, one.shown) for one in kept if one.shown)


def blanked(text: str, hidden: Iterable[Hidden]) -> str:
    """Return *text* with the stretches overwritten by blanks, line ends kept: same length."""
    parts, at = [], 0
    for one in disjoint(hidden):
        parts.append(text[at : one.start])
        parts.append("".join(c if c in "\r\n" else " " for c in text[one.start : one.end]))
        at = one.end
    parts.append(text[at:])
    return "".join(parts)
