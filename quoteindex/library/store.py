"""The compiled library on disk: one folder an edition, arrays that are mapped into memory, sizes and checksums.

An edition's folder holds, for n records:

- ``texts.bin``, ``texts.npy``: the texts as UTF-8 one after the other, and the n + 1 byte offsets between them;
- ``notes.bin``, ``notes.npy``: the same for what else the source says of a record (chapter, narrator, grades, page);
- ``loci.npy``: n rows of three numbers (-1 where the locus has fewer), the suffix (0 none, 1 "a" …) and the scheme
  (an index into ``schemes`` of the contents);
- ``keys.npy``, ``order.npy``: the loci as sorted 64-bit keys, and the record of each key;
- ``matn.npy``: n rows of start and end of the matn, code points of the record's text.

``contents.json``, written last, lists the editions, the sources with their SHA-256, and every file with its size and a
quick checksum; a folder without it is not finished.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoteindex.errors import CorpusError
from quoteindex.library.record import Grade, Record
from quoteindex.model import Passage

FORMAT = 20  # raise it when what is written here, or how a text is prepared for it, changes
CONTENTS = "contents.json"
_SAMPLE = 4096  # bytes checked at the head, the middle and the end of each file when a library is opened


def key(passage: Passage, schemes: Sequence[str]) -> int | None:
    """Return the 64-bit key of the passage's first locus, or None where no record can have it."""
    parts = (*passage.start, -1, -1, -1)[:3]
    suffix = ord(passage.suffix) - ord("a") + 1 if passage.suffix else 0
    if len(passage.start) > 3 or passage.scheme not in schemes or max(parts) >= 2**17 - 1:
        return None
    return _pack(parts, suffix, schemes.index(passage.scheme))


def key_after(passage: Passage, schemes: Sequence[str]) -> int | None:
    """Return the highest key under the passage's first locus: that of its last narration."""
    packed = key(passage, schemes)
    return None if packed is None else packed | 31


def write_edition(
    folder: Path, passages: Sequence[Passage], records: Sequence[Record], matn: Sequence[tuple[int, int]],
    schemes: Sequence[str],
) -> None:  # fmt: skip
    """Write one edition; *passages*, *records* and *matn* are parallel, each passage stands once."""
    folder.mkdir(parents=True)
    keys = np.array([key(passage, schemes) for passage in passages], dtype=np.uint64)
    order = np.argsort(keys, kind="stable").astype(np.int32)
    if (repeated := np.flatnonzero(np.diff(keys[order]) == 0)).size:
        raise CorpusError(f"{folder.name}: {passages[order[repeated[0]]]} stands there more than once")
    _write_strings(folder, "texts", (record.text for record in records))
    _write_strings(folder, "notes", (_notes(record) for record in records))
    loci = [
        (*(*p.start, -1, -1, -1)[:3], ord(p.suffix) - 96 if p.suffix else 0, schemes.index(p.scheme)) for p in passages
    ]
    np.save(folder / "loci.npy", np.array(loci, dtype=np.int32).reshape(-1, 5))
    np.save(folder / "keys.npy", keys[order])
    np.save(folder / "order.npy", order)
    np.save(folder / "matn.npy", np.array(matn, dtype=np.int32).reshape(-1, 2))


def write_contents(folder: Path, contents: dict[str, Any]) -> None:
    """Finish the library in *folder*: list its files with sizes and quick checksums."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CONTENTS)
    listed = {path.relative_to(folder).as_posix(): [path.stat().st_size, quick_checksum(path)] for path in paths}
    text = json.dumps({**contents, "files": listed}, ensure_ascii=False, indent=1)
    (folder / CONTENTS).write_text(text, "utf-8")


def read_contents(folder: Path) -> dict[str, Any]:
    """Return the contents of the library in *folder*.

    Raises CorpusError where it is unfinished, or where a file is missing, cut short or changed.
    """
    try:
        contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text("utf-8"))
        for name, (size, checksum) in contents["files"].items():
            path = folder / name
            if path.stat().st_size != size or quick_checksum(path) != checksum:
                raise CorpusError(f"{path}: damaged; the library is compiled again")
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(f"{folder}: unfinished or damaged ({error}); the library is compiled again") from error
    return contents


def quick_checksum(path: Path) -> int:
    """Return the CRC-32 of the head, the middle and the end of the file."""
    size = path.stat().st_size
    checksum = 0
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - _SAMPLE // 2), max(0, size - _SAMPLE)}):
            file.seek(start)
            checksum = zlib.crc32(file.read(_SAMPLE), checksum)
    return checksum


class Texts:
    """Strings that lie on disk: read by number, decoded when asked for."""

    def __init__(self, folder: Path, name: str) -> None:
        self._bytes = map_array(folder / f"{name}.bin", raw=True)
        self._offsets = map_array(folder / f"{name}.npy")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self):
            raise IndexError(f"record {index} of {len(self)}")
        return self._bytes[self._offsets[index] : self._offsets[index + 1]].tobytes().decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(len(self)))


def map_array(path: Path, *, raw: bool = False) -> NDArray[Any]:
    """Map the array at *path* into memory; *raw* where the file is bare bytes."""
    if path.stat().st_size == 0:
        return np.zeros(0, dtype=np.uint8)  # an empty file cannot be mapped
    array: NDArray[Any] = np.memmap(path, dtype=np.uint8, mode="r") if raw else np.load(path, mmap_mode="r")
    return array.view(np.ndarray)  # numpy's own class for mapped arrays is slow to index


def record_of(text: str, notes: str, start: tuple[int, ...], suffix: str) -> Record:
    """Put a record together from its text and its notes."""
    said = json.loads(notes) if notes else {}
    grades = tuple(Grade(**grade) for grade in said.pop("grades", ()))
    return Record(start, text, suffix, grades=grades, **said)


def _notes(record: Record) -> str:
    said = {"chapter": record.chapter, "narrator": record.narrator, "page": record.page}
    kept: dict[str, Any] = {name: value for name, value in said.items() if value}
    if record.grades:
        kept["grades"] = [asdict(grade) for grade in record.grades]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def _write_strings(folder: Path, name: str, strings: Iterable[str]) -> None:
    offsets = [0]
    with (folder / f"{name}.bin").open("wb") as file:
        for string in strings:
            offsets.append(offsets[-1] + file.write(string.encode("utf-8")))
    np.save(folder / f"{name}.npy", np.array(offsets, dtype=np.int64))


def _pack(parts: Sequence[int], suffix: int, scheme: int) -> int:
    """Put 8 bits of scheme, 3 x 17 of locus (plus one, so that 0 says absent) and 5 of suffix into one number."""
    packed = scheme
    for part in parts:
        packed = packed << 17 | (part + 1)
    return packed << 5 | suffix
