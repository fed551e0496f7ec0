"""The catalogue: every edition that quoteindex knows how to get, read from ``corpora/catalogue.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quoteindex.errors import NoSuchEdition
from quoteindex.model import Edition, Language
from quoteindex.tables import table

COLUMNS = (
    "edition", "work", "language", "title", "supplier", "source", "path", "licence", "numbering", "count", "sha256",
    "extra",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One way to get one edition.

    ``path`` is the file inside the installed package, or the URL to fetch; ``count`` how many records it holds (0
    where nobody counted), ``sha256`` the checksum of that file ("" where the source changes with time); ``extra``
    what brings it: "default", the name of an extra of the package, or "fetch".
    """

    edition: Edition
    supplier: str
    path: str
    count: int
    sha256: str
    extra: str

    @property
    def remedy(self) -> str:
        """The command that brings this edition; one that names an extra is run in the folder of quoteindex's source.

        It is uv's, which heeds the overrides in pyproject.toml and needs no pip in the environment.
        """
        if self.extra == "fetch":
            return f"quoteindex corpora fetch {self.edition.id}"
        if self.extra == "default":
            return f"uv pip install {self.edition.source.split()[0]}"
        return f"uv pip install -e '.[{self.extra}]'"


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return the rows of the catalogue in order."""
    return tuple(_entry(row) for row in table("catalogue"))


def entries_of(edition: str) -> tuple[CatalogueEntry, ...]:
    """Return the ways to get *edition*; raises NoSuchEdition where the catalogue has none."""
    found = tuple(entry for entry in catalogue() if entry.edition.id == edition)
    if not found:
        raise NoSuchEdition(f"no edition {edition!r} in the catalogue; see `quoteindex corpora list`")
    return found


def _entry(row: dict[str, str]) -> CatalogueEntry:
    language: Language = "ar" if row["language"] == "ar" else "en"
    edition = Edition(
        id=row["edition"],
        work=row["work"],
        language=language,
        title=row["title"],
        source=row["source"],
        licence=row["licence"],
        numbering=row["numbering"],
    )
    checksum = "" if row["sha256"] == "-" else row["sha256"]
    return CatalogueEntry(edition, row["supplier"], row["path"], int(row["count"]), checksum, row["extra"])
