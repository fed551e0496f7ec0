"""An appendix for programs: one JSON object an entry."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from quoteindex.appendix.entries import Appendix, Entry, Occurrence, Section


def write(appendix: Appendix) -> str:
    """Return the entries in order, one a line."""
    lines = (_entry(section, entry) for section in appendix.sections for entry in section.entries)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _entry(section: Section, entry: Entry) -> dict[str, Any]:
    return {
        "section": section.kind,
        "work": section.work or None,
        "passage": str(entry.passage) if entry.passage else None,
        "reference": entry.reference,
        "incipit": entry.incipit,
        "occurrences": [_occurrence(occurrence) for occurrence in entry.occurrences],
    }


def _occurrence(occurrence: Occurrence) -> dict[str, Any]:
    verdict = occurrence.verdict
    return {
        "document": occurrence.document,
        "span": [occurrence.start, occurrence.end],
        "place": asdict(occurrence.place),
        "arabic": occurrence.arabic,
        "renderings": [asdict(rendering) for rendering in occurrence.renderings],
        "cited_as": occurrence.cited_as,
        "verdict": {"text": verdict.text, "reference": verdict.reference} if verdict else None,
    }
