"""Document → Segments: paragraphs, and the stretches that stand between quotation marks or brackets.

One pass over the marks alone, whatever lies between them: time is linear in the text, also where nothing ever closes.
No mark reaches beyond its paragraph, so that one forgotten quotation mark spoils one paragraph and not the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quoteindex.model import Document, Span

Mark = Literal["ornate", "guillemets", "curly", "straight", "single", "brace", "paren", "square", "emphasis", "block"]

# Either order is met with these in Arabic: the bidirectional algorithm mirrors them, and authors type what they see.
_EITHER_ORDER: dict[str, Mark] = {
    "﴿": "ornate", "﴾": "ornate", "«": "guillemets", "»": "guillemets", "“": "curly", "”": "curly", "„": "curly",
}  # fmt: skip
_OPENING: dict[str, Mark] = {"{": "brace", "(": "paren", "[": "square", "‘": "single", "<<": "guillemets"}
_CLOSING: dict[str, Mark] = {"}": "brace", ")": "paren", "]": "square", "’": "single", ">>": "guillemets"}

# One character first, so that the scan skips at the speed of a character set; then what doubles it.
_MARKS = re.compile(r"[﴿﴾«»“”„‘’\"'{}()\[\]<>*_](?:(?<=\*)\*{1,2}|(?<=_)_|(?<=<)<|(?<=>)>)?")
_STRAIGHT = re.compile('"')
# A paragraph begins after a blank line, and with a heading, a row, a fence or an item of a list.
_CUT = re.compile(r"^[ \t\u200e\u200f]*(?:#{1,6}[ \t]|\||:::|[-*+•][ \t]|\d{1,3}[.)\-][ \t]|\r?$)", re.MULTILINE)
_BLOCK_LINES = re.compile(r"^[ \t]{0,3}>.*(?:\n[ \t]{0,3}>.*)*", re.MULTILINE)
_BLOCK_TAG = re.compile(r"<(?P<close>/?)(?P<name>blockquote|q|em|i|b|strong|p|li|div|td|th|tr|h[1-6]|br|dd|dt)\b", re.I)
_QUOTING_TAGS: dict[str, Mark] = {
    "blockquote": "block", "q": "straight", "em": "emphasis", "i": "emphasis", "b": "emphasis", "strong": "emphasis",
}  # fmt: skip
# The invisible marks of direction are, like blanks, never part of what is quoted.
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# What is nested deeper than this nobody quotes.
_DEEPEST = 8


@dataclass(frozen=True, slots=True, order=True)
class Quoted:
    """A stretch between marks: *outer* with its marks, *inner* without them and without the blanks at its edges.

    Where the closing mark is missing (``closed`` is false) it ends with its paragraph.
    """

    outer: Span
    inner: Span
    mark: Mark
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Segments:
    """How a document is laid out: its paragraphs, and every stretch in marks, outer ones before those within them."""

    paragraphs: tuple[Span, ...]
    quoted: tuple[Quoted, ...]


def segment(document: Document) -> Segments:
    """Find the paragraphs and the stretches in marks of a document.

    >>> text = "He said: «Fear Allah» (4:1)."
    >>> [(quoted.mark, quoted.inner.of(text)) for quoted in segment(Document("d", text)).quoted]
    [('guillemets', 'Fear Allah'), ('paren', '4:1')]
    """
    text = document.visible
    tags = tuple(_tags(document))
    paragraphs = tuple(_paragraphs(text, tags))
    quoted = [q for paragraph in paragraphs for q in _quoted(text, paragraph)]
    quoted += _block_quotations(text)
    quoted += _tagged(text, tags)
    return Segments(paragraphs, tuple(sorted(quoted, key=lambda q: (q.outer.start, -q.outer.end))))


@dataclass(frozen=True, slots=True)
class _Tag:
    span: Span
    name: str
    closes: bool


def _tags(document: Document) -> Iterator[_Tag]:
    """Name the tags of HTML among the hidden stretches."""
    for hidden in document.hidden:
        for match in _BLOCK_TAG.finditer(document.text, hidden.start, hidden.end):
            end = document.text.find(">", match.end(), hidden.end)
            span = Span(match.start(), end + 1 if end >= 0 else hidden.end)
            yield _Tag(span, match["name"].lower(), bool(match["close"]))


def _paragraphs(text: str, tags: tuple[_Tag, ...]) -> Iterator[Span]:
    """Cut at blank lines, at lines that begin an item, a heading or a row, and at tags that end a block."""
    cuts = {0, len(text)}
    cuts.update(tag.span.start for tag in tags if _QUOTING_TAGS.get(tag.name) in (None, "block"))
    cuts.update(match.start() for match in _CUT.finditer(text))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        span = _trimmed(text, start, end)
        if span:
            yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Take the blanks and the invisible direction marks off both edges; None where nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return Span(start, end) if end > start else None


def _quoted(text: str, paragraph: Span) -> Iterator[Quoted]:
    """Pair the marks of one paragraph."""
    pairing = _Pairing(text, paragraph)
    straight = _straight_pairs(text, paragraph)
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark, at = match[0], match.start()
        if mark in _EITHER_ORDER:
            pairing.either(_EITHER_ORDER[mark], mark, at)
        elif mark in _OPENING:
            pairing.open(_OPENING[mark], mark, at)
        elif mark in _CLOSING:
            if mark != "’" or not text[at + 1 : at + 2].isalnum():
                pairing.close(_CLOSING[mark], at, len(mark))
        elif mark[0] in "*_":
            pairing.emphasis(mark, at)
        elif mark == "'":
            pairing.single(at)
        elif at in straight:
            pairing.straight(at, straight[at])
    yield from pairing.found
    yield from pairing.unclosed()


class _Pairing:
    """The open marks of a paragraph, innermost last."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text = text
        self.paragraph = paragraph
        self.found: list[Quoted] = []
        self._open: list[tuple[Mark, str, int]] = []
        self._count: dict[Mark, int] = {}
        self._first: dict[Mark, str] = {}

    def open(self, kind: Mark, mark: str, at: int) -> None:
        self._open.append((kind, mark, at))
        self._count[kind] = self._count.get(kind, 0) + 1

    def close(self, kind: Mark, at: int, width: int) -> None:
        """Close the innermost open mark of *kind*; what was opened inside it and never closed is forgotten."""
        if not self._count.get(kind):
            return
        while True:
            opened, mark, start = self._open.pop()
            self._count[opened] -= 1
            if opened == kind:
                break
        self._add(kind, start, start + len(mark), at, at + width)

    def either(self, kind: Mark, mark: str, at: int) -> None:
        """Take the mark that comes first in the paragraph as the opening one; „ opens wherever it stands."""
        low = bool(self._open) and self._open[-1][1] == "„"
        first = self._first.setdefault(kind, mark) if mark != "„" and not low else "„"
        if mark == first:
            self.open(kind, mark, at)
        else:
            self.close(kind, at, 1)

    def emphasis(self, mark: str, at: int) -> None:
        """Markdown: an opening run of stars or underscores touches the word after it, a closing one that before it."""
        before = self.text[at - 1 : at] if at > self.paragraph.start else ""
        after = self.text[at + len(mark) : at + len(mark) + 1] if at + len(mark) < self.paragraph.end else ""
        opened = next((m for k, m, _ in reversed(self._open[-4:]) if k == "emphasis"), None)
        if opened == mark and before.strip():
            self.close("emphasis", at, len(mark))
        elif after.strip() and (mark[0] == "*" or not before.isalnum()):
            self.open("emphasis", mark, at)

    def single(self, at: int) -> None:
        """A straight apostrophe quotes only where it touches a word on one side and none on the other."""
        before = self.text[at - 1].isalnum() if at > self.paragraph.start else False
        after = self.text[at + 1 : at + 2]
        if self._count.get("single") and not after.isalnum() and self.text[at - 1 : at].strip():
            self.close("single", at, 1)
        elif not before and after.isalnum() and not self._count.get("single"):
            self.open("single", "'", at)

    def straight(self, start: int, end: int) -> None:
        """Take a pair found beforehand."""
        if end < 0:
            self._add("straight", start, start + 1, self.paragraph.end, self.paragraph.end, closed=False)
        else:
            self._add("straight", start, start + 1, end, end + 1)

    def unclosed(self) -> Iterator[Quoted]:
        """Let the outermost mark of each quoting kind that is still open reach to the end of the paragraph.

        Another one that is still open on a later line begins a quotation of its own; it reaches to the end of its line.
        """
        reached: dict[Mark, int] = {}
        for kind, mark, at in self._open:
            if kind not in ("ornate", "guillemets", "curly", "brace") or at < reached.get(kind, 0):
                continue
            newline = self.text.find("\n", at, self.paragraph.end)
            line_end = newline if newline >= 0 else self.paragraph.end
            end = line_end if kind in reached else self.paragraph.end
            reached[kind] = line_end
            inner = _trimmed(self.text, at + len(mark), end)
            if inner:
                yield Quoted(Span(at, end), inner, kind, closed=False)

    def _add(self, kind: Mark, start: int, inside: int, end: int, after: int, *, closed: bool = True) -> None:
        inner = _trimmed(self.text, inside, end)
        if inner and len(self._open) < _DEEPEST:
            self.found.append(Quoted(Span(start, after), inner, kind, closed))


def _straight_pairs(text: str, paragraph: Span) -> dict[int, int]:
    """Pair the straight double quotes of each line: opening offset → closing offset, -1 where none closes."""
    pairs: dict[int, int] = {}
    open_at = -1
    start = paragraph.start
    while start < paragraph.end:
        newline = text.find("\n", start, paragraph.end)
        end = newline if newline >= 0 else paragraph.end
        marks = [match.start() for match in _STRAIGHT.finditer(text, start, end)]
        if marks and open_at >= 0 and len(marks) % 2 and not _looks_opening(text, marks[0]):
            pairs[open_at] = marks.pop(0)
            open_at = -1
        if marks:
            paired, left = _pair_line(text, marks)
            pairs.update(paired)
            open_at = left if left >= 0 else open_at
        start = end + 1
    if open_at >= 0:
        pairs[open_at] = -1
    return pairs


def _pair_line(text: str, marks: list[int]) -> tuple[dict[int, int], int]:
    """Pair the marks of one line; also return the one that stays open, or -1.

    Each mark that has a blank before it and a letter after it opens, each that has a letter before and none after it
    closes; where this nests well, it is right (a quotation within a quotation).  Otherwise an even number is paired in
    turn, and with an odd number what looks as if it opened while another is open is passed over.
    """
    nested: dict[int, int] = {}
    stack: list[int] = []
    for at in marks:
        if _looks_opening(text, at) and len(stack) < 2:
            stack.append(at)
        elif stack and _looks_closing(text, at):
            nested[stack.pop()] = at
        else:
            break
    else:
        if not stack:
            return nested, -1
    pairs: dict[int, int] = {}
    open_at = -1
    odd = len(marks) % 2 == 1
    for at in marks:
        if open_at < 0:
            open_at = at
        elif not (odd and _looks_opening(text, at)):
            pairs[open_at] = at
            open_at = -1
    return pairs, open_at


def _looks_opening(text: str, at: int) -> bool:
    before = text[at - 1 : at] if at else ""
    return (not before or before.isspace() or before in ":([{«*>،") and bool(text[at + 1 : at + 2].strip())


def _looks_closing(text: str, at: int) -> bool:
    return bool(text[at - 1 : at].strip()) and not text[at + 1 : at + 2].isalnum()


def _block_quotations(text: str) -> Iterator[Quoted]:
    """Take each run of lines that begin with ``>`` as one quotation."""
    for run in _BLOCK_LINES.finditer(text):
        inner = _trimmed(text, text.index(">", run.start()) + 1, run.end())
        if inner:
            yield Quoted(Span(run.start(), run.end()), inner, "block")


def _tagged(text: str, tags: tuple[_Tag, ...]) -> Iterator[Quoted]:
    """Pair the tags of HTML that quote or emphasise."""
    opened: dict[str, int] = {}
    for tag in tags:
        if tag.name not in _QUOTING_TAGS:
            continue
        if not tag.closes:
            opened[tag.name] = tag.span.start
        elif tag.name in opened:
            start = opened.pop(tag.name)
            inner = _trimmed(text, start, tag.span.start)
            if inner:
                yield Quoted(Span(start, tag.span.end), inner, _QUOTING_TAGS[tag.name])
