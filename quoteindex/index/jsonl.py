"""Hits for programs: the object of ``quoteindex scan --jsonl``, with what the search adds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from quoteindex.index.hits import Hit, Snippet


def to_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as JSON: the cit's own object, and ``score``, ``place`` and ``snippets``.

    ``snippets[].marks`` are code points of the snippet's ``text``; ``snippets[].span`` is where that text stands in the
    document, null for a text of the library.
    """
    from quoteindex.jsonl import to_json as cit_to_json

    return {
        **cit_to_json(hit.cit),
        "score": hit.score,
        "place": asdict(hit.locator),
        "snippets": [_snippet(snippet) for snippet in hit.snippets],
    }


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {
        "language": snippet.language,
        "text": snippet.text,
        "span": [snippet.span.start, snippet.span.end] if snippet.span else None,
        "edition": snippet.edition,
        "marks": [[mark.start, mark.end] for mark in snippet.marks],
    }
