"""Texts that `quoteindex corpora fetch` has put into the user's data folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from quoteindex.library.catalogue import CatalogueEntry
from quoteindex.library.record import Record
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.model import Edition
from quoteindex.paths import data_dir


class DownloadSupplier(PackageSupplier):
    """A supplier whose files were downloaded; children say how a file is read."""

    def locate(self, entry: CatalogueEntry) -> Path | None:
        """Return the downloaded file of *entry*, or None where it was not fetched."""
        path = download_path(entry)
        return path if path.is_file() else None

    def read(self, edition: Edition) -> Iterable[Record]:
        """Yield the records of *edition*."""
        (path,) = self.files(edition)
        return self.read_file(path, edition.language)

    def read_file(self, path: Path, language: str) -> Iterable[Record]:
        """Yield the records of a file of this supplier; `fetch` reads each file so before it is put in its place."""
        raise NotImplementedError


def download_path(entry: CatalogueEntry) -> Path:
    """Return where the file of *entry* lies when it has been fetched.

    The name is that of the URL's path; where a query says which text (Tanzil), it is part of the name.
    """
    url = urlsplit(entry.path)
    name = unquote(url.path).rstrip("/").rsplit("/", 1)[-1]
    if url.query:
        name = "".join(c if c.isalnum() or c in ".-" else "_" for c in f"{name}-{url.query}")
    return data_dir() / "fetched" / entry.supplier / name
