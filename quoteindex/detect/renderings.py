"""Find the English that stands beside an Arabic quotation as its rendering, whether or not a translation has it.

Forms, the surest first: English in quotation marks, emphasis or a block after the Arabic (with nothing but a reference,
a label like "Meaning:" or a transliteration between) or right before it; the next cell of its row; the line or the
paragraph after an Arabic that stands alone; and, in a transcript without any marks, the sentence after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product

from quoteindex.detect.borders import Stretch, is_readable, is_reference_like, language_of, trimmed, words
from quoteindex.detect.overlaps import near
from quoteindex.detect.presented import as_quotation
from quoteindex.model import Document, Quotation, Reference, Span
from quoteindex.segment import Quoted, Segments

# So many words of its own may stand between the Arabic and its rendering in marks.
LABEL_WORDS = 8
# English needs more words than Arabic; a stretch outside these bounds renders something else, or more.
SHORTEST, LONGEST = 0.6, 3.6
# A rendering begins at most so many characters after the Arabic (transliterations stand between).
NEAR = 600

# Translations of the Qur'an have about so many words for each Arabic one.
USUAL = 1.7

_LINE_START = re.compile(r"[\r\n|]")
_NEW_ITEM = re.compile(r"\n[ \t>]*(?:[-*•+][ \t]|#|\d{1,3}[.)][ \t])")
_NUMBERED = re.compile(r"[.?!]?\s*[(\[][^()\[\]]*\d")
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
_LINE = re.compile(r"[^\r\n|]+")
_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_SENTENCE = re.compile(r"[^.?!]*(?=[.?!])")


def find_renderings(
    document: Document,
    segments: Segments,
    arabic: Sequence[Quotation],
    english: Sequence[Quotation],
    references: Sequence[Reference] = (),
) -> list[Quotation]:
    """Return the rendering of each Arabic quotation that has one beside it, in document order.

    Where an *english* (matched) quotation lies in the stretch it lends its passages and edition; else the method is
    "presented" and the passages are those that the Arabic has.
    """
    text = document.visible
    quotations = sorted((q for q in arabic if q.language == "ar"), key=lambda q: q.span)
    named = sorted(span for reference in references for span in reference.spans)
    quoted = [q for q in segments.quoted if _is_english(q.inner.of(text)) and not _is_filled(q.inner, named)]
    starts = [q.outer.start for q in quoted]
    found: list[Quotation] = []
    reached = 0
    for index, original in enumerate(quotations):
        following = quotations[index + 1].span.start if index + 1 < len(quotations) else len(text)
        limit = min(following, original.span.end + NEAR)
        span = (
            _in_marks_after(text, quoted, starts, original.span.end, limit)
            or _in_marks_before(text, quoted, starts, original.span.start, reached)
            or _standing_after(text, original, min(following, len(text)))
            or _spoken_after(text, original, limit)
        )
        if span:
            span = _without_comment(text, span, original, english)
        if (span and span.start >= reached) or (span and span.end <= original.span.start):
            found.append(_rendering(document.text, span, original, english))
            reached = max(reached, span.end, original.span.end)
    return sorted(found, key=lambda q: q.span)


def _is_filled(span: Span, references: Sequence[Span]) -> bool:
    """Whether a reference fills a stretch by half: "(narrated by al-Bukhari and Muslim)" renders nothing."""
    at = bisect_left(references, span.start, key=lambda reference: reference.end)
    common = (min(span.end, r.end) - max(span.start, r.start) for r in references[at : at + 3])
    return any(2 * length >= len(span) for length in common)


def _without_comment(text: str, span: Span, original: Quotation, english: Sequence[Quotation]) -> Span:
    """Leave out what follows the words of a known translation in a sentence of its own: the author goes on there."""
    for known in near(english, Span(span.start, span.start + 1)):
        pairs = product(known.passages, original.passages)
        same = known.work == original.work and any(a.start <= b.end and b.start <= a.end for a, b in pairs)
        ends = text[known.span.end : known.span.end + 1] in (".", "!", "?")
        if same and ends and known.span.end < span.end and not words(text[span.start : known.span.start]):
            return Span(span.start, known.span.end)
    return span


def _is_english(content: str) -> bool:
    return language_of(content) == "en" and len(words(content)) >= 2 and is_readable(content)


def _rendering(text: str, span: Span, original: Quotation, english: Sequence[Quotation]) -> Quotation:
    work = original.work or "quran"
    rendering = as_quotation(text, Stretch(span, work), english)
    if rendering.passages:
        return rendering
    return Quotation(
        "en", (span,), span.of(text), passages=original.passages, candidates=original.candidates,
        method="presented", work=work,
    )  # fmt: skip


def _in_marks_after(text: str, quoted: Sequence[Quoted], starts: Sequence[int], start: int, limit: int) -> Span | None:
    """Take the first English in marks after the Arabic with no sentence between."""
    for candidate in quoted[bisect_left(starts, start) :]:
        if candidate.outer.start >= limit:
            return None
        between = text[start : candidate.outer.start]
        if not _is_label(between):
            return None
        if is_reference_like(candidate.inner.of(text)):
            continue
        if candidate.mark in ("paren", "square") and (
            len(words(candidate.inner.of(text))) < 3 or words(_LINE_START.split(between)[-1])
        ):
            continue  # a word, or what a translator adds within his sentence
        if candidate.mark == "emphasis" and text[candidate.outer.end : candidate.outer.end + 1] == ":":
            continue
        if candidate.mark == "emphasis" and candidate.inner.of(text).endswith(":"):
            continue
        return trimmed(text, candidate.inner.start, min(candidate.inner.end, limit))
    return None


def _in_marks_before(text: str, quoted: Sequence[Quoted], starts: Sequence[int], end: int, floor: int) -> Span | None:
    """Take English in marks that stands right before the Arabic, on its line: "…" (Arabic)."""
    at = bisect_left(starts, end) - 1
    if at < 0 or quoted[at].outer.start < floor or quoted[at].mark in ("paren", "square"):
        return None
    between = text[quoted[at].outer.end : end]
    if quoted[at].outer.end > end or "\n" in between or words(_BRACKETED.sub(" ", between)):
        return None
    return trimmed(text, quoted[at].inner.start, quoted[at].inner.end)


def _is_label(between: str) -> bool:
    """Whether what stands between Arabic and English is no prose: references, labels, lines that are not English."""
    if _NEW_ITEM.search(between):
        return False
    lines = [_BRACKETED.sub(" ", line) for line in re.split(r"[\r\n]", between)]
    own = [word for line in lines if is_readable(line) for word in words(line) if word.isascii()]
    return len(own) <= LABEL_WORDS


def _standing_after(text: str, original: Quotation, limit: int) -> Span | None:
    """Take the next line, cell or paragraph after an Arabic that ends its own."""
    rest = text[original.span.end : original.span.end + 80]
    head = re.match(r"[^\w|\r\n]*(?:[(\[][^)\]\r\n]{0,60}[)\]][^\w|\r\n]*)?", rest)
    start = original.span.end + (head.end() if head else 0)
    if start >= limit or text[start] not in "\r\n|":
        return None
    for block in _blocks(text, start, min(limit, start + NEAR)):
        content = block.of(text)
        if len(words(content)) < 3:
            continue  # a macro, a label
        lead = text[original.span.end : block.start + 4]
        apart = _NEW_ITEM.search(lead) or (_BLANK_LINE.search(lead) and not _NUMBERED.match(text, block.end))
        english = language_of(content) == "en" and is_readable(content)
        if not english or apart:
            return None
        if _is_proportionate(content, original):
            return trimmed(text, block.start, block.end)
        line = content.partition("\n")[0].rstrip()
        if line[-1:] in (".", "!", "?", '"', "”") and _is_proportionate(line, original):
            return trimmed(text, block.start, block.start + len(line))
        return None
    return None


def _blocks(text: str, start: int, limit: int) -> Iterator[Span]:
    """Yield what follows *start*: the cells of the row, or the lines and the paragraphs up to a numbered reference."""
    row = text[start] == "|"
    if row:
        newline = text.find("\n", start, limit)
        limit = newline if newline >= 0 else limit
    at = start
    while line := _LINE.search(text, at, limit):
        at = line.end()
        if not row and len(words(line[0])) >= 3:
            blank = _BLANK_LINE.search(text, line.start(), limit)
            at = blank.start() if blank else limit
            reference = _NUMBERED.search(text, line.start(), at)
            yield Span(line.start(), reference.start() if reference else at)
        else:
            yield Span(line.start(), line.end())


def _is_proportionate(content: str, original: Quotation) -> bool:
    """Whether the number of English words suits the Arabic ones."""
    count = len(words(original.text))
    return bool(count) and SHORTEST <= len(words(content)) / count <= LONGEST


def _spoken_after(text: str, original: Quotation, limit: int) -> Span | None:
    """In a text without marks take the sentence that follows the Arabic at once, in its paragraph."""
    start = original.span.end
    head = re.match(r"[ \t]+(?:that )?(?=[A-Z])|[ \t]+that (?=\w)", text[start : start + 8])
    if not head or len(words(original.text)) < 4:
        return None
    start += head.end()
    paragraph_end = text.find("\n", start) % (len(text) + 1)
    if re.search(r'["“”«»]', text[max(0, original.span.start - NEAR) : paragraph_end]):
        return None
    sentence = _SENTENCE.match(text, start, min(limit, paragraph_end))
    if not sentence:
        return None
    clauses = [sentence.end(), *(m.start() for m in re.finditer(",", text[: sentence.end()]) if m.start() > start)]
    fitting = [end for end in clauses if _is_proportionate(text[start:end], original) and is_readable(text[start:end])]
    if not fitting:
        return None
    count = len(words(original.text))
    return trimmed(text, start, min(fitting, key=lambda end: abs(len(words(text[start:end])) / count - USUAL)))
