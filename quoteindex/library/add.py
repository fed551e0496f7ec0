"""Takes the user's own texts into the library, and what was fetched or added out of it again."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quoteindex.errors import CorpusError, NoSuchEdition
from quoteindex.library.catalogue import catalogue
from quoteindex.library.fetch import receipt_path
from quoteindex.library.inventory import inventory
from quoteindex.library.suppliers.added import CARD, FORMATS
from quoteindex.library.suppliers.download import download_path
from quoteindex.library.verify import verify_records
from quoteindex.model import Edition, Language
from quoteindex.paths import data_dir

_ID = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_WORK = re.compile(r"[a-z][a-z0-9_]{0,31}")


def add(
    path: Path,
    work: str,
    language: Language,
    kind: str,
    *,
    edition_id: str = "",
    title: str = "",
    source: str = "",
    licence: str = "",
) -> tuple[Edition, int]:
    """Copy the text at *path* into the data folder and return its edition and how many records it holds.

    *kind* is one of `FORMATS`.  *edition_id* is by default made of the file's name and the language.  The text is read
    through first: nothing is kept where it cannot be read.

    Raises CorpusError where the file is no such text, where a passage is repeated, empty or outside the Qur'an, or
    where the id is taken.
    """
    edition_id = edition_id or _id_of(path, language)
    _check_names(work, language, kind, edition_id)
    records = list(FORMATS[kind](path))
    if not records:
        raise CorpusError(f"{path}: holds no text")
    wrong = [f for f in verify_records(edition_id, work, records) if f.serious and f.message != "is missing"]
    if wrong:
        further = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise CorpusError(
            f"{path}: {work}:{wrong[0].place} {wrong[0].message}{further}; correct the file and add it again"
        )
    edition = Edition(
        id=edition_id,
        work=work,
        language=language,
        title=title or path.stem,
        source=source or path.name,
        licence=licence or "the user's own",
        numbering="kufan" if work == "quran" else "cited",
    )
    _keep(path, {"edition": asdict(edition), "format": kind, "count": len(records)})
    return edition, len(records)


def remove(edition_id: str) -> tuple[Path, ...]:
    """Delete the text of an edition that was added or fetched and return what was deleted.

    One download may hold several editions (Arabic and English of a book); they go together.

    Raises NoSuchEdition where it is not here, CorpusError where it belongs to an installed package.
    """
    folder = data_dir() / "added" / edition_id
    if _ID.fullmatch(edition_id) and folder.is_dir():
        shutil.rmtree(folder)
        return (folder,)
    deleted = []
    for entry in catalogue():
        path = download_path(entry)
        if entry.extra == "fetch" and entry.edition.id == edition_id and path.is_file():
            path.unlink()
            receipt_path(path).unlink(missing_ok=True)
            deleted.append(path)
    if deleted:
        return tuple(deleted)
    for known in inventory():
        if known.edition.id == edition_id:
            raise CorpusError(
                f"{edition_id} belongs to the package {known.edition.source}; uninstall that to remove it"
            )
    raise NoSuchEdition(f"{edition_id!r} is not installed; see `quoteindex corpora list`")


def _id_of(path: Path, language: str) -> str:
    name = re.sub(r"[^a-z0-9_.]+", "-", path.stem.lower()).strip("-.")
    return f"{name or 'text'}-{language}"


def _check_names(work: str, language: str, kind: str, edition_id: str) -> None:
    if kind not in FORMATS:
        raise CorpusError(f"format {kind!r}: expected one of {', '.join(FORMATS)}")
    if language not in ("ar", "en"):
        raise CorpusError(f"language {language!r}: expected ar or en")
    if not _WORK.fullmatch(work):
        raise CorpusError(f"work {work!r}: expected small letters, digits and _, such as quran, bukhari or my_book")
    if not _ID.fullmatch(edition_id):
        raise CorpusError(f"edition {edition_id!r}: expected small letters, digits and _ . -, beginning with a letter")
    if edition_id in {entry.edition.id for entry in catalogue()} | {known.edition.id for known in inventory()}:
        raise CorpusError(
            f"an edition {edition_id!r} is there already; choose another name by --id, or remove it first"
        )


def _keep(path: Path, card: dict[str, Any]) -> None:
    """Put the text and its card in place, both or neither."""
    root = data_dir() / "added"
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".adding-", dir=root) as building:
            made = Path(building) / card["edition"]["id"]
            made.mkdir()
            shutil.copyfile(path, made / "text")
            (made / CARD).write_text(json.dumps(card, ensure_ascii=False), "utf-8")
            made.rename(root / made.name)
    except OSError as error:
        raise CorpusError(f"{root}: cannot be written ({error.strerror})") from error
