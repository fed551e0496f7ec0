"""What there is: every edition that is installed, and every one that could be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quoteindex.errors import NoSuchEdition
from quoteindex.library.catalogue import CatalogueEntry, catalogue
from quoteindex.library.fetch import receipt_path
from quoteindex.library.inventory import Source, inventory
from quoteindex.library.suppliers.added import CARD
from quoteindex.library.works import collections
from quoteindex.model import QURAN, Edition


@dataclass(frozen=True, slots=True)
class Listed:
    """One edition: what is known of it, and the command that brings it where it is not installed.

    ``count`` is 0 where nobody counted, ``size`` the bytes of its file, ``files`` and ``checksum`` (SHA-256) empty
    where it is not installed.
    """

    edition: Edition
    installed: bool
    count: int
    checksum: str
    size: int
    files: tuple[Path, ...]
    remedy: str


def listing() -> tuple[Listed, ...]:
    """Return the installed editions in the library's order, then those that can be had, in the catalogue's."""
    installed = inventory()
    here = {source.edition.id for source in installed}
    absent = {entry.edition.id: entry for entry in reversed(catalogue()) if entry.edition.id not in here}
    return (
        *(_installed(source) for source in installed),
        *(_available(entry) for entry in catalogue() if absent.get(entry.edition.id) is entry),
    )


def listing_of(name: str) -> tuple[Listed, ...]:
    """Return what there is of a work or an edition; raises NoSuchEdition where there is nothing."""
    found = tuple(listed for listed in listing() if name in (listed.edition.work, listed.edition.id))
    if not found:
        works = ", ".join(dict.fromkeys([QURAN, *(c.id for c in collections())]))
        raise NoSuchEdition(f"no work or edition {name!r}; works are {works}; editions: quoteindex corpora list")
    return found


def missing_work(work: str) -> str:
    """Say that no edition of *work* is in the library, and which command would add one.

    >>> missing_work("bayhaqi_shuab")
    'bayhaqi_shuab is not in the library; add a text of your own by `quoteindex corpora add`'
    """
    remedies = [entry.remedy for entry in catalogue() if entry.edition.work == work]
    if not remedies:
        return f"{work} is not in the library; add a text of your own by `quoteindex corpora add`"
    return f"{work} is not in the library; get it by `{remedies[0]}`"


def _installed(source: Source) -> Listed:
    return Listed(
        source.edition,
        True,
        max(_counts(source), default=0),
        source.checksums[0] if source.checksums else "",
        sum(path.stat().st_size for path in source.files),
        source.files,
        "",
    )


def _counts(source: Source) -> Iterator[int]:
    """Yield what the catalogue, the receipt of a download and the card of an added text say of the count."""
    yield from (
        entry.count
        for entry in catalogue()
        if entry.edition == source.edition and entry.supplier == source.supplier.name
    )
    for path in source.files:
        for card in (receipt_path(path), path.with_name(CARD)):
            if card.is_file():
                yield int(json.loads(card.read_text("utf-8")).get("count", 0))


def _available(entry: CatalogueEntry) -> Listed:
    return Listed(entry.edition, False, entry.count, entry.sha256, 0, (), entry.remedy)
