"""How much of a quotation must agree, by kind of work and by how the document marks it.

Calibrated on prose without quotations (docs/explanation/detection.md).  Hadith tell of daily life in two million words,
and English has fewer different words than Arabic, so that more of them must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Least(NamedTuple):
    """The least a match must show."""

    bits: float
    words: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least information of a quotation, in bits, and its least number of words, by evidence.

    ``plain``: evidence 0, 1 and 2 (none; in quotation marks; presented by an introducing formula, ornate brackets or a
    reference beside it).  ``named``: the same where a reference nearby names this very passage.  ``run``: the least
    information of a run to begin with.
    """

    run: float
    plain: tuple[Least, Least, Least]
    named: tuple[Least, Least, Least]


THRESHOLDS = {
    "quran-ar": Thresholds(
        run=10.0,
        plain=(Least(52.0, 4), Least(30.0, 3), Least(16.0, 2)),
        named=(Least(26.0, 3), Least(12.0, 2), Least(10.0, 2)),
    ),
    "hadith-ar": Thresholds(
        run=12.0,
        plain=(Least(66.0, 6), Least(36.0, 4), Least(22.0, 3)),
        named=(Least(40.0, 4), Least(20.0, 2), Least(16.0, 2)),
    ),
    "quran-en": Thresholds(
        run=18.0,
        plain=(Least(70.0, 8), Least(44.0, 6), Least(30.0, 4)),
        named=(Least(50.0, 6), Least(24.0, 3), Least(18.0, 3)),
    ),
    "hadith-en": Thresholds(
        run=18.0,
        plain=(Least(74.0, 8), Least(46.0, 6), Least(32.0, 4)),
        named=(Least(54.0, 6), Least(26.0, 4), Least(20.0, 3)),
    ),
}
