"""The user's own texts, which `quoteindex corpora add` has copied into the data folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.openiti import read_openiti
from quoteindex.library.suppliers.rows import read_jsonl, read_tsv
from quoteindex.library.suppliers.tanzil import read_tanzil
from quoteindex.model import Edition
from quoteindex.paths import data_dir

FORMATS: dict[str, Callable[[Path], Iterable[Record]]] = {
    "tsv": read_tsv,
    "jsonl": read_jsonl,
    "tanzil": read_tanzil,
    "openiti": read_openiti,
}
CARD = "edition.json"  # the edition and the format, beside the text


class Added:
    """One folder a text, under ``added`` in the data folder: the card, and the file as it was given."""

    name = "added"

    def available(self) -> Iterable[Edition]:
        """Name the texts that were added."""
        return [edition for edition, _ in self._cards()]

    def files(self, edition: Edition) -> tuple[Path, ...]:
        """Return the file as it was given."""
        return (_folder(edition.id) / "text",)

    def read(self, edition: Edition) -> Iterable[Record]:
        """Yield its records."""
        for known, kind in self._cards():
            if known.id == edition.id:
                return FORMATS[kind](_folder(edition.id) / "text")
        raise CorpusError(f"{edition.id} was never added; see `quoteindex corpora list`")

    def _cards(self) -> Iterator[tuple[Edition, str]]:
        for card in sorted(data_dir().glob(f"added/*/{CARD}")):
            try:
                said = json.loads(card.read_text("utf-8"))
                yield Edition(**said["edition"]), said["format"]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise CorpusError(
                    f"{card}: damaged ({error}); remove it by `quoteindex corpora remove {card.parent.name}`"
                ) from error


def _folder(edition_id: str) -> Path:
    return data_dir() / "added" / edition_id
