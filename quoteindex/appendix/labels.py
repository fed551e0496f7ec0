"""Verdicts in words, for those who read an appendix."""

from __future__ import annotations

from quoteindex.model import ReferenceVerdict, TextVerdict, Verdict

_TEXT: dict[TextVerdict, str] = {
    "exact": "exact",
    "orthography": "exact but for orthography",
    "partial": "part of the passage",
    "variant": "variant wording",
    "misquoted": "misquoted",
    "not_found": "not found in the library",
}
_REFERENCE: dict[ReferenceVerdict, str] = {
    "agrees": "",
    "disagrees": "the reference disagrees with the text",
    "missing": "no reference",
    "unchecked": "reference not checked",
    "out_of_range": "the reference names a place that does not exist",
}


def verdict_words(verdict: Verdict | None) -> str:
    """Return a verdict in words, "" where nothing was checked; a reference that agrees needs none.

    >>> verdict_words(Verdict("partial", "missing"))
    'part of the passage; no reference'
    """
    if verdict is None:
        return ""
    words = (_TEXT[verdict.text] if verdict.text else "referred to, not quoted", _REFERENCE[verdict.reference])
    return "; ".join(filter(None, words))


def difference_words(verdict: Verdict | None) -> tuple[tuple[str, str], ...]:
    """Return the places where a misquoted text departs from the passage: what is quoted, what stands there."""
    if verdict is None or verdict.text != "misquoted":
        return ()
    return tuple((difference.quoted, difference.expected) for difference in verdict.differences)
