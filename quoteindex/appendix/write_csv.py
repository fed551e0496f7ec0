"""An appendix as a spreadsheet: one row a place."""

from __future__ import annotations

import csv
import io

from quoteindex.appendix.entries import Appendix, Entry, Occurrence, Section

COLUMNS = (
    "section", "passage", "reference", "incipit", "document", "page", "heading", "paragraph", "note", "line", "start",
    "end", "arabic", "rendering", "edition", "cited_as", "text_verdict", "reference_verdict",
)  # fmt: skip

# A spreadsheet takes a cell that begins so for a formula and runs it (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(appendix: Appendix) -> str:
    """Return the places in order under a header, RFC 4180."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for section in appendix.sections:
        for entry in section.entries:
            rows.writerows(_row(section, entry, occurrence) for occurrence in entry.occurrences)
    return out.getvalue()


def _row(section: Section, entry: Entry, occurrence: Occurrence) -> tuple[str, ...]:
    place, verdict = occurrence.place, occurrence.verdict
    cells = (
        section.title,
        str(entry.passage or ""),
        entry.reference,
        entry.incipit,
        occurrence.document,
        place.page,
        place.section,
        place.paragraph,
        place.note,
        str(place.line),
        str(occurrence.start),
        str(occurrence.end),
        occurrence.arabic,
        " | ".join(rendering.text for rendering in occurrence.renderings),
        " | ".join(rendering.edition for rendering in occurrence.renderings if rendering.edition),
        " | ".join(occurrence.cited_as),
        (verdict.text or "") if verdict else "",
        verdict.reference if verdict else "",
    )
    return tuple(map(_cell, cells))


def _cell(text: str) -> str:
    """Return *text* so that a spreadsheet shows it and does not run it.

    >>> _cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
