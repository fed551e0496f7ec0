"""Texts that lie as data files in installed packages: found by path, without importing the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.catalogue import CatalogueEntry, catalogue
from quoteindex.library.record import Record
from quoteindex.model import Edition


class PackageSupplier:
    """A supplier whose editions are the rows of the catalogue that bear its name; children say how a file is read."""

    name: str

    def entries(self) -> Iterator[CatalogueEntry]:
        """Yield the catalogue's rows for this supplier."""
        return (entry for entry in catalogue() if entry.supplier == self.name)

    def locate(self, entry: CatalogueEntry) -> Path | None:
        """Return the file of *entry*, or None where it is not installed."""
        return locate(entry.path)

    def available(self) -> Iterable[Edition]:
        """Name the editions whose file is there."""
        return [entry.edition for entry in self.entries() if self.locate(entry)]

    def files(self, edition: Edition) -> tuple[Path, ...]:
        """Return the one file that *edition* is read from."""
        for entry in self.entries():
            if entry.edition.id == edition.id and (path := self.locate(entry)):
                return (path,)
        raise CorpusError(f"{edition.id} is not installed; {self.name} cannot read it")

    def read(self, edition: Edition) -> Iterable[Record]:
        """Yield the records of *edition*."""
        raise NotImplementedError


def locate(path: str) -> Path | None:
    """Return the file at *path*, "package/rest/of/path", of an installed package, or None."""
    package, _, rest = path.partition("/")
    folder = _folder(package)
    if folder is None or not (folder / rest).is_file():
        return None
    return folder / rest


@cache
def _folder(package: str) -> Path | None:
    spec = find_spec(package)  # a top-level name: nothing is imported
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])
