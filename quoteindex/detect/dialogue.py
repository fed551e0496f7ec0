"""A hadith that is told as a dialogue is one quotation, from its first to its last word.

"Support your brother." They asked, "How?" He said, "By holding him back" (Bukhari): the author puts each speech in
marks of its own; the report is all of them, with what stands between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quoteindex.detect.borders import words
from quoteindex.detect.cues import names_speaker, verbs_of_saying
from quoteindex.model import Document, Quotation, Span

# A question and its answer: so many words may stand between two sayings, and so many verbs of saying must.
_LONGEST, _LEAST_VERBS = 25, 2

_BREAK = re.compile(r"[\r\n]|[(\[][^)\]]*\d")


def joined(document: Document, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations (in document order), those of one dialogue made one."""
    text = document.visible
    found: list[Quotation] = []
    for quotation in quotations:
        if found and _is_dialogue(text, found[-1], quotation):
            first = found.pop()
            quotation = _one(document.text, first, quotation)
        found.append(quotation)
    return found


def _is_dialogue(text: str, first: Quotation, second: Quotation) -> bool:
    """Whether others speak between two sayings, and nobody is named before the second."""
    if first.work != "hadith" or second.work != "hadith" or first.language != second.language:
        return False
    between = text[first.span.end : second.span.start]
    if len(between) > 12 * _LONGEST or _BREAK.search(between) or len(words(between)) > _LONGEST:
        return False
    return verbs_of_saying(between) >= _LEAST_VERBS and not names_speaker(between)


def _one(original: str, first: Quotation, second: Quotation) -> Quotation:
    """Make one quotation of two; the longer one's passage, and what both may be."""
    span = Span(first.span.start, second.span.end)
    main = max(first, second, key=lambda q: (q.method == "matched", len(q.span)))
    passages = tuple(dict.fromkeys((*main.passages, *first.passages, *second.passages)))[:1]
    return replace(main, spans=(span,), text=span.of(original), passages=passages, edits=first.edits + second.edits)
