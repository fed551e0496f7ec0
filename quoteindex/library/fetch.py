"""Fetches reference texts into the user's data folder.  Nothing else in quoteindex uses the network.

What arrives goes to a ``.part`` file beside its place; it is checked against its checksum, read once through, and only
then renamed.  So a text is there whole, or not at all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from filelock import FileLock

from quoteindex.errors import CorpusError, FetchError, NoSuchEdition
from quoteindex.library.catalogue import CatalogueEntry, catalogue
from quoteindex.library.checksum import sha256
from quoteindex.library.download import Patience, download, validator_of
from quoteindex.library.licences import accept, accepted
from quoteindex.library.progress import Progress, silent
from quoteindex.library.suppliers import suppliers
from quoteindex.library.suppliers.download import DownloadSupplier, download_path


def fetchable(name: str) -> tuple[CatalogueEntry, ...]:
    """Return what `fetch` can bring under *name*: an edition, or all of a work, or all of a source.

    Raises NoSuchEdition where there is nothing.
    """
    offered = [entry for entry in catalogue() if entry.extra == "fetch"]
    for found in (
        [entry for entry in offered if entry.edition.id == name],
        [entry for entry in offered if entry.edition.work == name],
        [entry for entry in offered if entry.supplier == name],
    ):
        if found:
            return tuple(found)
    raise NoSuchEdition(
        f"nothing to fetch under {name!r}; expected an edition, a work or a source, such as ibn_hibban-ar, riyad or "
        "tanzil; see `quoteindex corpora list`"
    )


def fetch(
    entry: CatalogueEntry,
    progress: Progress = silent,
    *,
    accept_licence: bool = False,
    patience: Patience | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Bring the file of *entry* and return where it lies; where it lies there already, that is all.

    Raises FetchError where the licence is not accepted, where the source does not answer or sends something else, where
    the checksum differs, or where the disk is full.  What came so far is kept for the next call to go on from, unless
    it is wrong.
    """
    supplier = _supplier(entry)
    _agree(entry, accept_licence=accept_licence)
    path = download_path(entry)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchError(f"{path.parent}: cannot be made ({error.strerror})") from error
    with FileLock(path.with_name(path.name + ".lock")):
        if not path.is_file():
            download(entry.path, part, progress, patience, sleep)
            count = _check(entry, part, supplier)
            _write_receipt(entry, part, count, receipt_path(path))
            part.replace(path)
    return path


def receipt_path(path: Path) -> Path:
    """Return where it is written whence the file at *path* was fetched, and its SHA-256."""
    return path.with_name(path.name + ".receipt")


def _supplier(entry: CatalogueEntry) -> DownloadSupplier:
    for supplier in suppliers():
        if supplier.name == entry.supplier and isinstance(supplier, DownloadSupplier):
            return supplier
    raise NoSuchEdition(f"{entry.edition.id} is not fetched; get it by: {entry.remedy}")


def _agree(entry: CatalogueEntry, *, accept_licence: bool) -> None:
    edition = entry.edition
    if accept_licence:
        accept(edition.licence)
    elif edition.licence not in accepted():
        raise FetchError(
            f"{edition.title}, from {edition.source}, comes under this licence: {edition.licence}. If you accept it, "
            f"say so once: quoteindex corpora fetch {edition.id} --accept-licence"
        )


def _check(entry: CatalogueEntry, part: Path, supplier: DownloadSupplier) -> int:
    """Return how many records *part* holds; raise FetchError, and delete it, where it is not the text asked for."""
    trouble, count = "", 0
    if entry.sha256 and (found := sha256(part)) != entry.sha256:
        trouble = f"the checksum is {found}, expected {entry.sha256}"
    else:
        try:
            count = sum(1 for _ in supplier.read_file(part, entry.edition.language))
        except CorpusError as error:
            trouble = str(error)
        else:
            if not count or (entry.count and count != entry.count):
                trouble = f"{count} records came, expected {entry.count or 'some'}"
    if trouble:
        part.unlink(missing_ok=True)
        validator_of(part).unlink(missing_ok=True)
        raise FetchError(f"{entry.path}: sent something else than {entry.edition.id}: {trouble}; it was thrown away")
    return count


def _write_receipt(entry: CatalogueEntry, part: Path, count: int, receipt: Path) -> None:
    said = {"url": entry.path, "sha256": sha256(part), "count": count, "fetched": date.today().isoformat()}
    receipt.write_text(json.dumps(said), "utf-8")
