"""Long texts to measure speed on: prose, hadith in a row, both languages mixed, and what would hurt a bad scanner."""

from __future__ import annotations

import random

from quoteindex.library import Library
from tests.bench import conditions, prose

_SEED = 7


def ordinary(kind: str, size: int) -> str:
    """Return *size* bytes of prose: real prose where it is there, else sentences of our own in random order."""
    real = "\n\n".join(text.text for text in prose.real(kind))
    if real:
        repeated = real * (1 + size // max(1, len(real.encode())))
        return _cut(repeated, size)
    rng = random.Random(_SEED)  # noqa: S311 (sentences, not secrets)
    return _cut(prose.shuffled(kind, size, rng), size)


def dense(library: Library, size: int) -> str:
    """Return *size* bytes in which hadith of the six books follow each other, a sentence of prose between them."""
    rng = random.Random(_SEED)  # noqa: S311
    editions = [e.id for e in library.editions if e.language == "ar" and e.work != "quran"]
    parts: list[str] = []
    length = 0
    while editions and length < size:
        edition = rng.choice(editions)
        record = library.record_text(edition, rng.randrange(library.count(edition)))
        parts += [rng.choice(prose.sentences("classical")), record]
        length += len(record.encode()) + len(parts[-2].encode()) + 4
    return _cut("\n\n".join(parts), size)


def mixed(library: Library, size: int) -> str:
    """Return *size* bytes of Arabic and English prose with quotations and references in both languages."""
    chosen = [*conditions.arabic()[:4], *conditions.english(library)[:4]]
    parts: list[str] = []
    length = turn = 0
    while length < size:
        condition = chosen[turn % len(chosen)]
        parts += [s.text for s in conditions.samples(condition, library, _SEED + turn, 4)]
        length = sum(len(part.encode()) for part in parts)
        turn += 1
    return _cut("\n".join(parts), size)


def adversarial(size: int) -> dict[str, str]:
    """Return texts of *size* bytes that make careless patterns slow, by name."""
    units = {
        "digits": "1234567890", "digits and colons": "12:", "colons": ":", "al-": "al-", "opening brackets": "(",
        "brackets and digits": "(2:", "ornate brackets": "﴿", "quotation marks": "\"a ", "surah": "surah ",
        "ibid": "ibid., v. ", "spaces": " ", "one long word": "ا", "one word again": "الله ",
        "formula": "قال رسول الله ",
    }  # fmt: skip
    return {name: unit * (size // len(unit.encode())) for name, unit in units.items()}


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")
