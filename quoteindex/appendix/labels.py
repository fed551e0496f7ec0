"""Verdicts in words, for those who read an appendix."""

from __future__ import annotations

from quoteindex.model import ReferenceVerdict, TextVerdict, Verdict
from quoteindex.text.arabic import is_arabic_letter

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


def differences(verdict: Verdict | None) -> tuple[tuple[str, str], ...]:
    """Return where misquoted Arabic departs from the passage: what is quoted, what stands there; either may be "".

    Of English there is no one wording to depart from.
    """
    if verdict is None or verdict.text != "misquoted":
        return ()
    pairs = ((difference.quoted, difference.expected) for difference in verdict.differences)
    return tuple(pair for pair in pairs if any(map(is_arabic_letter, "".join(pair))))


def difference_words(quoted: str, expected: str) -> str:
    """Return a difference in words; the arguments may carry markup.

    >>> difference_words("«a»", "«b»"), difference_words("", "«b»"), difference_words("«a»", "")
    ('«a» stands for «b»', '«b» is left out', '«a» is added')
    """
    if quoted and expected:
        return f"{quoted} stands for {expected}"
    return f"{quoted} is added" if quoted else f"{expected} is left out"
