"""The user's own texts as rows: tab-separated under a header line, or one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Grade, Record
from quoteindex.library.suppliers.limits import lines_of
from quoteindex.library.suppliers.tidy import one_line

_NUMBER = re.compile(r"(\d{1,6})([a-z])?")


def read_tsv(path: Path) -> Iterator[Record]:
    """Yield the records of a tab-separated file whose first line names the columns; ``#`` opens a comment.

    Raises CorpusError, with the number of the line, where a row is short, or has no locus or text.
    """
    header: list[str] = []
    for number, line in lines_of(path):
        if line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if not header:
            header = [field.lower() for field in fields]
            continue
        if len(fields) > len(header):
            raise CorpusError(f"{path}, line {number}: {len(fields)} fields under {len(header)} columns")
        yield _record(dict(zip(header, fields, strict=False)), f"{path}, line {number}", path.name)


def read_jsonl(path: Path) -> Iterator[Record]:
    """Yield the records of a file that holds one JSON object a line; errors as of `read_tsv`."""
    for number, line in lines_of(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorpusError(f"{path}, line {number}: expected a JSON object ({error})") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{path}, line {number}: expected a JSON object, got {line[:60]!r}")
        yield _record({str(key).lower(): str(value) for key, value in row.items()}, f"{path}, line {number}", path.name)


def _record(row: Mapping[str, str], where: str, source: str) -> Record:
    text = one_line(row.get("text", ""))
    start, suffix = _locus(row, where)
    grades: tuple[Grade, ...] = ()
    if row.get("grade") and row.get("grader"):
        grades = (Grade(row["grade"], row["grader"], source),)
    return Record(
        start,
        text,
        suffix,
        chapter=one_line(row.get("chapter", "")),
        narrator=one_line(row.get("narrator", "")),
        grades=grades,
        page=row.get("page", ""),
    )


def _locus(row: Mapping[str, str], where: str) -> tuple[tuple[int, ...], str]:
    if "surah" in row and "verse" in row:
        if row["surah"].isdecimal() and row["verse"].isdecimal():
            return (int(row["surah"]), int(row["verse"])), ""
        raise CorpusError(f"{where}: surah {row['surah']!r}, verse {row['verse']!r} are no numbers")
    match = _NUMBER.fullmatch(row.get("number", ""))
    if not match:
        raise CorpusError(f"{where}: expected surah and verse, or a number (2564, 2564a); got {dict(row)!r:.80}")
    return (int(match[1]),), match[2] or ""
