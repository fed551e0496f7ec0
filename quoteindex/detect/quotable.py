"""Which matched words are no quotation: formulae that everybody says, words of cues and references, stray agreement.

Two million words of hadith hold almost every turn of phrase; a few of them in a row show nothing unless the text itself
presents them.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files

from quoteindex.detect.borders import words
from quoteindex.detect.cues import fold, own_words
from quoteindex.model import Quotation, Reference, Span

# Without any presentation a hadith needs so many words of its own, a verse so many.
LEAST_HADITH, LEAST_VERSE = 5, 3
PRESENTED = 2


def quotable(
    quotations: Sequence[Quotation], references: Sequence[Reference], evidence: Callable[[Span], int]
) -> list[Quotation]:
    """Return the matched quotations that may stand without the text presenting them, in the same order."""
    spans = sorted(span for reference in references for span in reference.spans)
    ends = [span.end for span in spans]

    def is_reference(quotation: Quotation) -> bool:
        at = bisect_right(ends, quotation.span.start)
        return at < len(spans) and _covers(spans[at], quotation.span)

    return [q for q in quotations if not is_reference(q) and not _is_formula(q.text) and _is_long_enough(q, evidence)]


def _covers(reference: Span, span: Span) -> bool:
    return 2 * (min(reference.end, span.end) - max(reference.start, span.start)) > len(span)


def _is_long_enough(quotation: Quotation, evidence: Callable[[Span], int]) -> bool:
    count = own_words(quotation.text)
    if not count:
        return False
    least = LEAST_VERSE if quotation.work == "quran" else LEAST_HADITH
    return count >= least or evidence(quotation.span) == PRESENTED


def _is_formula(text: str) -> bool:
    """Whether a text is a formula, or several in a row.

    >>> _is_formula("السلام عليكم ورحمة الله وبركاته")
    True
    """
    rest = _bare(text)
    if rest in _formulae():
        return True
    first = next((f for f in _by_length() if rest.startswith(f + " ")), "")
    return bool(first) and _is_formula(rest[len(first) :])


@lru_cache(maxsize=1)
def _formulae() -> frozenset[str]:
    """Read ``corpora/formulae.tsv``."""
    lines = files("corpora").joinpath("formulae.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return frozenset(_bare(row["formula"]) for row in rows)


@lru_cache(maxsize=1)
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_formulae(), key=len, reverse=True))


def _bare(text: str) -> str:
    return " ".join(words(fold(text)))
