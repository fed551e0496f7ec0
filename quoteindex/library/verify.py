"""Checks the reference texts themselves: whole, each verse once, and saying what the other editions say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from quoteindex.errors import CorpusError, NoSuchEdition
from quoteindex.library.catalogue import CatalogueEntry, catalogue
from quoteindex.library.checksum import sha256
from quoteindex.library.fetch import receipt_path
from quoteindex.library.inventory import Source, inventory
from quoteindex.library.orthography import consonants
from quoteindex.library.progress import Progress, silent
from quoteindex.library.record import Record
from quoteindex.library.works import surahs
from quoteindex.model import QURAN
from quoteindex.tables import table

_ALIKE = 0.3  # share of the shorter hadith's words below which two editions mean different hadith by one number
_TELLING = 6  # consonants that a stray piece must have before it is looked for in other verses


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; ``serious`` where the text is wrong, not merely another version."""

    edition: str
    place: str
    message: str
    serious: bool = True


def verify(names: Sequence[str] = (), progress: Progress = silent) -> Iterator[Finding]:
    """Check the installed editions, or those that *names* lists by edition or work; yield what is found.

    Raises NoSuchEdition where a name is not installed.
    """
    installed = inventory()
    for name in names:
        if not any(name in (source.edition.id, source.edition.work) for source in installed):
            raise NoSuchEdition(f"{name!r} is not installed; see `quoteindex corpora list`")
    chosen = [s for s in installed if not names or s.edition.id in names or s.edition.work in names]

    @cache
    def read(edition_id: str) -> tuple[Record, ...]:
        source = next(source for source in installed if source.edition.id == edition_id)
        return tuple(source.supplier.read(source.edition))

    for done, source in enumerate(chosen):
        progress(source.edition.title, done, len(chosen))
        yield from _verify_files(source)
        try:
            records = read(source.edition.id)
        except CorpusError as error:
            yield Finding(source.edition.id, "", str(error))
            continue
        yield from _verify_count(source, records)
        yield from verify_records(source.edition.id, source.edition.work, records)
        yield from _compare(source, records, installed, read)


def verify_records(edition: str, work: str, records: Iterable[Record]) -> Iterator[Finding]:
    """Yield what is wrong within one edition: verses that are missing, repeated, outside the Qur'an; empty texts."""
    seen: set[tuple[tuple[int, ...], str]] = set()
    before = Record((), "")
    expected = {(surah.number, verse) for surah in surahs() for verse in range(1, surah.verses + 1)}
    for record in records:
        place = _place(record)
        if not record.text:
            yield Finding(edition, place, "has no text")
        if (record.start, record.suffix) in seen:
            # of hadith under one number the library tells all but the first by letters
            yield Finding(edition, place, "stands there more than once", serious=work == QURAN)
        elif work == QURAN and record.start not in expected:
            yield Finding(edition, place, "is no verse of the Qur'an")
        if work == QURAN and record.text and record.text == before.text:
            yield Finding(edition, place, f"has the same text as {_place(before)}", serious=False)
        seen.add((record.start, record.suffix))
        before = record
    if work == QURAN:
        for surah, verse in sorted(expected - {start for start, _ in seen}):
            yield Finding(edition, f"{surah}:{verse}", "is missing")


def _verify_files(source: Source) -> Iterator[Finding]:
    for path, remembered in zip(source.files, source.checksums, strict=True):
        found = sha256(path)
        receipt = receipt_path(path)
        entry = _entry(source)
        if found != remembered:
            yield Finding(source.edition.id, path.name, "was changed while its size and time stayed the same")
        if receipt.is_file() and json.loads(receipt.read_text("utf-8"))["sha256"] != found:
            yield Finding(
                source.edition.id, path.name, "was changed since it was fetched; remove it and fetch it again"
            )
        if entry and entry.sha256 not in ("", found):
            message = f"is another version than {source.edition.source}, on which the catalogue was counted"
            yield Finding(source.edition.id, path.name, message, serious=False)


def _verify_count(source: Source, records: Sequence[Record]) -> Iterator[Finding]:
    entry = _entry(source)
    if entry and entry.count and len(records) != entry.count:
        yield Finding(source.edition.id, "", f"has {len(records)} records, expected {entry.count}")


def _entry(source: Source) -> CatalogueEntry | None:
    fits = (e for e in catalogue() if e.edition == source.edition and e.supplier == source.supplier.name)
    return next(fits, None)


def _compare(
    source: Source, records: Sequence[Record], installed: Sequence[Source], read: Callable[[str], tuple[Record, ...]]
) -> Iterator[Finding]:
    """Compare an Arabic edition with the first other one of the same work and numbering."""
    edition = source.edition
    others = [
        other.edition
        for other in installed
        if (other.edition.work, other.edition.language) == (edition.work, "ar") and other.edition.id != edition.id
    ]
    if edition.language != "ar" or not others:
        return
    if edition.work == QURAN:
        yield from _compare_verses(edition.id, records, others[0].id, read(others[0].id))
        return
    alike = [other for other in others if other.numbering == edition.numbering]
    if alike:
        yield from _compare_hadith(edition.id, records, alike[0].id, read(alike[0].id))


def _compare_verses(
    edition: str, records: Sequence[Record], reference: str, others: Sequence[Record]
) -> Iterator[Finding]:
    bodies = {other.start: consonants(other.text) for other in others}
    words = {other.start: other.text.split() for other in others}
    for record in records:
        body = bodies.get(record.start)
        if body is None or body == consonants(record.text) or _place(record) in _known_places():
            continue
        yield Finding(
            edition, _place(record), f"differs from {reference}: " + _how(record, words[record.start], bodies)
        )


def _how(record: Record, expected: list[str], bodies: dict[tuple[int, ...], str]) -> str:
    found = record.text.split()
    pairs = SequenceMatcher(None, [consonants(w) for w in expected], [consonants(w) for w in found], autojunk=False)
    said = []
    for kind, from_, to, begin, end in pairs.get_opcodes():
        if kind == "equal":
            continue
        if lacking := " ".join(expected[from_:to]):
            said.append(f"lacks «{lacking}»")
        if added := " ".join(found[begin:end]):
            stray = consonants(added)
            origin = [start for start, body in bodies.items() if len(stray) >= _TELLING and stray in body]
            said.append(f"has «{added}»" + (f", which stands in {origin[0][0]}:{origin[0][1]}" if origin else ""))
    return "; ".join(said)


def _compare_hadith(
    edition: str, records: Sequence[Record], reference: str, others: Sequence[Record]
) -> Iterator[Finding]:
    words = {(other.start, other.suffix): _words(other.text) for other in others}
    for record in records:
        mine, theirs = _words(record.text), words.get((record.start, record.suffix))
        if mine and theirs and len(mine & theirs) < _ALIKE * min(len(mine), len(theirs)):
            yield Finding(edition, _place(record), f"is another hadith than the one of that number in {reference}")


def _words(text: str) -> set[str]:
    return {consonants(word) for word in text.split()} - {""}


@cache
def _known_places() -> frozenset[str]:
    return frozenset(row["passage"].removeprefix("quran:") for row in table("orthography"))


def _place(record: Record) -> str:
    return ":".join(map(str, record.start)) + record.suffix
