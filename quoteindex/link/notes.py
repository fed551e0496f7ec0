"""Footnotes: which quotation carries a note mark, and which references stand in the body of that note."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quoteindex.model import Document, Span

_LABEL = (
    r"\[\^(?P<markdown>[^\]\s]{1,20})\]|[(\[](?P<bracket>\d{1,3})[)\]]|(?P<raised>[¹²³⁰⁴-⁹]{1,3})|(?P<star>\*{1,3}|[†‡])"
)
# Between the last word quoted and its note mark stand closing marks, stops, tags and blanks alone.
_MARK = re.compile(
    r"(?:[\s\"'”’»)\]}﴾﴿.,;،؛:*_]|</?[a-z][^<>\n]{0,80}>)*?"
    rf"(?:{_LABEL}|<sup[^<>]{{0,80}}>(?:<a[^<>]{{0,200}}>)?[(\[]?(?P<sup>\d{{1,3}}))"
)
# A mark that can be nothing else may stand further on in the sentence: "… he said, and they wept.[^3]"
_SURE_MARK = re.compile(
    r"\[\^(?P<markdown>[^\]\s]{1,20})\](?!:)|(?P<raised>[¹²³⁰⁴-⁹]{1,3})"
    r"|<sup[^<>]{0,80}>(?:<a[^<>]{0,200}>)?[(\[]?(?P<sup>\d{1,3})|(?P<end>\n[ \t>]*\r?\n)"
)
_MARK_REACH = 240
_BODY = re.compile(
    rf"^(?:[ \t>]|<[a-z][^<>\n]{{0,120}}>)*(?:{_LABEL}|(?P<listed>\d{{1,3}})[.)\-–]|(?P<sup>\d{{1,3}})(?:</a>)?</sup>)"
    r"(?:[:.]|</[a-z]+>)*[ \t]",
    re.MULTILINE,
)
_ITEM = re.compile(r"<(?P<tag>/?ol|li)\b[^<>]*>", re.IGNORECASE)
_BODY_END = re.compile(r"\n[ \t]*\n|</li>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """The body of a note."""

    label: str
    span: Span


def notes_of(document: Document) -> list[Note]:
    """Find everything that may be the body of a note: lines that begin with a note mark, items of numbered lists.

    >>> [note.label for note in notes_of(Document("d", "He said so.[^1]\\n\\n[^1]: Muslim 2564.\\n"))]
    ['^1']
    """
    text = document.text
    found = [(match.start(), match.end(), _label(match)) for match in _BODY.finditer(text)]
    found += _list_items(text)
    found.sort()
    starts = [start for start, _, _ in found]
    notes = []
    for number, (_, start, label) in enumerate(found):
        limit = starts[number + 1] if number + 1 < len(starts) else len(text)
        end = _BODY_END.search(text, start, max(start, limit))
        notes.append(Note(label, Span(start, end.start() if end else max(start, limit))))
    return notes


def mark_after(document: Document, end: int, limit: int | None = None) -> str | None:
    """Return the label of the note mark that stands after *end*, in the same paragraph and before *limit*.

    A figure in brackets has to follow directly; it may be a figure as well.

    >>> mark_after(Document("d", "«الدين النصيحة» (1)"), 14)
    '1'
    """
    stop = min(len(document.text), end + _MARK_REACH, limit if limit is not None else len(document.text))
    match = _MARK.match(document.text, end, stop) or _SURE_MARK.search(document.text, end, stop)
    return _label(match) if match and not match.groupdict().get("end") else None


def note_pairs(
    document: Document, quotations: Sequence[Span], references: Sequence[Span]
) -> list[tuple[int, int]]:
    """Pair each quotation that carries a note mark with the references in the body of that note (by their numbers).

    The body is the next one of that label.  One that holds a quotation itself is no note but a paragraph of its own.
    """
    if not references:
        return []
    notes = notes_of(document)
    starts = [note.span.start for note in notes]
    inside: dict[int, list[int]] = {}
    for number, span in enumerate(references):
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and notes[at].span.contains(span):
            inside.setdefault(at, []).append(number)
    for span in quotations:
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and notes[at].span.contains(span):
            inside.pop(at, None)
    by_label: dict[str, list[int]] = {}
    for at in sorted(inside):
        by_label.setdefault(notes[at].label, []).append(at)
    pairs = []
    for number, span in enumerate(quotations):
        limit = quotations[number + 1].start if number + 1 < len(quotations) else None
        bodies = by_label.get(mark_after(document, span.end, limit) or "", [])
        following = bisect_right(bodies, span.end, key=starts.__getitem__)
        if following < len(bodies):
            pairs += [(number, reference) for reference in inside[bodies[following]]]
    return pairs


def _label(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups["markdown"]:
        return "^" + groups["markdown"]
    digits = next(value for value in groups.values() if value is not None)
    plain = unicodedata.normalize("NFKC", digits)
    return str(int(plain)) if plain.isdecimal() else plain


def _list_items(text: str) -> list[tuple[int, int, str]]:
    """Number the items of HTML's ordered lists, which carry no number in the text."""
    items, counts = [], [0]
    for match in _ITEM.finditer(text):
        tag = match["tag"].lower()
        if tag == "ol":
            counts.append(0)
        elif tag == "/ol":
            if len(counts) > 1:
                counts.pop()
        elif len(counts) > 1:
            counts[-1] += 1
            items.append((match.start(), match.end(), str(counts[-1])))
    return items
