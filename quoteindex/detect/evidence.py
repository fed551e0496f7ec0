"""How a document marks a stretch as a quotation: quotation marks, ornate brackets, an introduction, a reference.

Short matches count only with such evidence: two words of the Qur'an stand in every newspaper.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quoteindex.detect.borders import share_of_marks
from quoteindex.detect.cues import REACH, Cue, introduction
from quoteindex.model import Passage, Reference, Span
from quoteindex.segment import Quoted, Segments
from quoteindex.text.arabic import is_arabic_letter

NONE, MARKED, PRESENTED = range(3)
# A reference that names the very passage speaks for a match within so many characters (a layout may set the Arabic, its
# rendering and a transliteration between the two).
_NAMED_WITHIN = 500
# A reference is beside a stretch with so many characters between, none of them a letter.
_BESIDE = 12
# Brackets mark a quotation in Arabic; in English they hold remarks, and emphasis or single marks are for terms.
_ARABIC_ONLY = ("paren", "emphasis", "single", "square", "brace")
# A quotation that fills less of the stretch in marks than this is not what the marks are for.
_FILLS, _FILLS_ALL = 0.5, 0.85
# Arabic with so many vowel signs a letter is vocalised, as quotations are.
_VOCALISED = 0.25
# Marks around longer stretches (a block, a bracket that is never closed) say nothing of a short match within.
_LONGEST = 2000
# A stretch that is introduced, or has a reference beside it, begins or ends within so many characters of that.
_TOUCH = 40
_COLON = re.compile(":")
# Arabic after Latin words of its line: it may stand alone there.
_AMONG_LATIN = re.compile(r"[A-Za-z][^\w\n]{0,20}([\u0621-\u06d3][^A-Za-z\n]*)")
# Only after a colon (or a comma, in Arabic) do words without marks begin a quotation.
_ANNOUNCES = re.compile(r"[:：،,][^\w]*\Z")
# A word or a number between, or the bullet of another item, parts a reference from a stretch.
_PARTED = re.compile(r"[^\W_]|\n[ \t]*[-*•#]")
_LINE_END = re.compile(r"[\r\n]")


class DocumentEvidence:
    """The evidence in one document; call it with a span to get NONE, MARKED or PRESENTED."""

    def __init__(self, text: str, segments: Segments, references: Sequence[Reference]) -> None:
        self._text = text
        self._quoted = [q for q in segments.quoted if len(q.inner) <= _LONGEST]
        self._starts = [q.outer.start for q in self._quoted]
        spans = sorted(span for r in references if r.passages or r.collections for span in r.spans)
        self._reference_starts = [span.start for span in spans]
        self._reference_ends = sorted(span.end for span in spans)
        self._references = sorted((r for r in references if r.passages), key=lambda r: r.span)
        self._named_starts = [r.span.start for r in self._references]
        self._cues: dict[int, Cue] = {}
        self._known: dict[Span, int] = {}

    def __call__(self, span: Span) -> int:
        if span not in self._known:
            self._known[span] = self._judge(span)
        return self._known[span]

    def named(self, span: Span, passages: Sequence[Passage]) -> Passage | None:
        """Return the first of *passages* that a reference near the stretch names, the nearest reference first."""
        low = bisect_left(self._named_starts, span.start - _NAMED_WITHIN)
        high = bisect_right(self._named_starts, span.end + _NAMED_WITHIN)
        near = sorted(self._references[low:high], key=lambda r: max(r.span.start - span.end, span.start - r.span.end))
        for reference in near:
            for passage in passages:
                if any(_share(passage, named) for named in (*reference.passages, *reference.readings)):
                    return passage
        return None

    def stands_alone(self, span: Span) -> bool:
        """Whether nothing presents the stretch but its place: all the Arabic of its line, and no mark around it."""
        return self._around(span) is None and self._is_alone(span)

    def is_near_reference(self, span: Span) -> bool:
        """Whether a reference that names a passage stands near enough to speak for the stretch."""
        low = bisect_left(self._named_starts, span.start - _NAMED_WITHIN)
        return low < len(self._named_starts) and self._named_starts[low] <= span.end + _NAMED_WITHIN

    def presented(self) -> list[Span]:
        """Return the stretches outside which nothing is presented: in marks, after a colon, beside a reference …"""
        found = [q.outer for q in self._quoted]
        found += [self._stretch(m.start(), m.start() + _TOUCH) for m in _COLON.finditer(self._text)]
        found += [self._stretch(start - _TOUCH, start) for start in self._reference_starts]
        found += [self._stretch(end, end + _TOUCH) for end in self._reference_ends]
        found += [Span(*m.span(1)) for m in _AMONG_LATIN.finditer(self._text)]
        return found

    def near_references(self) -> list[Span]:
        """Return the stretches outside which no reference names what is quoted."""
        return [
            self._stretch(r.span.start - _NAMED_WITHIN, r.span.end + _NAMED_WITHIN) for r in self._references
        ]

    def _stretch(self, start: int, end: int) -> Span:
        return Span(max(0, start), min(len(self._text), end))

    def _judge(self, span: Span) -> int:
        quoted = self._around(span)
        if quoted and quoted.mark == "ornate":
            return PRESENTED
        outer, marked = (quoted.outer, True) if quoted else (span, False)
        if self._reference_after(outer, marked=marked) or self._introduced(outer, marked=marked):
            return PRESENTED
        if quoted:
            if self._reference_before(outer):
                return PRESENTED
            # What somebody else's words have in common with a verse is chance, unless they are nothing else.
            filled = len(span) >= _FILLS_ALL * len(quoted.inner)
            return MARKED if filled or not self._cues[outer.start].other else NONE
        if not self._is_alone(span):
            return NONE
        return PRESENTED if share_of_marks(span.of(self._text)) >= _VOCALISED else MARKED

    def _is_alone(self, span: Span) -> bool:
        """Whether the stretch is all the Arabic of its line, or all between words of another script."""
        if not is_arabic_letter(self._text[span.start]):
            return False
        return not self._has_arabic_beside(span.start - 1, -1) and not self._has_arabic_beside(span.end, 1)

    def _has_arabic_beside(self, at: int, step: int) -> bool:
        """Whether the next letter of the line, in the direction of *step*, is Arabic."""
        text = self._text
        while 0 <= at < len(text) and text[at] not in "\r\n":
            if text[at].isalpha():
                return is_arabic_letter(text[at])
            at += step
        return False

    def _around(self, span: Span) -> Quoted | None:
        """Return the smallest stretch in marks that holds most of *span* and is filled by it."""
        best: Quoted | None = None
        at = bisect_right(self._starts, span.end)
        for quoted in reversed(self._quoted[max(0, at - 8) : at]):
            if quoted.mark in _ARABIC_ONLY and not is_arabic_letter(self._text[span.start]):
                continue
            common = min(span.end, quoted.inner.end) - max(span.start, quoted.inner.start)
            fills = common >= _FILLS * len(quoted.inner) and common >= _FILLS * len(span)
            if fills and (best is None or len(quoted.inner) < len(best.inner)):
                best = quoted
        return best

    def _reference_after(self, outer: Span, *, marked: bool) -> bool:
        after = bisect_left(self._reference_starts, outer.end)
        if after == len(self._reference_starts) or not self._touches(outer.end, self._reference_starts[after]):
            return False
        # Without marks, the reference of the next line is not this one's; and what stands before a reference in an
        # English sentence is as often said of the verse as quoted from it.
        return marked or (
            is_arabic_letter(self._text[outer.start])
            and not _LINE_END.search(self._text, outer.end, self._reference_starts[after])
        )

    def _reference_before(self, outer: Span) -> bool:
        before = bisect_right(self._reference_ends, outer.start) - 1
        return before >= 0 and self._touches(self._reference_ends[before], outer.start)

    def _touches(self, end: int, start: int) -> bool:
        return start - end <= _BESIDE and not _PARTED.search(self._text, end, start)

    def _introduced(self, outer: Span, *, marked: bool) -> bool:
        line = _LINE_END.split(self._text[max(0, outer.start - REACH) : outer.start])[-1]
        if not marked and not _ANNOUNCES.search(line):
            return False
        if outer.start not in self._cues:
            self._cues[outer.start] = introduction(line)
        cue = self._cues[outer.start]
        if cue.kind is None or cue.other or cue.distance > 1:
            return False
        return (cue.spoken and (cue.colon or marked)) or (cue.colon and marked)


def _share(one: Passage, other: Passage) -> bool:
    """Whether two passages have a verse or a hadith in common."""
    return one.work == other.work and one.scheme == other.scheme and one.start <= other.end and other.start <= one.end
