"""The tables of ``corpora/``: tab-separated, a line of column names, comments behind ``#``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``corpora/<name>.tsv`` as dictionaries; lines that start with ``#`` are comments."""
    with (files("corpora") / f"{name}.tsv").open(encoding="utf-8") as stream:
        yield from csv.DictReader(
            (line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
        )
