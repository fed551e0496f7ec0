"""Long documents in pieces: each with enough of its neighbours that nothing is found differently for being cut.

A piece's core is what its cits may begin in; the context on either side lets a quotation, its reference and the words
that introduce it be seen whole.  Cuts are made at blank lines where there are any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import TextIOBase

from quoteindex.model import Cit, Document, Quotation, Reference, Span, Verdict

# Code points of a core; what is worked on at once needs some 100 bytes a code point.
CORE = 1_000_000
# Code points of context on either side: several pages.
CONTEXT = 30_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document: ``document`` holds core and context, ``offset`` is where it begins in the whole."""

    document: Document
    offset: int
    core: Span

    def keep(self, cits: list[Cit]) -> Iterator[Cit]:
        """Yield the cits that begin in the core, with their spans as the whole document counts them."""
        for cit in cits:
            if self.core.start <= cit.start < self.core.end:
                yield moved(cit, self.offset)


def pieces(document: Document, core: int = CORE, context: int = CONTEXT) -> Iterator[Piece]:
    """Cut a document that is at hand; one that is hardly longer than a core stays whole."""
    text = document.text
    if len(text) <= core + context:
        yield Piece(document, 0, Span(0, max(len(text), 1)))
        return
    start = 0
    while start < len(text):
        stop = _cut(text, start, core) if start + core < len(text) else len(text)
        low, high = max(0, start - context), min(len(text), stop + context)
        yield Piece(_part(document, low, high), low, Span(start - low, stop - low))
        start = stop


def pieces_of_stream(
    stream: TextIOBase, name: str, core: int = CORE, context: int = CONTEXT
) -> Iterator[Piece]:
    """Cut the plain text that *stream* yields, reading on only as it is asked for more."""
    before, text, offset = "", "", 0
    while True:
        while len(text) < core + 2 * context and (more := stream.read(core + 2 * context - len(text))):
            text += more
        if not text:
            return
        stop = _cut(text, 0, core) if len(text) > core + context else len(text)
        ahead = text[stop : stop + context]
        yield Piece(
            Document(name, before + text[:stop] + ahead), offset - len(before), Span(len(before), len(before) + stop)
        )
        before = (before + text[:stop])[max(0, len(before) + stop - context) :]
        text, offset = text[stop:], offset + stop


def _cut(text: str, start: int, core: int) -> int:
    """Return where to end a core: after the last blank line of its second half, or line, or just there."""
    for mark in ("\n\n", "\r\n\r\n", "\n"):
        at = text.rfind(mark, start + core // 2, start + core)
        if at >= 0:
            return at + len(mark)
    return start + core


def _part(document: Document, low: int, high: int) -> Document:
    hidden = (
        Span(max(span.start, low) - low, min(span.end, high) - low)
        for span in document.hidden
        if span.start < high and span.end > low
    )
    shown = tuple((at - low, instead) for at, instead in document.shown if low <= at < high)
    return replace(document, text=document.text[low:high], hidden=tuple(hidden), shown=shown, locators=())


def moved(cit: Cit, by: int) -> Cit:
    """Return the cit with all its spans moved by *by* code points."""
    if not by:
        return cit
    return replace(
        cit,
        quotations=tuple(_moved_quotation(q, by) for q in cit.quotations),
        references=tuple(_moved_reference(r, by) for r in cit.references),
        isnad=cit.isnad.shifted(by) if cit.isnad else None,
        verdict=_moved_verdict(cit.verdict, by) if cit.verdict else None,
    )


def _moved_quotation(quotation: Quotation, by: int) -> Quotation:
    return replace(
        quotation,
        spans=tuple(span.shifted(by) for span in quotation.spans),
        isnad=quotation.isnad.shifted(by) if quotation.isnad else None,
    )


def _moved_reference(reference: Reference, by: int) -> Reference:
    return replace(
        reference,
        spans=tuple(span.shifted(by) for span in reference.spans),
        member_spans=tuple(span.shifted(by) for span in reference.member_spans),
    )


def _moved_verdict(verdict: Verdict, by: int) -> Verdict:
    return replace(verdict, differences=tuple(replace(d, span=d.span.shifted(by)) for d in verdict.differences))
