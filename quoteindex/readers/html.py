"""HTML, also as PHP and Blade pages: tags, comments, scripts and server code are markup, the rest is text.

Every scan is one pass from left to right: an attempt at a tag ends at the next "<", and an opening whose closing does
not come is not looked for again.  A megabyte of "<" takes as long as a megabyte of prose.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from quoteindex.model import Locator
from quoteindex.readers.markup import JOINER, Hidden, Markup, blanked
from quoteindex.readers.plain import addresses
from quoteindex.readers.textual import TextReader

# Every branch starts with a character as it is, so that the scan skips from one to the next.
_BLOCK = re.compile(
    r"(?P<comment><!--)|(?P<blade>\{\{--)|(?P<php><\?(?i:php\b|=|xml\b))"
    r"|(?P<script><(?i:script)\b[^<>]*>)|(?P<style><(?i:style)\b[^<>]*>)"
)
_CLOSING = {
    "comment": re.compile(r"-->"),
    "blade": re.compile(r"--\}\}"),
    "php": re.compile(r"\?>"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_TO_THE_END = {"php", "script", "style"}  # a page may end inside these

_ECHO = re.compile(r"\{\{[^{}\n]*+\}\}|\{!!(?>(?:[^{}\n!]|!(?!!\}))*)!!\}")
_DIRECTIVE = re.compile(r"^[ \t]*+(@[A-Za-z]+(?>(?:[ \t]*+\((?>(?:[^()\n]|\([^()\n]*+\))*)\))?))", re.MULTILINE)
_ARABIC = re.compile(r"[\u0621-\u064a]")

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?=[\s/>])(?:(?>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*)>|[^<>]*+>)"
    r"|<![A-Za-z][^<>]*+>"
)
# In Markdown, where "<" is also a letter of prose, only what CommonMark calls a tag.
_STRICT_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?>(?:\s++[A-Za-z_:@.][\w:.@-]*+(?>(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'=<>`]++))?))*)\s*+/?>"
)
_NEW_PARAGRAPH = re.compile(
    r"address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer"
    r"|form|h[1-6r]|head|header|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul",
    re.IGNORECASE,
)
_NEW_LINE = re.compile(r"br|td|th|option", re.IGNORECASE)
# Inline, and yet no part of a word.
_APART = re.compile(r"su[bp]|img|input|button|select|iframe|video|audio", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]", re.IGNORECASE)

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_APOSTROPHES = "'’‘ʼʾʿ`"
_LONGEST_LABEL = 120


def blocks(text: str, *, open_end: bool) -> Iterator[Hidden]:
    """Yield comments, scripts, style sheets and PHP; with *open_end*, also code that runs on to the end of the page."""
    at, unclosed = 0, set()
    while match := _BLOCK.search(text, at):
        kind = str(match.lastgroup)
        start, at = match.span()
        if kind in unclosed:
            continue
        closing = _CLOSING[kind].search(text, at)
        if closing:
            at = closing.end()
            yield Hidden(start, at)
        elif open_end and kind in _TO_THE_END:
            yield Hidden(start, len(text))
            return
        else:
            unclosed.add(kind)


def template_code(text: str) -> Iterator[Hidden]:
    """Yield what Blade prints, ``{{ $name }}``; not where the braces hold Arabic, for then they are quotation marks."""
    for match in _ECHO.finditer(text):
        if not _ARABIC.search(match[0]):
            yield Hidden(*match.span())


def _directives(text: str) -> Iterator[Hidden]:
    for match in _DIRECTIVE.finditer(text):
        yield Hidden(*match.span(1))


def _matches(text: str, *, strict: bool) -> Iterator[re.Match[str]]:
    return (_STRICT_TAG if strict else _TAG).finditer(text)


def tags(text: str, *, strict: bool = False) -> Iterator[Hidden]:
    """Yield the tags: those of blocks show a blank line, a ``<br>`` a line end, the others nothing.

    Where inline tags stand inside a word (coloured letters in a verse) they are filled so that it stays one word.

    >>> [tag.shown for tag in tags("<p>one<br>two</p>")]
    ['\\n\\n', '\\n', '\\n\\n']
    """
    run: list[Hidden] = []  # inline tags that touch each other
    for match in _matches(text, strict=strict):
        name = match["name"] or "!"
        if run and run[-1].end != match.start():
            yield from _joined(text, run)
            run = []
        if _NEW_PARAGRAPH.fullmatch(name):
            yield Hidden(*match.span(), "\n\n")
        elif _NEW_LINE.fullmatch(name):
            yield Hidden(*match.span(), "\n")
        elif _APART.fullmatch(name) or name == "!":
            yield Hidden(*match.span())
        else:
            run.append(Hidden(*match.span()))
    yield from _joined(text, run)


def _joined(text: str, run: list[Hidden]) -> Iterator[Hidden]:
    """Yield the tags of a run, filled with joiners where letters stand on both sides."""
    inside = bool(run) and _is_letter(text[run[0].start - 1 : run[0].start]) and _is_letter(text[run[-1].end :][:1])
    for tag in run:
        yield Hidden(tag.start, tag.end, JOINER * (tag.end - tag.start) if inside else "")


def _is_letter(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LM"


def entities(text: str) -> Iterator[Hidden]:
    """Yield the entities, each showing its character: at the end of the stretch where it opens, else at its start.

    >>> [one.shown for one in entities("&ldquo;Say&rdquo;")]
    ['      “', '”']
    """
    for match in _ENTITY.finditer(text):
        start, end = match.span()
        character = html.unescape(match[0])
        if character != match[0] and len(character) <= end - start:
            yield Hidden(start, end, _fitted(character, text[start - 1 : start], end - start))


def _fitted(character: str, before: str, width: int) -> str:
    """Fill an entity's character up to the entity's width so that words stay whole and marks stay at their words."""
    joined = JOINER * (width - len(character))
    if _is_letter(character[0]) or character[0].isdigit() or unicodedata.category(character[0]) == "Cf":
        return character + joined
    if character in _APOSTROPHES and _is_letter(before):
        return character + joined
    opens = unicodedata.category(character[0]) in ("Ps", "Pi") or (
        character in "'\"" and (before == "" or before.isspace() or unicodedata.category(before) in ("Ps", "Pi"))
    )
    return " " * (width - len(character)) + character if opens else character


def mark_up(text: str) -> Markup:
    """Find the markup of a page; its title is that of its head, or its first heading."""
    code = list(blocks(text, open_end=True))
    rest = blanked(text, code)
    code += [*template_code(rest), *_directives(rest)]
    rest = blanked(text, code)
    hidden = (*code, *tags(rest), *entities(rest), *addresses(rest))
    headings = tuple(_headings(rest))
    title = next(_elements(rest, re.compile("title", re.IGNORECASE)), ("", 0))[0]
    return Markup(hidden, headings, title or (headings[0].label if headings else ""))


def _headings(text: str) -> Iterator[Locator]:
    for label, start in _elements(text, _HEADING):
        yield Locator(start, "section", label)


def _elements(text: str, names: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Yield the words and the place of every element of those names that has words."""
    opened = None
    for match in _matches(text, strict=False):
        if not names.fullmatch(match["name"] or ""):
            continue
        if not match["close"]:
            opened = match.end()
        elif opened is not None:
            inner = re.sub(r"<[^<>]*>", " ", text[opened : match.start()])
            if label := " ".join(html.unescape(inner).split()):
                yield label[:_LONGEST_LABEL], opened
            opened = None


READER = TextReader("html", (".html", ".htm", ".xhtml", ".php", ".phtml"), mark_up)
