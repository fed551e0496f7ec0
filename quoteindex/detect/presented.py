"""Find what a text *presents* as words of the Qur'an or of hadith, whether or not any passage has these words.

A stretch counts where its marks say so (ornate brackets), where what stands before it announces God's or the Prophet's
words, or where a reference to the Qur'an or to a hadith collection follows it.  A scholar's, a poet's or anybody
else's quoted words, terms and titles do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quoteindex.detect.borders import (
    first_words,
    is_readable,
    is_reference_like,
    language_of,
    share_of_marks,
    trimmed,
    words,
)
from quoteindex.detect.cues import REACH, Cue, Kind, conclusion, introduction, own_words
from quoteindex.model import Document, Quotation, Reference, Span
from quoteindex.segment import Mark, Quoted, Segments

# A stretch without any mark around it ends within so many words, or is none.
LONGEST_UNMARKED = 60
# A stretch of which so much stands in the Qur'an is a verse, whatever it is called.
_VERSE = 0.8
# A text whose stretch carries this many vowel marks a letter is vocalised.
VOCALISED = 0.25

_SENTENCE_END = re.compile(r"(?<![\d٠-٩])[.!؟?]+[\"'»”)\]}*]*\s")
_COLON = re.compile(r":[\s\u200e\u200f]*(?=[^\W\d_])")
_UNMARKED_END = re.compile(r"[\n\r{}()\[\]«»“”\"﴿﴾<>|]|\*\*|\s[-–—]\s|\.(?=\s|$)|\.\.|…")
_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_QUOTING: frozenset[Mark] = frozenset({"guillemets", "curly", "straight", "brace", "ornate", "block"})
_CLOSING_ONLY = re.compile(r"(?:(?!\n\s*[-*•#\n])[^\w])*")
_DECORATION = re.compile(r"[\s>*_#\-–—•|\"'«“({\[]*(?:\d{1,3}[.)\-]\s*)?[\s>*_\"'«“({\[﴿﴾]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that it presents as a quotation of *kind*."""

    span: Span
    kind: Kind


def find_presented(
    document: Document, segments: Segments, matched: Sequence[Quotation], references: Sequence[Reference]
) -> list[Quotation]:
    """Return every presented quotation, in document order.

    Where *matched* quotations lie within a presented stretch, the stretch gives the borders and they the passages.
    """
    marked = stretches_in_marks(document, segments, references)
    unmarked = _unmarked(_Place(document.visible, references), marked, matched)
    stretches = sorted([*marked, *unmarked], key=lambda stretch: stretch.span)
    order = sorted(matched, key=lambda q: q.span)
    return [as_quotation(document.text, stretch, near(order, stretch.span)) for stretch in stretches]


def stretches_in_marks(
    document: Document, segments: Segments, references: Sequence[Reference]
) -> list[Stretch]:
    """Return the presented stretches that stand in marks (quotation marks, brackets, blocks), in document order."""
    return _in_marks(_Place(document.visible, references), segments)


def near(quotations: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Return those of the quotations, sorted and disjoint, that may overlap *span*."""
    first = bisect_left(quotations, span.start, key=lambda q: q.span.end)
    last = bisect_right(quotations, span.end, key=lambda q: q.span.start)
    return quotations[first:last]


class _Place:
    """The text with its references: what stands before and after a stretch."""

    def __init__(self, text: str, references: Sequence[Reference]) -> None:
        self.text = text
        named = (r for r in references if r.passages or r.collections)
        self._references = sorted(((span, _kind_of(r)) for r in named for span in r.spans), key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._references]

    def before(self, start: int, floor: int = 0) -> str:
        """Return the clause before an opening mark, from *floor* on: its line, or the line before where that is empty."""
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
            between = self.text[end : following.start]
            if len("".join(between.split())) <= 8 and _CLOSING_ONLY.fullmatch(between):
                return kind
        return conclusion(self.text[end : end + 90])

    def next_number(self, start: int) -> int:
        """Return where the first numbered reference starts at *start* or after it, the end of the text if none."""
        for span, _ in self._references[bisect_left(self._starts, start) :]:
            if re.search(r"\d", span.of(self.text)):
                return span.start
        return len(self.text)

    def is_reference(self, span: Span) -> bool:
        """Whether the stretch is itself a reference."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        for reference, _ in self._references[at : at + 2]:
            if span.overlaps(reference) and 2 * len(reference) >= len(span):
                return True
        return is_reference_like(span.of(self.text))


def _kind_of(reference: Reference) -> Kind:
    if reference.passages:
        return "quran" if reference.passages[0].is_quran else "hadith"
    return "hadith"


def _in_marks(place: _Place, segments: Segments) -> list[Stretch]:
    """Judge every stretch in marks, outer ones first; what lies within an accepted one is part of it."""
    found: list[Stretch] = []
    paragraph_starts = [paragraph.start for paragraph in segments.paragraphs]
    running = _Running(place.text)
    for index, quoted in enumerate(segments.quoted):
        if found and quoted.outer.start < found[-1].span.end:
            continue
        paragraph = bisect_right(paragraph_starts, quoted.outer.start)
        cue = introduction(place.before(quoted.outer.start, running.floor(paragraph)))
        kind = _judge(place, quoted, cue) or running.kind_of(place, quoted, cue, paragraph)
        if not kind:
            running.interrupted(cue)
        elif not _is_wrapper(place, segments.quoted, index):
            inner = quoted.inner if quoted.closed else _first_line(place.text, quoted.inner)
            span = _without_introduction(place, inner)
            if span:
                found.append(Stretch(span, kind))
                running.goes_on(quoted, kind, paragraph)
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

    def kind_of(self, place: _Place, quoted: Quoted, cue: Cue, paragraph: int) -> Kind | None:
        """Return the kind of the stretch before, where this one goes on with it."""
        if not self._kind or len(words(quoted.inner.of(self._text))) < 3 or place.is_reference(quoted.inner):
            return None
        between = self._text[self._end : quoted.outer.start]
        listed = len(between) < REACH and "\n" in between and not words(_BRACKETED.sub(" ", between))
        again = paragraph == self._paragraph and cue.again and cue.colon and cue.distance == 0
        return self._kind if again or (listed and quoted.mark in _QUOTING) else None

    def goes_on(self, quoted: Quoted, kind: Kind, paragraph: int) -> None:
        """Take an accepted stretch."""
        self._kind, self._end, self._paragraph = kind, quoted.outer.end, paragraph

    def interrupted(self, cue: Cue) -> None:
        """Take note that another speaks."""
        if cue.other:
            self._kind = None


def _first_line(text: str, span: Span) -> Span:
    """Return the first line of a stretch whose closing mark is missing."""
    newline = text.find("\n", span.start, span.end)
    return Span(span.start, newline) if newline >= 0 else span


def _is_wrapper(place: _Place, quoted: Sequence[Quoted], index: int) -> bool:
    """Whether a stretch is but the wrapping of one within it (a block around a quotation and its reference)."""
    outer = quoted[index]
    total = len(words(outer.inner.of(place.text)))
    for inner in quoted[index + 1 :]:
        if inner.outer.start >= outer.outer.end:
            break
        if inner.mark in ("paren", "square") and place.is_reference(inner.inner):
            continue
        count = len(words(inner.inner.of(place.text)))
        if inner.outer.end <= outer.outer.end and count < total and (2 * count >= total or (outer.mark == "block" and count >= 2)):
            lead = place.text[outer.inner.start : inner.outer.start]
            if not re.search(r"\w", lead) or introduction(lead).spoken:
                return True
    return False


def _judge(place: _Place, quoted: Quoted, cue: Cue) -> Kind | None:
    """Say what a stretch in marks is presented as, by its marks, its cue and what follows it."""
    content = quoted.inner.of(place.text)
    count = len(words(content))
    if not count or place.is_reference(quoted.inner) or not own_words(content) or not is_readable(content):
        return None
    if quoted.mark == "emphasis" and (content.endswith(":") or place.text[quoted.outer.end : quoted.outer.end + 1] == ":"):
        return None  # a heading
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
    """Whether a stretch after "God says", "the Prophet said" is what was said, and not a word that the sentence quotes."""
    if quoted.mark in ("paren", "brace") and cue.distance == 0 and cue.kind == "quran":
        return count >= 2 or share_of_marks(content) >= VOCALISED
    if quoted.mark in ("square", "paren", "emphasis", "single"):
        return count >= 2 and cue.colon and not content.endswith(":")
    if cue.colon or followed:
        return count >= 2
    return (cue.distance == 0 and count >= 3) or (cue.distance <= 3 and count >= 5)


def _source_counts(quoted: Quoted, cue: Cue, count: int, content: str) -> bool:
    """Whether a stretch after "in the verse", "in the hadith" is its text."""
    if quoted.mark in ("square", "paren", "emphasis", "single"):
        return cue.colon and count >= 3 and share_of_marks(content) >= VOCALISED
    if cue.colon:
        return count >= 2
    return cue.distance <= 3 and count >= 4


def _without_introduction(place: _Place, inner: Span) -> Span | None:
    """Leave out a cue that stands within the marks ("The Prophet ﷺ said: …"), and what is no word at the edges."""
    head = place.text[inner.start : min(inner.end, inner.start + REACH)]
    for match in reversed(list(re.finditer(":", head))):
        if introduction(head[: match.end()]).spoken:
            rest = trimmed(place.text, inner.start + match.end(), inner.end)
            if rest and len(words(rest.of(place.text))) >= 2:
                return rest
    return trimmed(place.text, inner.start, inner.end)


def _unmarked(place: _Place, marked: Sequence[Stretch], matched: Sequence[Quotation]) -> list[Stretch]:
    """Find what follows "God says:", "the Prophet said:" without any mark."""
    taken = [stretch.span for stretch in marked]
    order = sorted(matched, key=lambda q: q.span)
    starts = [span.start for span in taken]
    found: list[Stretch] = []
    reached = 0
    for colon in _COLON.finditer(place.text):
        start = colon.end()
        before = bisect_right(starts, start) - 1
        if start < reached or (before >= 0 and taken[before].end > start):
            continue
        cue = introduction(place.before(colon.start() + 1))
        if not cue.kind or not cue.colon or cue.distance > 3:
            continue
        limit = starts[before + 1] if before + 1 < len(starts) else len(place.text)
        span = _unmarked_span(place, start, limit, cue, order)
        if span:
            found.append(Stretch(span, cue.kind))
            reached = span.end
    return found


def _unmarked_span(place: _Place, start: int, limit: int, cue: Cue, matched: Sequence[Quotation]) -> Span | None:
    """Say where a stretch without marks ends: at its reference, with its sentence, its line or its vowel marks."""
    end_mark = _UNMARKED_END.search(place.text, start, limit)
    end = end_mark.start() if end_mark else limit
    end = min(end, place.next_number(start))
    followed = place.kind_after(end) is not None
    agreed = [q for q in near(matched, Span(start, end)) if q.span.start < end and q.span.end > start]
    if agreed and (followed or agreed[-1].span.end >= end - 25):
        end = max(end, agreed[-1].span.end)
    elif agreed:
        end = agreed[-1].span.end
    content = place.text[start:end]
    vocalised = share_of_marks(first_words(content, 3)) >= VOCALISED
    if vocalised:
        end = start + _end_of_vocalised(content)
    span = trimmed(place.text, start, end)
    if not span or introduction(place.text[start : end + 2]).spoken:
        return None
    if agreed:
        return span
    if not followed and language_of(content) == "en":
        return None
    if not followed and not cue.spoken:
        return None
    if not followed and not vocalised and (cue.kind == "quran" or (end_mark and end_mark[0] in '"“«{([﴿')):
        return None
    return span if 3 <= len(words(span.of(place.text))) <= LONGEST_UNMARKED else None


def _end_of_vocalised(content: str) -> int:
    """Return the offset after the last word that carries vowel marks before four words in a row carry none."""
    last, bare = 0, 0
    for match in re.finditer(r"\S+", content):
        if share_of_marks(match[0]) >= VOCALISED / 2:
            last, bare = match.end(), 0
        else:
            bare += 1
            if bare == 4:
                break
    return last if bare >= 4 else len(content)


def as_quotation(text: str, stretch: Stretch, matched: Sequence[Quotation]) -> Quotation:
    """Make a quotation of a stretch; the matched quotations in it lend it their passages and their score.

    Only those of its own kind count, for hadith quote verses; but what is a verse almost word for word is a verse, also
    where the text takes it for a hadith.
    """
    content = stretch.span.of(text)
    total = max(len(words(content)), 1)
    within = [q for q in matched if _mostly_within(q.span, stretch.span)]
    verses = [q for q in within if q.work == "quran"]
    agreed = sum(q.score * _agreeing(text, stretch.span, [q]) for q in verses)
    kind: Kind = "quran" if agreed >= _VERSE * total else stretch.kind
    within = [q for q in within if q.work == kind]
    agreeing = _agreeing(text, stretch.span, within)
    if 3 * agreeing < total or not within:
        return Quotation(language_of(content), (stretch.span,), content, method="presented", work=stretch.kind)
    best = max(within, key=lambda q: _agreeing(text, stretch.span, [q]))
    return Quotation(
        language=best.language,
        spans=(stretch.span,),
        text=content,
        passages=tuple(dict.fromkeys(p for q in within for p in q.passages)),
        candidates=best.candidates,
        edition=best.edition,
        score=round(min(1.0, sum(q.score * _agreeing(text, stretch.span, [q]) for q in within) / total), 4),
        edits=sum(q.edits for q in within) + max(0, total - agreeing),
        method="matched",
        work=kind,
        isnad=best.isnad,
    )


def _agreeing(text: str, stretch: Span, quotations: Sequence[Quotation]) -> int:
    """Count the words of a stretch that lie in quotations."""
    return sum(len(words(text[max(q.span.start, stretch.start) : min(q.span.end, stretch.end)])) for q in quotations)


def _mostly_within(span: Span, stretch: Span) -> bool:
    """Whether half of the shorter of the two lies within the other."""
    common = min(span.end, stretch.end) - max(span.start, stretch.start)
    return 2 * common > min(len(span), len(stretch))
