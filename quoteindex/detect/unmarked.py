"""Find what follows "God says:", "the Prophet said:" without any mark around it, and where it ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from quoteindex.detect.borders import VOCALISED, Stretch, first_words, language_of, share_of_marks, trimmed, words
from quoteindex.detect.cues import Cue, introduction
from quoteindex.detect.overlaps import near
from quoteindex.detect.surroundings import Surroundings
from quoteindex.model import Quotation, Span

# A stretch without any mark around it ends within so many words, or is none.
LONGEST = 60
# More words than these between two matched stretches are the writer's own.
_BETWEEN = 3
# No end is looked for farther away, in characters.
_FARTHEST = 1000

# An opening mark after the colon counts for nothing here: it never closes, or it would have been read with the marks.
_COLON = re.compile(r":[\s\u200e\u200f\"“«({\[]*(?=[^\W\d_])")
_END = re.compile(r"[\n\r{}()\[\]«»“”\"﴿﴾<>|]|\*\*|\s[-–—]\s|\.(?=\s|$)|\.\.|…")


def unmarked(place: Surroundings, marked: Sequence[Stretch], matched: Sequence[Quotation]) -> list[Stretch]:
    """Return the stretches outside *marked* that a cue and a colon introduce; *matched* in document order."""
    taken = [stretch.span for stretch in marked]
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
        span = _span(place, start, min(limit, start + _FARTHEST), cue, matched)
        if span:
            found.append(Stretch(span, cue.kind))
            reached = span.end
    return found


def _span(place: Surroundings, start: int, limit: int, cue: Cue, matched: Sequence[Quotation]) -> Span | None:
    """Say where a stretch without marks ends: at its reference, with its sentence, its line or its vowel marks."""
    end_mark = _END.search(place.text, start, limit)
    end = end_mark.start() if end_mark else limit
    end = min(end, place.next_number(start))
    followed = place.kind_after(end) is not None
    agreed = _in_a_row(place.text, start, near(matched, Span(start, end)))
    if agreed and followed and agreed[-1].span.end >= end - 25:
        end = max(end, agreed[-1].span.end)
    elif agreed:
        end = agreed[-1].span.end
    if cue.kind == "quran" and not agreed:
        end = _before_colon(place.text, start, end)
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
    return span if 3 <= len(words(span.of(place.text))) <= LONGEST else None


def _in_a_row(text: str, start: int, matched: Sequence[Quotation]) -> list[Quotation]:
    """Return the matched quotations that follow each other from *start* on, hardly a word and no colon between them.

    What comes after «وقال:» or after words of the writer's own is another quotation.
    """
    row: list[Quotation] = []
    end = start
    for quotation in matched:
        between = text[end : quotation.span.start]
        if quotation.span.end > end and (":" in between or len(words(between)) > _BETWEEN):
            break
        if quotation.span.end > end:
            row.append(quotation)
            end = quotation.span.end
    return row


def _before_colon(text: str, start: int, end: int) -> int:
    """A verse holds no colon: return where the clause before the one that a colon closes ends."""
    colon = text.find(":", start, end)
    return max(start, *(text.rfind(mark, start, colon) for mark in ",،؛")) if colon >= 0 else end


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
