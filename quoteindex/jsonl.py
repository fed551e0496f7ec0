"""Cits as JSON objects, one a line: the machine format of ``quoteindex scan --jsonl`` (docs/reference/jsonl.md)."""

from __future__ import annotations

from typing import Any

from quoteindex.model import Cit, Quotation, Reference, Span


def to_json(cit: Cit) -> dict[str, Any]:
    """Return the cit as JSON values; spans are ``[start, end]``, half-open code points of the document.

    >>> to_json(Cit("a.txt"))["verdict"]
    {'text': None, 'reference': 'missing'}
    """
    verdict = cit.verdict
    found: dict[str, Any] = {
        "document": cit.document,
        "work": cit.work,
        "passages": [str(passage) for passage in cit.passages],
        "collections": list(cit.collections),
        "quotations": [_quotation(quotation) for quotation in cit.quotations],
        "references": [_reference(reference) for reference in cit.references],
        "verdict": {
            "text": verdict.text if verdict else None,
            "reference": verdict.reference if verdict else "missing",
        },
    }
    if verdict:
        for name, values in (
            ("differences", [[_pair(d.span), d.quoted, d.expected] for d in verdict.differences]),
            ("correction", verdict.correction),
            ("notes", list(verdict.notes)),
        ):
            if values:
                found["verdict"][name] = values
    if cit.isnad:
        found["isnad"] = _pair(cit.isnad)
    return found


def _quotation(quotation: Quotation) -> dict[str, Any]:
    return {
        "language": quotation.language,
        "spans": [_pair(span) for span in quotation.spans],
        "passages": [str(passage) for passage in quotation.passages],
        "candidates": [str(passage) for passage in quotation.candidates],
        "edition": quotation.edition or None,
        "score": round(quotation.score, 4),
        "method": quotation.method,
        "text": quotation.text,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "spans": [_pair(span) for span in reference.spans],
        "passages": [str(passage) for passage in reference.passages],
        "readings": [str(passage) for passage in reference.readings],
        "collections": list(reference.collections),
        "narrators": list(reference.narrators),
        "status": reference.status,
        "text": reference.text,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
