"""Sorted 64-bit keys that are looked up by the million: a table of buckets in front of a sorted array."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class KeyTable:
    """``keys``: sorted, each once, evenly spread over 64 bits; ``buckets[b]``: the first key whose top bits reach b."""

    keys: NDArray[np.uint64]
    buckets: NDArray[np.int32]

    @classmethod
    def build(cls, keys: NDArray[np.uint64]) -> KeyTable:
        """Build the table of sorted *keys*; about one bucket a key."""
        bits = max(1, len(keys).bit_length())
        tops = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
        buckets = np.append(np.searchsorted(keys, tops), len(keys)).astype(np.int32)
        return cls(keys, buckets)

    @classmethod
    def open(cls, folder: Path, name: str) -> KeyTable:
        """Map the table from disk."""
        return cls(*(mapped(folder / f"{name}-{part}.npy") for part in ("keys", "buckets")))

    def save(self, folder: Path, name: str) -> None:
        """Write the two arrays into *folder*."""
        np.save(folder / f"{name}-keys.npy", self.keys)
        np.save(folder / f"{name}-buckets.npy", self.buckets)

    def find(self, wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the index of each wanted key, or -1."""
        found = np.full(len(wanted), -1, dtype=np.int64)
        if not len(self.keys) or not len(wanted):
            return found
        bits = (len(self.buckets) - 1).bit_length() - 1
        bucket = (wanted >> np.uint64(64 - bits)).astype(np.int64)
        at, stop = self.buckets[bucket].astype(np.int64), self.buckets[bucket + 1]
        open_ = np.flatnonzero(at < stop)
        while len(open_):
            here = at[open_]
            hit = self.keys[here] == wanted[open_]
            found[open_[hit]] = here[hit]
            open_ = open_[~hit]
            at[open_] += 1
            open_ = open_[at[open_] < stop[open_]]
        return found


def mapped(path: Path) -> NDArray[Any]:
    """Map an array into memory, as a plain array: numpy's own class for mapped ones is slow to index."""
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread *values* evenly over 64 bits (the finaliser of splitmix64; one to one)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
