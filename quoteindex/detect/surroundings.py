"""What stands around a stretch of a text: the clause before it, the reference after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quoteindex.detect.borders import is_reference_like
from quoteindex.detect.cues import REACH, Kind, conclusion
from quoteindex.model import Reference, Span

# A reference follows a stretch with so many marks between, none of them a letter or the bullet of another item.
_MARKS_BETWEEN = 8
_NEAR = 90

_SENTENCE_END = re.compile(r"(?<![\d٠-٩])[.!؟?]+[\"'»”)\]}*]*\s")
_QUOTATION_MARK = re.compile(r"[\"«»“”﴿﴾]")
_CLOSING_ONLY = re.compile(r"(?:(?!\n\s*[-*•#\n])[^\w])*")
_DECORATION = re.compile(r"[\s>*_#\-–—•|\"'«“({\[]*(?:\d{1,3}[.)\-]\s*)?[\s>*_\"'«“({\[﴿﴾]*")


class Surroundings:
    """The text with its references: what stands before and after a stretch."""

    def __init__(self, text: str, references: Sequence[Reference]) -> None:
        self.text = text
        named = (r for r in references if r.passages or r.collections)
        spans = ((outside_quotation(span, text), _kind_of(r)) for r in named for span in r.spans)
        self._references = sorted(spans, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._references]
        self._numbered = [span.start for span, _ in self._references if re.search(r"\d", span.of(text))]

    def before(self, start: int, floor: int = 0) -> str:
        """Return the clause before a mark, from *floor* on: of its line, or of the line before where that is empty."""
        context = self.text[max(floor, start - REACH) : start]
        lines = re.split(r"[\r\n]", context)
        line = lines.pop()
        while lines and not _DECORATION.sub("", line, count=1).strip():
            line = lines.pop() + " " + line
        ends = [match.end() for match in _SENTENCE_END.finditer(line)]
        return line[ends[-1] :] if ends else line

    def kind_after(self, end: int) -> Kind | None:
        """Say what the reference that follows a closing mark shows the stretch to be."""
        at = bisect_left(self._starts, end)
        if at < len(self._references):
            following, kind = self._references[at]
            between = self.text[end : min(following.start, end + _NEAR)]
            close = following.start - end < _NEAR and len("".join(between.split())) <= _MARKS_BETWEEN
            if close and _CLOSING_ONLY.fullmatch(between):
                return kind
        return conclusion(self.text[end : end + _NEAR])

    def next_number(self, start: int) -> int:
        """Return where the first numbered reference starts at *start* or after it, the end of the text if none."""
        at = bisect_left(self._numbered, start)
        return self._numbered[at] if at < len(self._numbered) else len(self.text)

    def next_bracketed(self, start: int, end: int) -> int:
        """Return where the bracket of the first reference in brackets between *start* and *end* opens, or *end*."""
        for at in self._starts[bisect_right(self._starts, start) : bisect_left(self._starts, end)]:
            if self.text[at - 1] in "([":
                return at - 1
        return end

    def is_reference(self, span: Span) -> bool:
        """Whether the stretch is itself a reference."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        for reference, _ in self._references[at : at + 2]:
            if span.overlaps(reference) and 2 * len(reference) >= len(span):
                return True
        return is_reference_like(span.of(self.text))


def outside_quotation(span: Span, text: str) -> Span:
    """Return the part of a reference after the quotation that it encloses: ``Surah x: "…" (verse 3)``."""
    marks = [match.end() for match in _QUOTATION_MARK.finditer(text, span.start, span.end)]
    return Span(marks[-1], span.end) if marks else span


def _kind_of(reference: Reference) -> Kind:
    if reference.passages:
        return "quran" if reference.passages[0].is_quran else "hadith"
    return "hadith"
