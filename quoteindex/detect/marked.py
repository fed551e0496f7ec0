"""Judge the stretches in marks (quotation marks, brackets, blocks, emphasis): which of them does the text present?

A stretch counts where its marks say so (ornate brackets), where what stands before it announces God's or the Prophet's
words, or where a reference to the Qur'an or to a hadith collection follows it.  A scholar's, a poet's or anybody
else's quoted words, terms and titles do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from quoteindex.detect.borders import VOCALISED, Stretch, is_readable, share_of_marks, trimmed, words
from quoteindex.detect.cues import REACH, Cue, Kind, has_own_words, introduction
from quoteindex.detect.surroundings import Surroundings
from quoteindex.model import Span
from quoteindex.segment import Mark, Quoted, Segments

_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_QUOTING: frozenset[Mark] = frozenset({"guillemets", "curly", "straight", "brace", "ornate", "block"})
# These hold remarks, terms and titles as often as quotations.
_WEAK: frozenset[Mark] = frozenset({"square", "paren", "emphasis", "single"})


def in_marks(place: Surroundings, segments: Segments) -> list[Stretch]:
    """Judge every stretch in marks, outer ones first; what lies within an accepted one is part of it."""
    found: list[Stretch] = []
    paragraph_starts = [paragraph.start for paragraph in segments.paragraphs]
    running = _Running(place.text)
    for index, quoted in enumerate(segments.quoted):
        if found and quoted.outer.start < found[-1].span.end:
            continue
        if not _is_text(place, quoted):
            continue
        paragraph = bisect_right(paragraph_starts, quoted.outer.start)
        cue = introduction(place.before(quoted.outer.start, running.floor(paragraph)))
        kind = _judge(place, quoted, cue) or running.kind_of(quoted, cue, paragraph)
        if not kind:
            running.interrupted(cue)
        elif not _is_wrapper(place, segments.quoted, index):
            inner = quoted.inner if quoted.closed else _without_end(place, quoted.inner)
            stretch = _without_introduction(place, Stretch(inner, kind))
            if stretch:
                found.append(stretch)
                running.goes_on(stretch.kind, quoted.outer.end if quoted.closed else stretch.span.end, paragraph)
    return found


class _Running:
    """The stretch accepted last: "and he said" and the next line of a list go on with it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kind: Kind | None = None
        self._end = 0
        self._paragraph = -1

    def floor(self, paragraph: int) -> int:
        """Return where what stands before the next stretch begins, at the earliest."""
        return self._end if paragraph == self._paragraph else 0

    def kind_of(self, quoted: Quoted, cue: Cue, paragraph: int) -> Kind | None:
        """Return the kind of the stretch before, where this one goes on with it."""
        if not self._kind or len(words(quoted.inner.of(self._text))) < 3:
            return None
        listed = False
        if quoted.outer.start - self._end < REACH:
            between = self._text[self._end : quoted.outer.start]
            listed = "\n" in between and not words(_BRACKETED.sub(" ", between))
        again = paragraph == self._paragraph and cue.again and cue.colon and cue.distance == 0
        return self._kind if again or (listed and quoted.mark in _QUOTING) else None

    def goes_on(self, kind: Kind, end: int, paragraph: int) -> None:
        """Take an accepted stretch, which ends with its mark at *end*."""
        self._kind, self._end, self._paragraph = kind, end, paragraph

    def interrupted(self, cue: Cue) -> None:
        """Take note that another speaks."""
        if cue.other:
            self._kind = None


def _without_end(place: Surroundings, span: Span) -> Span:
    """Return what of a stretch whose closing mark is missing is quoted: the first line of it, up to a reference."""
    newline = place.text.find("\n", span.start, span.end)
    return Span(span.start, place.next_bracketed(span.start, newline if newline >= 0 else span.end))


def _is_wrapper(place: Surroundings, quoted: Sequence[Quoted], index: int) -> bool:
    """Whether a stretch is but the wrapping of one within it (a block around a quotation and its reference)."""
    outer = quoted[index]
    total = len(words(outer.inner.of(place.text)))
    for inner in quoted[index + 1 :]:
        if inner.outer.start >= outer.outer.end:
            break
        if inner.mark in ("paren", "square") and place.is_reference(inner.inner):
            continue
        count = len(words(inner.inner.of(place.text)))
        if inner.outer.end > outer.outer.end or count == total:
            continue
        if 2 * count >= total or (outer.mark == "block" and count >= 2):
            lead = place.text[outer.inner.start : inner.outer.start]
            if not re.search(r"\w", lead) or introduction(lead).spoken:
                return True
    return False


def _is_text(place: Surroundings, quoted: Quoted) -> bool:
    """Whether a stretch in marks has words of its own: a reference, praise, a heading or a transliteration has none."""
    content = quoted.inner.of(place.text)
    if quoted.mark == "emphasis" and ":" in (content[-1], place.text[quoted.outer.end : quoted.outer.end + 1]):
        return False  # a heading
    return not place.is_reference(quoted.inner) and has_own_words(content) and is_readable(content)


def _judge(place: Surroundings, quoted: Quoted, cue: Cue) -> Kind | None:
    """Say what a stretch in marks is presented as, by its marks, its cue and what follows it."""
    content = place.text[quoted.inner.start : min(quoted.inner.end, quoted.inner.start + REACH)]
    count = len(words(content))
    if quoted.mark == "ornate":
        return "quran"
    after = place.kind_after(quoted.outer.end) if quoted.closed else None
    if after == "hadith" and cue.scholar:
        return None
    if cue.spoken and cue.kind:
        # What God says and a hadith collection reports is a hadith; so is what the Prophet said of a verse.
        kind: Kind = "hadith" if after and after != cue.kind else cue.kind
        return kind if _spoken_counts(quoted, cue, count, content, bool(after)) else None
    if after and count >= 3 and quoted.mark not in ("square", "emphasis", "paren"):
        return after
    if after and count >= 3 and (cue.colon or share_of_marks(content) >= VOCALISED):
        return after
    if cue.kind and not cue.other:
        return cue.kind if _source_counts(quoted, cue, count, content) else None
    return None


def _spoken_counts(quoted: Quoted, cue: Cue, count: int, content: str, followed: bool) -> bool:
    """Whether a stretch after "God says", "the Prophet said" is what was said, and no term that the sentence quotes."""
    if quoted.mark in ("paren", "brace") and cue.distance == 0 and cue.kind == "quran":
        return count >= 2 or share_of_marks(content) >= VOCALISED
    if quoted.mark in _WEAK:
        return count >= 2 and cue.colon and not content.endswith(":")
    if cue.colon or followed:
        return count >= 2
    return (cue.distance == 0 and count >= 3) or (cue.distance <= 3 and count >= 5)


def _source_counts(quoted: Quoted, cue: Cue, count: int, content: str) -> bool:
    """Whether a stretch after "in the verse", "in the hadith" is its text."""
    if quoted.mark in _WEAK:
        return cue.colon and count >= 3 and share_of_marks(content) >= VOCALISED
    if cue.colon:
        return count >= 2
    return cue.distance <= 3 and count >= 4


def _without_introduction(place: Surroundings, stretch: Stretch) -> Stretch | None:
    """Leave out a cue that stands within the marks ("The Prophet ﷺ said: …"), and what is no word at the edges."""
    start, end = stretch.span.start, stretch.span.end
    head = place.text[start : min(end, start + REACH)]
    for match in reversed(list(re.finditer(":", head))):
        cue = introduction(head[: match.end()])
        if cue.spoken and cue.kind:
            rest = trimmed(place.text, start + match.end(), end)
            return Stretch(rest, cue.kind) if rest and len(words(rest.of(place.text))) >= 2 else None
    span = trimmed(place.text, start, end)
    return Stretch(span, stretch.kind) if span else None
